"""Commands about lists of shops: read one in as a whole, and let those in that are ready."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from currency.errors import KeyReused
from marketplace.finding.errors import ShopListInvalid
from marketplace.finding.models import ListedShop, ShopList
from marketplace.finding.shop_checks import CheckedShop, checked_shops, shop_list
from marketplace.models import Merchant, Till
from marketplace.partner_errors import TermsNotAccepted
from marketplace.services.merchants import approve_merchant
from marketplace.services.shop_staff import invite_staff
from tenants.errors import NeedsSecondPerson
from tenants.people.models import Party, Person, Seat
from tenants.people.services import add_party, refuse_unless_may
from tenants.trail.services import audit

FAULTS_TOLD: Final = 50


@transaction.atomic
def read_in_shops(*, key: UUID, name: str, raw: bytes, actor: Person, now: datetime) -> ShopList:
    """All shops of a file, each waiting to be let in; one wrong line and none of them.

    An owner whose address is told is asked by mail. The same key answers the same list. Raises
    NotAllowed, ShopListUnreadable, ShopListInvalid, KeyReused.
    """
    refuse_unless_may(actor, "approve-merchant")
    # One list of a person at a time: a form sent twice at once finds the first one's list.
    Person.objects.select_for_update(no_key=True).get(id=actor.id)
    earlier = ShopList.objects.filter(key=key).first()
    if earlier is not None:
        if earlier.read_by_id != actor.id:
            raise KeyReused
        return earlier
    found = checked_shops(raw)
    if found.wrong:
        raise ShopListInvalid(
            lines=[{"line": one.number, "column": one.column, "code": one.code}
                   for one in found.wrong[:FAULTS_TOLD]],
        )  # fmt: skip
    made = ShopList.objects.create(key=key, name=name.strip(), read_by=actor, read_at=now)
    for shop in found.shops:
        _read_in(made, shop, actor, now)
    audit(verb="read-in-shops", thing="shop-list", thing_id=made.id, actor=actor.party_id,
          shops=len(found.shops))  # fmt: skip
    return made


@transaction.atomic
def approve_shop_list(*, list_id: int, actor: Person, now: datetime) -> tuple[int, int]:
    """A second person lets in the shops of a list: how many came in, and how many still wait.

    Those wait that must first agree to the municipality's terms. Raises NotAllowed, NotFound,
    NeedsSecondPerson.
    """
    refuse_unless_may(actor, "approve-merchant")
    found = shop_list(list_id)
    if found.read_by_id == actor.id:
        raise NeedsSecondPerson
    waiting = Merchant.objects.filter(listed__shop_list=found, state=Merchant.State.APPLIED)
    ids, approved = list(waiting.order_by("id").values_list("id", flat=True)), 0
    for merchant_id in ids:
        try:
            approve_merchant(merchant_id=merchant_id, actor=actor, now=now)
        except (TermsNotAccepted, NeedsSecondPerson):
            continue
        approved += 1
    if approved and found.approved_by_id is None:
        ShopList.objects.filter(id=found.id).update(approved_by=actor, approved_at=now)
    return approved, len(ids) - approved


def _read_in(made: ShopList, shop: CheckedShop, actor: Person, now: datetime) -> None:
    """One shop that nobody keeps yet, with a first till."""
    party = add_party(kind=Party.Kind.MERCHANT, name=shop.details.name)
    merchant = Merchant.objects.create(
        party=party, applied_by=actor, applied_at=now, **vars(shop.details)
    )
    Till.objects.create(merchant=merchant, name="Kassa 1")
    ListedShop.objects.create(shop_list=made, merchant=merchant, line=shop.number)
    if shop.email:
        invite_staff(merchant_id=merchant.id, email=shop.email, duty=Seat.Duty.OWNER, actor=actor,
                     now=now)  # fmt: skip
