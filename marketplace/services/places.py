"""Commands about where a shop stands: its own place, its branches, and the tills there."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from marketplace.models import Branch, Merchant, Till
from marketplace.partner_errors import BranchClosed, NameTaken
from marketplace.queries import partners
from marketplace.services.merchants import locked_merchant, valid_vat
from tenants.people.models import Neighbourhood, Person
from tenants.trail.services import audit


@dataclass(frozen=True)
class Place:
    """Where customers come, and when."""

    address: str
    neighbourhood: Neighbourhood | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    hours: dict[str, list[list[str]]] = field(default_factory=dict)


@transaction.atomic
def change_own_place(*, merchant_id: int, place: Place, actor: Person) -> Merchant:
    """The shop says where it stands itself and when it is open. Raises NotFound."""
    merchant = _kept_shop(actor, merchant_id)
    _write(merchant, place)
    merchant.save(update_fields=list(vars(place)))
    _audit("change-shop-place", merchant, actor)
    return merchant


@transaction.atomic
def change_about(*, merchant_id: int, about: str, vat_number: str, actor: Person) -> Merchant:
    """The shop says what it sells, and its VAT number. Raises NotFound, VatInvalid."""
    merchant = _kept_shop(actor, merchant_id)
    merchant.about, merchant.vat_number = about.strip(), valid_vat(vat_number)
    merchant.save(update_fields=["about", "vat_number"])
    _audit("change-shop-words", merchant, actor)
    return merchant


@transaction.atomic
def add_branch(*, merchant_id: int, name: str, place: Place, actor: Person) -> Branch:
    """One more place of the shop. Raises NotFound, NameTaken."""
    merchant = _kept_shop(actor, merchant_id)
    branch, is_new = Branch.objects.get_or_create(
        merchant=merchant, name=name.strip(), defaults=vars(place)
    )
    if not is_new:
        raise NameTaken
    _audit("add-branch", merchant, actor, branch=branch.id)
    return branch


@transaction.atomic
def change_branch(
    *, merchant_id: int, branch_id: int, name: str, place: Place, is_open: bool, actor: Person
) -> Branch:
    """Another name, place or hours; of one that closes the tills are put away.

    Raises NotFound, NameTaken.
    """
    merchant = _kept_shop(actor, merchant_id)
    branch = partners.branch_of(merchant, branch_id)
    if merchant.branches.filter(name=name.strip()).exclude(id=branch.id).exists():
        raise NameTaken
    if branch.is_open and not is_open:
        branch.tills.update(is_active=False)
    branch.name, branch.is_open = name.strip(), is_open
    _write(branch, place)
    branch.save()
    _audit("change-branch", merchant, actor, branch=branch.id, is_open=is_open)
    return branch


@transaction.atomic
def add_till(*, merchant_id: int, name: str, actor: Person, branch_id: int | None = None) -> Till:
    """One more till; a name the shop has already is that till. Raises NotFound, BranchClosed."""
    merchant = _kept_shop(actor, merchant_id)
    branch = _open_branch(merchant, branch_id)
    till, is_new = Till.objects.get_or_create(
        merchant=merchant, name=name.strip(), defaults={"branch": branch}
    )
    if is_new:
        _audit("add-till", merchant, actor, till=till.id)
    return till


@transaction.atomic
def change_till(
    *, merchant_id: int, till_id: int, name: str, branch_id: int | None, is_active: bool,
    actor: Person,
) -> Till:  # fmt: skip
    """Another name or place of a till, or away with it. Raises NotFound, NameTaken, BranchClosed.

    What was asked there before keeps the name it had then.
    """
    merchant = _kept_shop(actor, merchant_id)
    till = partners.till_of_shop(merchant, till_id)
    if merchant.tills.filter(name=name.strip()).exclude(id=till.id).exists():
        raise NameTaken
    till.name, till.is_active = name.strip(), is_active
    till.branch = (
        _open_branch(merchant, branch_id) if is_active or branch_id != till.branch_id
        else till.branch
    )  # fmt: skip
    till.save()
    _audit("change-till", merchant, actor, till=till.id, is_active=is_active)
    return till


@transaction.atomic
def pause_merchant(*, merchant_id: int, note: str, actor: Person, now: datetime) -> Merchant:
    """The shop's tills ask nothing for a while; everybody reads `note`. Raises NotFound.

    Paying back goes on, and so does what was promised before. Pausing again changes the note.
    """
    merchant = _kept_shop(actor, merchant_id)
    merchant.paused_at, merchant.pause_note = merchant.paused_at or now, note.strip()
    merchant.save(update_fields=["paused_at", "pause_note"])
    _audit("pause-merchant", merchant, actor)
    return merchant


@transaction.atomic
def resume_merchant(*, merchant_id: int, actor: Person) -> Merchant:
    """The tills ask again. Twice is once. Raises NotFound."""
    merchant = _kept_shop(actor, merchant_id)
    if merchant.is_paused:
        merchant.paused_at, merchant.pause_note = None, ""
        merchant.save(update_fields=["paused_at", "pause_note"])
        _audit("resume-merchant", merchant, actor)
    return merchant


def _kept_shop(actor: Person, merchant_id: int) -> Merchant:
    """The shop, locked, of which `actor` is owner or lead. Raises NotFound."""
    partners.own_shop(actor, merchant_id, partners.KEEPERS)
    return locked_merchant(merchant_id)


def _open_branch(merchant: Merchant, branch_id: int | None) -> Branch | None:
    """Where a till may stand; None is the shop's own place. Raises NotFound, BranchClosed."""
    if branch_id is None:
        return None
    branch = partners.branch_of(merchant, branch_id)
    if not branch.is_open:
        raise BranchClosed
    return branch


def _write(row: Merchant | Branch, place: Place) -> None:
    for name, value in vars(place).items():
        setattr(row, name, value)


def _audit(verb: str, merchant: Merchant, actor: Person, **facts: object) -> None:
    audit(verb=verb, thing="merchant", thing_id=merchant.id, actor=actor.party_id, **facts)
