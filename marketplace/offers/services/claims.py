"""Giving a deal at the till: one place for one customer, and never one too many.

The rows of the places are there beforehand. A claim takes a free one under its lock; a place whose
payment was stopped or never came is free again, once that payment can come no more.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from currency.errors import KeyReused, RequestExpired
from currency.keys import key_for
from currency.models import PaymentRequest
from currency.services.requests import close_if_over
from marketplace import queries as marketplace_queries
from marketplace.models import Till
from marketplace.offers.errors import (
    ClaimTooOld,
    DealAmountMissing,
    DealNotRunning,
    DealSoldOut,
)
from marketplace.offers.models import Deal, DealPlace
from marketplace.services.tills import ask_payment
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.trail.services import audit

OVER = (PaymentRequest.State.CANCELLED, PaymentRequest.State.DECLINED)


@dataclass(frozen=True)
class Claim:
    """A place that was given, and the request that pays it; None where it is free of charge."""

    place: DealPlace
    request: PaymentRequest | None


@transaction.atomic
def claim_deal(
    *, key: UUID, deal_id: int, till: Till, actor: Person, now: datetime, amount: int | None = None
) -> Claim:
    """Give a deal once: for nothing at once, else when the customer pays the request.

    `amount` in minor units where the deal has no price of its own. The same key answers the same
    claim. Raises NoTill, MerchantNotOpen, MerchantPaused, NotFound (another shop's deal),
    KeyReused, DealNotRunning, DealAmountMissing, DealSoldOut, RequestExpired (this key's payment is
    over), and what asking for payment raises.
    """
    marketplace_queries.refuse_unless_may_ask(actor, till)
    # One claim of a deal at a time gets its turn; the places themselves are locked one by one.
    deal = (
        Deal.objects.select_for_update(no_key=True)
        .filter(id=deal_id, merchant_id=till.merchant_id)
        .first()
    )
    if deal is None:
        raise NotFound
    earlier = DealPlace.objects.select_related("request").filter(key=key).first()
    if earlier is not None:
        if (earlier.deal_id, earlier.till_id) != (deal.id, till.id):
            raise KeyReused
        return Claim(earlier, earlier.request)
    if not deal.runs_on(localdate(now)):
        raise DealNotRunning
    place = _free_place(deal, now)
    asked = None if deal.is_free else _ask(deal, key, till, actor, now, amount)
    place.key, place.till, place.request = key, till, asked
    place.given_by, place.given_at = actor.party_id, now
    place.save()
    audit(verb="claim-deal", thing="deal", thing_id=deal.id, actor=actor.party_id,
          place=place.place, till=till.id)  # fmt: skip
    return Claim(place, asked)


@transaction.atomic
def take_back_claim(*, place_id: int, till: Till, actor: Person, now: datetime) -> DealPlace:
    """A mistake at the till: what was given for nothing today is free again. Twice is once.

    Raises NoTill, MerchantNotOpen, NotFound, ClaimTooOld (of another day, or it was paid).
    """
    marketplace_queries.refuse_unless_works_at(actor, till)
    found = (
        DealPlace.objects.select_for_update(of=("self",))
        .filter(id=place_id, deal__merchant_id=till.merchant_id)
        .first()
    )
    if found is None:
        raise NotFound
    if found.given_at is None:
        return found
    if found.request_id is not None or localdate(found.given_at) != localdate(now):
        raise ClaimTooOld
    _set_free(found)
    audit(verb="take-back-claim", thing="deal", thing_id=found.deal_id, actor=actor.party_id,
          place=found.place)  # fmt: skip
    return found


def _ask(
    deal: Deal, key: UUID, till: Till, actor: Person, now: datetime, amount: int | None
) -> PaymentRequest:
    wanted = deal.price if deal.price is not None else amount
    if wanted is None:
        raise DealAmountMissing
    asked = ask_payment(
        key=key_for("deal", deal.id, key), till=till, amount=wanted, actor=actor, now=now,
        description=deal.title,
    )  # fmt: skip
    if asked.state != PaymentRequest.State.OPEN or asked.expires_at <= now:
        raise RequestExpired
    return asked


def _free_place(deal: Deal, now: datetime) -> DealPlace:
    """The first place nobody has, or whose payment is over for good. Raises DealSoldOut."""
    free = deal.places.select_for_update().filter(key=None).order_by("place").first()
    if free is not None:
        return free
    lapsed = deal.places.select_for_update().filter(
        Q(request__state__in=OVER)
        | Q(request__state=PaymentRequest.State.OPEN, request__expires_at__lte=now)
    )
    for place in DealPlace.objects.select_for_update(of=("self",)).filter(
        id__in=lapsed.values("id")
    ):
        assert place.request_id is not None, "the filter asks for a request"
        if close_if_over(request_id=place.request_id, at=now):
            _set_free(place)
            return place
    raise DealSoldOut


def _set_free(place: DealPlace) -> None:
    place.key = place.till = place.request = place.given_by = place.given_at = None
    place.save()
