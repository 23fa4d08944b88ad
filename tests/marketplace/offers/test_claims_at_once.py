"""Many at once, each on a connection of its own; and any order of acts: never one too many."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from currency.models import PaymentRequest
from currency.services.payments import pay
from marketplace.offers.errors import ClaimTooOld, DealSoldOut
from marketplace.offers.models import Deal
from marketplace.offers.services.claims import Claim, claim_deal, take_back_claim
from tenants.errors import Refusal
from tenants.schema import look_at
from tests.cast import at_once, refusals_in
from tests.marketplace.cast import Town
from tests.marketplace.offers.conftest import a_deal, claim
from tests.marketplace.till_cast import Shop, open_shop, with_coins


def claiming(town: Town, shop: Shop, deal: Deal, key=None):
    def act() -> Claim:
        look_at(town.tenant)
        return claim(shop, deal, key=key or uuid4())

    return act


@pytest.mark.parametrize("price", [0, 350])
def test_ten_customers_come_for_the_last_three(committed_town: Town, price: int) -> None:
    shop = open_shop(committed_town)
    deal = a_deal(shop, number=3, price=price)

    answers = at_once(*[claiming(committed_town, shop, deal) for _ in range(10)])

    assert refusals_in(answers) == ["deal-sold-out"] * 7
    assert sorted(one.place.place for one in answers if isinstance(one, Claim)) == [1, 2, 3]


def test_one_tap_sent_six_times_is_one_place(committed_town: Town) -> None:
    shop = open_shop(committed_town)
    deal, key = a_deal(shop, number=3, price=0), uuid4()

    answers = at_once(*[claiming(committed_town, shop, deal, key)] * 6)

    assert len({one.place.id for one in answers}) == 1
    assert deal.places.exclude(key=None).count() == 1


def test_a_late_payment_and_the_next_customer_do_not_both_get_the_last_one(
    committed_town: Town,
) -> None:
    shop, samira = open_shop(committed_town), with_coins(committed_town)
    deal, now = a_deal(shop, number=1), timezone.now()
    late = claim(shop, deal, at=now - timedelta(minutes=30)).request

    def pays_late() -> object:
        look_at(committed_town.tenant)
        return pay(code=late.code, payer=samira.party, at=now - timedelta(minutes=29))

    answers = at_once(pays_late, claiming(committed_town, shop, deal))

    is_paid = PaymentRequest.objects.get(id=late.id).state == "paid"
    assert refusals_in(answers) == (["deal-sold-out"] if is_paid else ["request-cancelled"])


ACTS = st.lists(st.sampled_from(["claim", "pay", "wait", "take back"]), max_size=14)


@given(acts=ACTS, number=st.integers(1, 3), is_free=st.booleans())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_in_any_order_no_more_is_given_than_there_is(acts, number, is_free, town_once) -> None:
    shop, samira = town_once
    yesterday = timezone.localdate() - timedelta(days=1)
    deal = a_deal(shop, number=number, price=0 if is_free else 10, starts_on=yesterday)
    now, open_claims, had = timezone.now() - timedelta(hours=20), [], 0
    for act in acts:
        now += timedelta(seconds=1)
        try:
            if act == "wait":
                now += timedelta(minutes=6)
            elif act == "claim":
                open_claims.append(_claimed(shop, deal, now))
                had += is_free
            elif open_claims:
                had += _acted(act, open_claims.pop(), shop, samira, now)
        except (DealSoldOut, ClaimTooOld):
            pass
        assert had <= number
        assert deal.places.count() == number


def _claimed(shop: Shop, deal: Deal, now) -> Claim:
    return claim_deal(key=uuid4(), deal_id=deal.id, till=shop.till, actor=shop.owner, now=now)


def _acted(act: str, one: Claim, shop: Shop, samira, now) -> int:
    """How many more customers have it after this act."""
    if act == "take back":
        take_back_claim(place_id=one.place.id, till=shop.till, actor=shop.owner, now=now)
        return -1
    if one.request is None:
        return 0
    try:
        pay(code=one.request.code, payer=samira.party, at=now)
    except Refusal:
        return 0
    return 1


@pytest.fixture
def town_once(town: Town, shop: Shop):
    """One town for all examples."""
    return shop, with_coins(town)
