"""A deal is given as often as it says and never once more: at the till, and in the database."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from currency.errors import KeyReused, RequestCancelled, RequestPaid
from currency.models import PaymentRequest, Pot
from currency.queries import balance_of
from currency.services.payments import pay
from currency.services.requests import cancel_request
from marketplace.errors import NoTill
from marketplace.offers import queries
from marketplace.offers.errors import (
    ClaimTooOld,
    DealAmountMissing,
    DealNotRunning,
    DealSoldOut,
    DealTooSmall,
)
from marketplace.offers.models import Deal, DealPlace
from marketplace.offers.services.claims import take_back_claim
from marketplace.offers.services.deals import DealTerms, change_deal, stop_deal
from marketplace.partner_errors import MerchantPaused
from marketplace.services.places import pause_merchant
from tenants.errors import NotFound
from tenants.trail.models import AuditEvent
from tests.marketplace.cast import Town, make_person
from tests.marketplace.offers.conftest import claim
from tests.marketplace.till_cast import Shop, open_shop, pays, with_coins


def left(deal: Deal) -> int:
    return queries.deals_of(deal.merchant_id, now=timezone.now()).get(id=deal.id).left


def test_the_customer_pays_the_price_and_a_place_is_gone(town: Town, shop: Shop, make) -> None:
    deal, samira = make(number=2, price=350), with_coins(town)

    asked = claim(shop, deal).request
    pays(samira, asked)

    assert (asked.amount, asked.description) == (350, "Koffie met vlaai")
    assert balance_of(shop.merchant.party, Pot.MERCHANT) == 350
    assert left(deal) == 1
    assert AuditEvent.objects.filter(verb="claim-deal").count() == 1


def test_the_last_one_is_given_once(shop: Shop, make) -> None:
    deal = make(number=1, price=0)
    claim(shop, deal)

    with pytest.raises(DealSoldOut):
        claim(shop, deal)

    assert left(deal) == 0


def test_the_same_key_gives_the_same_place(shop: Shop, make) -> None:
    deal, key = make(number=5), uuid4()

    claims = [claim(shop, deal, key=key) for _ in range(3)]

    assert len({one.place.id for one in claims}) == 1
    assert len({one.request.id for one in claims}) == 1
    assert left(deal) == 4


def test_a_key_of_another_deal_is_refused(shop: Shop, make) -> None:
    key = uuid4()
    claim(shop, make(), key=key)

    with pytest.raises(KeyReused):
        claim(shop, make(title="Soep"), key=key)


def test_who_pays_right_now_keeps_the_place(shop: Shop, make) -> None:
    deal = make(number=1)
    claim(shop, deal)

    with pytest.raises(DealSoldOut):
        claim(shop, deal)


def test_a_payment_that_was_stopped_frees_its_place(shop: Shop, make) -> None:
    deal = make(number=1)
    asked = claim(shop, deal).request
    cancel_request(request_id=asked.id, payee=shop.merchant.party, at=timezone.now())
    assert left(deal) == 1

    second = claim(shop, deal)

    assert second.request.id != asked.id
    assert left(deal) == 0


def test_a_payment_past_its_time_frees_its_place_and_can_come_no_more(
    town: Town, shop: Shop, make
) -> None:
    deal, samira, now = make(number=1), with_coins(town), timezone.now()
    late = claim(shop, deal, at=now - timedelta(minutes=30)).request

    claim(shop, deal)

    # Judged by the clock of a payment that set out before its time was over.
    with pytest.raises(RequestCancelled):
        pay(code=late.code, payer=samira.party, at=now - timedelta(minutes=29))
    assert PaymentRequest.objects.get(id=late.id).state == "cancelled"


def test_a_paid_place_is_never_given_again(town: Town, shop: Shop, make) -> None:
    deal, samira, now = make(number=1), with_coins(town), timezone.now()
    first = claim(shop, deal, at=now - timedelta(minutes=30)).request
    pay(code=first.code, payer=samira.party, at=now - timedelta(minutes=29))

    with pytest.raises(DealSoldOut):
        claim(shop, deal)


def test_a_deal_without_a_price_asks_the_till(shop: Shop, make) -> None:
    deal = make(price=None)

    with pytest.raises(DealAmountMissing):
        claim(shop, deal)

    assert claim(shop, deal, amount=275).request.amount == 275


@pytest.mark.parametrize("days", [-1, 4])
def test_outside_its_days_it_is_not_given(shop: Shop, make, days: int) -> None:
    with pytest.raises(DealNotRunning):
        claim(shop, make(price=0), at=timezone.now() + timedelta(days=days))


def test_a_stopped_deal_is_not_given_but_who_pays_may_finish(town: Town, shop: Shop, make) -> None:
    deal, samira = make(), with_coins(town)
    asked = claim(shop, deal).request
    stop_deal(deal_id=deal.id, actor=shop.owner, now=timezone.now())

    pays(samira, asked)

    with pytest.raises(DealNotRunning):
        claim(shop, deal)


def test_a_shop_on_a_pause_gives_no_deal_not_even_for_nothing(shop: Shop, make) -> None:
    deal = make(number=2, price=0)
    pause_merchant(merchant_id=shop.merchant.id, note="", actor=shop.owner, now=timezone.now())

    with pytest.raises(MerchantPaused):
        claim(shop, deal)
    assert left(deal) == 2


def test_another_shop_gives_nothing_of_this_one(town: Town, shop: Shop, make) -> None:
    deal, other = make(), open_shop(town, "Slager")

    with pytest.raises(NotFound):
        claim(other, deal)
    with pytest.raises(NoTill):
        claim(shop, deal, actor=make_person("zomaar"))


def test_a_mistake_of_today_is_taken_back(shop: Shop, make) -> None:
    deal = make(number=1, price=0)
    place = claim(shop, deal).place
    how = {"till": shop.till, "actor": shop.owner, "now": timezone.now()}

    take_back_claim(place_id=place.id, **how)
    take_back_claim(place_id=place.id, **how)

    assert left(deal) == 1


def test_what_was_paid_or_is_of_another_day_is_not_taken_back(town: Town, shop: Shop, make) -> None:
    now = timezone.now()
    paid = claim(shop, make())
    pays(with_coins(town), paid.request)
    old = claim(shop, make(price=0)).place
    how = {"till": shop.till, "actor": shop.owner}

    with pytest.raises(ClaimTooOld):
        take_back_claim(place_id=paid.place.id, now=now, **how)
    with pytest.raises(ClaimTooOld):
        take_back_claim(place_id=old.id, now=now + timedelta(days=1), **how)


def terms_of(deal: Deal, **changed) -> DealTerms:
    names = ("title", "starts_on", "ends_on", "number", "price", "terms")
    return DealTerms(**{**{name: getattr(deal, name) for name in names}, **changed})


def test_a_deal_never_shrinks_below_what_was_given(shop: Shop, make) -> None:
    deal = make(number=3, price=0)
    for _ in range(2):
        claim(shop, deal)

    with pytest.raises(DealTooSmall) as refusal:
        change_deal(deal_id=deal.id, terms=terms_of(deal, number=1), actor=shop.owner)
    assert refusal.value.facts == {"given": 2}

    change_deal(deal_id=deal.id, terms=terms_of(deal, number=2), actor=shop.owner)
    assert left(deal) == 0
    change_deal(deal_id=deal.id, terms=terms_of(deal, number=6), actor=shop.owner)
    assert left(deal) == 4


def test_the_owner_alone_decides_what_a_shop_gives(shop: Shop, make) -> None:
    deal, staff = make(), shop.staff()

    for act in (
        lambda: stop_deal(deal_id=deal.id, actor=staff, now=timezone.now()),
        lambda: change_deal(deal_id=deal.id, terms=terms_of(deal), actor=staff),
    ):
        with pytest.raises(NotFound):
            act()


def refused(name: str, act) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    assert error.value.__cause__.diag.constraint_name == name


def test_the_database_itself_holds_the_number(shop: Shop, make) -> None:
    deal = make(number=2, price=0)
    place = claim(shop, deal).place
    places, deals = DealPlace.objects, Deal.objects.filter(id=deal.id)

    refused("deal_place_within_number", lambda: places.create(deal=deal, place=3))
    refused("deal_place_once", lambda: places.create(deal=deal, place=2))
    refused("deal_place_from_one", lambda: places.create(deal=deal, place=0))
    refused("deal_number_holds_places", lambda: deals.update(number=1))
    refused("deal_has_places", lambda: Deal.objects.create(
        merchant=shop.merchant, title="x", number=0, starts_on=deal.starts_on,
        ends_on=deal.ends_on, made_by=uuid4(), made_at=timezone.now()))  # fmt: skip
    refused("deal_ends_after_start", lambda: deals.update(ends_on=deal.starts_on.replace(2020)))
    refused("deal_price_not_negative", lambda: deals.update(price=-1))
    refused("deal_place_given_whole", lambda: places.filter(id=place.id).update(given_at=None))


def test_a_paid_request_is_not_closed_as_over(town: Town, shop: Shop, make) -> None:
    asked = claim(shop, make()).request
    pays(with_coins(town), asked)

    with pytest.raises(RequestPaid):
        cancel_request(request_id=asked.id, payee=shop.merchant.party, at=timezone.now())
