"""Commands about deals: make, change, stop. The owner of a shop alone decides what it gives."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from currency.errors import KeyReused
from marketplace.errors import MerchantNotOpen
from marketplace.models import Merchant
from marketplace.offers.errors import DealInvalid, DealNotRunning, DealTooSmall
from marketplace.offers.models import Deal, DealPlace
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.people.queries import owns
from tenants.trail.services import audit

MOST_PLACES = 5_000
LONGEST_DAYS = 366


@dataclass(frozen=True)
class DealTerms:
    """What a shop gives: `price` in minor units, 0 for nothing, None where the till keys it."""

    title: str
    starts_on: date
    ends_on: date
    number: int
    price: int | None = None
    terms: str = ""


@transaction.atomic
def make_deal(
    *, key: UUID, merchant_id: int, terms: DealTerms, actor: Person, now: datetime
) -> Deal:
    """A deal with all its places. The same key answers the same deal.

    Raises NotFound (not the owner), MerchantNotOpen, DealInvalid, KeyReused.
    """
    shop = own_shop(merchant_id, actor)
    earlier = Deal.objects.filter(key=key).first()
    if earlier is not None:
        if (earlier.merchant_id, earlier.title) != (shop.id, terms.title.strip()):
            raise KeyReused
        return earlier
    if shop.state != Merchant.State.APPROVED:
        raise MerchantNotOpen(state=shop.state)
    _refuse_unless_sound(terms)
    made = Deal.objects.create(
        merchant=shop, key=key, made_by=actor.party_id, made_at=now, **_values(terms)
    )
    _add_places(made, above=0)
    audit(verb="make-deal", thing="deal", thing_id=made.id, actor=actor.party_id,
          number=made.number, price=made.price)  # fmt: skip
    return made


@transaction.atomic
def change_deal(*, deal_id: int, terms: DealTerms, actor: Person) -> Deal:
    """Other words, days, price or number; never fewer than were given.

    Raises NotFound, DealNotRunning (it was stopped), DealInvalid, DealTooSmall.
    """
    found = _locked(deal_id, actor)
    if found.stopped_at is not None:
        raise DealNotRunning
    _refuse_unless_sound(terms)
    given = found.places.exclude(key=None).aggregate(last=Max("place"))["last"] or 0
    if terms.number < given:
        raise DealTooSmall(given=given)
    before = found.number
    for name, value in _values(terms).items():
        setattr(found, name, value)
    found.places.filter(place__gt=found.number).delete()
    found.save()
    _add_places(found, above=before)
    audit(verb="change-deal", thing="deal", thing_id=found.id, actor=actor.party_id,
          number=found.number, price=found.price)  # fmt: skip
    return found


@transaction.atomic
def stop_deal(*, deal_id: int, actor: Person, now: datetime) -> Deal:
    """Give it no more; who pays right now may finish. Twice is once. Raises NotFound."""
    found = _locked(deal_id, actor)
    if found.stopped_at is None:
        found.stopped_at = now
        found.save(update_fields=["stopped_at"])
        audit(verb="stop-deal", thing="deal", thing_id=found.id, actor=actor.party_id)
    return found


def own_shop(merchant_id: int, actor: Person) -> Merchant:
    """The shop, for its owner. Raises NotFound."""
    found = Merchant.objects.select_related("party").filter(id=merchant_id).first()
    if found is None or not owns(person_party=actor.party_id, party=found.party_id):
        raise NotFound
    return found


def _locked(deal_id: int, actor: Person) -> Deal:
    found = Deal.objects.select_for_update(of=("self",)).filter(id=deal_id).first()
    if found is None:
        raise NotFound
    own_shop(found.merchant_id, actor)
    return found


def _values(terms: DealTerms) -> dict[str, object]:
    return vars(terms) | {"title": terms.title.strip(), "terms": terms.terms.strip()}


def _refuse_unless_sound(terms: DealTerms) -> None:
    wrong = {
        "title": not terms.title.strip(),
        "ends_on": not 0 <= (terms.ends_on - terms.starts_on).days <= LONGEST_DAYS,
        "number": not 1 <= terms.number <= MOST_PLACES,
        "price": terms.price is not None and terms.price < 0,
    }
    for field, is_wrong in wrong.items():
        if is_wrong:
            raise DealInvalid(field=field)


def _add_places(deal: Deal, *, above: int) -> None:
    DealPlace.objects.bulk_create(
        DealPlace(deal=deal, place=place) for place in range(above + 1, deal.number + 1)
    )
