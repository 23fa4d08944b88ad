"""Reads about shops as partners: whose they are, their places and people, terms and account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from marketplace.models import (
    AccountChange,
    Branch,
    Merchant,
    ShopTerms,
    StaffInvitation,
    TermsAcceptance,
    Till,
)
from tenants.errors import NotFound
from tenants.people.models import Person, Seat

Duty = Seat.Duty
# Who may do what at a shop's own desk.
OWNERS = (Duty.OWNER,)
KEEPERS = (Duty.OWNER, Duty.LEAD)
WAITING = (AccountChange.State.ASKED, AccountChange.State.APPROVED)


def shops_of(person: Person) -> QuerySet[Merchant]:
    """The shops this person works for, in whatever state, by name; without account numbers."""
    return Merchant.objects.filter(party__seats__person=person).defer("iban").order_by("name", "id")


def own_shop(person: Person, merchant_id: int, duties: Sequence[str] = tuple(Duty)) -> Merchant:
    """A shop where this person has one of these duties. Raises NotFound."""
    found = (
        Merchant.objects.select_related("party", "neighbourhood")
        .filter(id=merchant_id, party__seats__person=person, party__seats__duty__in=duties)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def duty_of(person: Person, merchant: Merchant) -> str:
    """What this person does at the shop; "" for a stranger."""
    duties = Seat.objects.filter(person=person, party_id=merchant.party_id)
    return duties.values_list("duty", flat=True).first() or ""


def people_of(merchant: Merchant) -> QuerySet[Seat]:
    """Who works for the shop, by name."""
    return merchant.party.seats.select_related("person").order_by("person__name", "id")


def seat_of(merchant: Merchant, seat_id: int) -> Seat:
    """Somebody who works for the shop. Raises NotFound."""
    found = people_of(merchant).filter(id=seat_id).first()
    if found is None:
        raise NotFound
    return found


def owners_of(merchant: Merchant) -> QuerySet[Person]:
    """Active people who own the shop, by id."""
    owned = {"seats__party": merchant.party_id, "seats__duty": Duty.OWNER}
    return Person.objects.filter(is_active=True, **owned).order_by("id")


def invitations_of(merchant: Merchant) -> QuerySet[StaffInvitation]:
    """Invitations nobody took yet, newest first; also those whose days are past."""
    return merchant.invitations.filter(accepted_at=None, withdrawn_at=None).order_by("-id")


def invitation_to_tell_of(invitation_id: int, now: datetime) -> StaffInvitation | None:
    """An invitation that can still be taken, or None."""
    return (
        StaffInvitation.objects.select_related("merchant", "invited_by")
        .filter(id=invitation_id, accepted_at=None, withdrawn_at=None, expires_at__gt=now)
        .first()
    )


@dataclass(frozen=True)
class ShopPlace:
    """Where a shop stands: its own place (`branch` is None) or one more, with its tills."""

    branch: Branch | None
    name: str
    address: str
    hours: dict[str, list[list[str]]]
    tills: Sequence[Till]


def places_of(merchant: Merchant) -> list[ShopPlace]:
    """The shop's own place first, then the open others by name; two queries."""
    tills = list(merchant.tills.order_by("name", "id"))
    first = ShopPlace(
        None, "", merchant.address, merchant.hours, [till for till in tills if not till.branch_id]
    )
    return [first] + [
        ShopPlace(
            branch, branch.name, branch.address, branch.hours,
            [till for till in tills if till.branch_id == branch.id],
        )
        for branch in merchant.branches.all()
    ]  # fmt: skip


def open_branches(merchant: Merchant) -> QuerySet[Branch]:
    """The shop's other places that are open to customers, by name."""
    return merchant.branches.filter(is_open=True).select_related("neighbourhood")


def branch_of(merchant: Merchant, branch_id: int) -> Branch:
    """One of the shop's other places. Raises NotFound."""
    found = merchant.branches.filter(id=branch_id).first()
    if found is None:
        raise NotFound
    return found


def till_of_shop(merchant: Merchant, till_id: int) -> Till:
    """One of the shop's tills, also one that was put away. Raises NotFound."""
    found = merchant.tills.filter(id=till_id).first()
    if found is None:
        raise NotFound
    return found


def current_terms() -> ShopTerms | None:
    """The terms that hold for shops now; None where the municipality has none."""
    return ShopTerms.objects.order_by("-version").first()


def terms_so_far() -> QuerySet[ShopTerms]:
    """All versions, newest first, with who published each."""
    return ShopTerms.objects.select_related("published_by").order_by("-version")


def accepted_terms(merchant: Merchant) -> TermsAcceptance | None:
    """The last version the shop agreed to, when and by whom; None when it never did."""
    return (
        TermsAcceptance.objects.select_related("terms", "person")
        .filter(merchant=merchant)
        .order_by("-terms__version")
        .first()
    )


def waiting_change(merchant: Merchant) -> AccountChange | None:
    """The other account this shop asked for, as long as it waits."""
    return (
        AccountChange.objects.select_related("asked_by", "decided_by")
        .filter(merchant=merchant, state__in=WAITING)
        .first()
    )


def past_changes(merchant: Merchant) -> QuerySet[AccountChange]:
    """Changes that are over, newest first."""
    found = AccountChange.objects.select_related("asked_by", "decided_by")
    return found.filter(merchant=merchant).exclude(state__in=WAITING).order_by("-ended_at", "-id")


def changes_of_console() -> QuerySet[AccountChange]:
    """Changes of all shops that wait, those that wait for an answer and longest first."""
    found = AccountChange.objects.select_related("merchant", "asked_by", "decided_by")
    return found.filter(state__in=WAITING).order_by("-state", "asked_at", "id")


def change_of_console(change_id: int) -> AccountChange:
    """A change of any shop, in whatever state. Raises NotFound."""
    found = (
        AccountChange.objects.select_related("merchant__party", "asked_by", "decided_by")
        .filter(id=change_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def changes_to_decide() -> int:
    """How many changed accounts wait for a second person."""
    return AccountChange.objects.filter(state=AccountChange.State.ASKED).count()


def with_changes(merchants: QuerySet[Merchant]) -> QuerySet[Merchant]:
    """The same shops, with `has_change`: whether another account of the shop waits."""
    return merchants.annotate(has_change=Exists(_waiting_of_row()))


def narrowed(merchants: QuerySet[Merchant], state: str) -> QuerySet[Merchant]:
    """Those in a state, or that are paused, have not agreed to the terms, or change account."""
    if state == "paused":
        return merchants.exclude(paused_at=None)
    if state == "account":
        return merchants.filter(Exists(_waiting_of_row()))
    if state == "terms":
        agreed = TermsAcceptance.objects.filter(merchant=OuterRef("pk"), terms=current_terms())
        return merchants.exclude(state=Merchant.State.STOPPED).filter(~Exists(agreed))
    return merchants.filter(state=state) if state else merchants


def _waiting_of_row() -> QuerySet[AccountChange]:
    return AccountChange.objects.filter(merchant=OuterRef("pk"), state__in=WAITING)
