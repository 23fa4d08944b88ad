"""Buying coins: euros in, coins out, a bonus that is covered, and limits nobody gets past."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from currency import errors, queries
from currency import issuing_errors as refusals
from currency.models import Pot, Transfer
from currency.proof import verify_ledger
from currency.queries.top_ups import TopUpReceipt
from currency.services.programmes import fund_programme
from currency.services.top_ups import top_up
from tenants.errors import Refusal
from tenants.models import Tenant
from tenants.people.models import Party
from tenants.trail.models import AuditEvent
from tests.cast import NOW, SOMEBODY, Town, at_once, people_a_town, refusals_in

RULES = {
    "enabled": True, "minimum": 500, "maximum": 10_000, "maximum_per_month": 20_000,
    "bonus_bp": 1_000, "bonus_maximum_per_month": 1_500,
}  # fmt: skip


def opened(town: Town, **more) -> Town:
    town.rules(top_up={**RULES, **more})
    return town


@pytest.fixture
def shop(town: Town) -> Town:
    """Where coins are for sale: ten per cent bonus, at most fifteen coins of it a month."""
    return opened(town)


def buys(town: Town, resident: Party, amount: int, key=None, at=NOW, **more) -> TopUpReceipt:
    asked = {"payment_reference": "BON 12-3", "actor": SOMEBODY, **more}
    with town.here():
        return top_up(key=key or uuid4(), resident=resident, amount=amount, at=at, **asked)


def topped(town: Town, resident: Party) -> int:
    return town.balance(resident, Pot.TOPPED_UP)


def test_the_euros_are_set_aside_with_the_coins_and_the_bonus_comes_from_what_was_left(
    shop: Town,
) -> None:
    samira, before = shop.resident(), queries.cover()

    done = buys(shop, samira, 5_000)

    after = queries.cover()
    assert (done.amount, done.cents, done.bonus) == (5_000, 5_000, 500)
    assert topped(shop, samira) == 5_500
    assert (after.euros - before.euros, after.coins - before.coins) == (5_000, 5_500)
    assert shop.balance(None, Pot.BANK) == -1_005_000
    assert Transfer.objects.get(kind="top-up").facts == {"reference": "BON 12-3"}
    assert AuditEvent.objects.get(verb="top-up").facts == {
        "amount": 5_000, "cents": 5_000, "bonus": 500,
    }  # fmt: skip
    assert verify_ledger("heerlen") == []


def test_the_same_key_sells_once(shop: Town) -> None:
    samira, key = shop.resident(), uuid4()

    assert buys(shop, samira, 5_000, key) == buys(shop, samira, 5_000, key)

    assert topped(shop, samira) == 5_500
    for other in ({"amount": 6_000}, {"amount": 5_000, "payment_reference": "contant"}):
        with pytest.raises(errors.KeyReused):
            buys(shop, samira, key=key, **other)


def test_the_bonus_of_a_month_ends_at_its_maximum_and_begins_again(shop: Town) -> None:
    samira = shop.resident()

    bonuses = [buys(shop, samira, 9_000).bonus for _ in range(2)]
    next_month = buys(shop, samira, 9_000, at=NOW + timedelta(days=14))

    assert [*bonuses, next_month.bonus] == [900, 600, 900]


def test_a_bonus_is_rounded_down_and_a_price_up(town: Town) -> None:
    town.tenant.coin_value_cents = 33
    town.tenant.save()
    opened(town, minimum=1, bonus_bp=999)
    with town.here():
        done = buys(town, town.resident(), 501)
    assert (done.cents, done.bonus) == (166, 50)


@pytest.mark.parametrize("amount", [499, 10_001])
def test_less_or_more_than_the_rules_allow_at_once_is_refused(shop: Town, amount: int) -> None:
    with pytest.raises(refusals.TopUpOutside) as refused:
        buys(shop, shop.resident(), amount)
    assert refused.value.facts == {"amount": amount, "minimum": 500, "maximum": 10_000}


@pytest.mark.parametrize("amount", [0, -500])
def test_nothing_is_not_sold(shop: Town, amount: int) -> None:
    with pytest.raises(errors.AmountNotPositive):
        buys(shop, shop.resident(), amount)


@pytest.mark.parametrize("reference", ["", " x", "x" * 36, "bon\n2", "<b>", "é"])
def test_how_it_was_paid_is_told_plainly(shop: Town, reference: str) -> None:
    with pytest.raises(refusals.ReferenceInvalid):
        buys(shop, shop.resident(), 500, payment_reference=reference)


def test_a_month_has_a_maximum(shop: Town) -> None:
    samira = shop.resident()
    for amount in (10_000, 9_500):
        buys(shop, samira, amount)

    with pytest.raises(refusals.TopUpMonthFull):
        buys(shop, samira, 501)
    buys(shop, samira, 500)
    buys(shop, shop.resident(), 500)

    assert topped(shop, samira) == 20_000 + 1_500


def test_a_balance_has_a_maximum_and_the_bonus_counts(town: Town) -> None:
    town.rules(top_up=RULES, pots={"maximum_balance": 11_000})
    samira = town.resident(5_501)
    with pytest.raises(errors.BalanceFull):
        buys(town, samira, 5_000)
    town.rules(top_up=RULES, pots={"topped_up": {"maximum_balance": 5_499}})
    with pytest.raises(errors.BalanceFull):
        buys(town, samira, 5_000)
    assert topped(town, samira) == 0


def test_a_bonus_nobody_set_euros_aside_for_is_refused_with_all_of_it(shop: Town) -> None:
    fund_programme(
        key=uuid4(), programme=shop.programme, amount=99_501, actor=SOMEBODY, at=NOW
    )  # fmt: skip
    samira = shop.resident()

    with pytest.raises(refusals.BonusNotCovered) as refused:
        buys(shop, samira, 5_000)

    assert refused.value.facts == {"amount": 500, "room": 499}
    assert (topped(shop, samira), queries.cover().euros) == (0, 1_000_000)
    assert buys(shop, samira, 4_990).bonus == 499


def test_coins_are_not_for_sale_unless_the_rules_say_so(town: Town) -> None:
    with pytest.raises(refusals.TopUpOff):
        buys(town, town.resident(), 500)


def test_a_coin_that_comes_to_its_end_is_sold_no_more(town: Town) -> None:
    end = {"last_earning_on": "2026-11-23", "last_spending_on": "2026-12-23",
           "last_redemption_on": "2027-01-23"}  # fmt: skip
    town.rules(top_up=RULES, wind_down=end)
    with pytest.raises(errors.EarningEnded):
        buys(town, town.resident(), 500)


@pytest.fixture
def committed_shop(committed: None, heerlen: Tenant) -> Town:
    return opened(people_a_town(heerlen))


def test_one_key_at_once_sells_once(committed_shop: Town) -> None:
    samira, key = committed_shop.resident(), uuid4()

    answers = at_once(*[lambda: buys(committed_shop, samira, 5_000, key)] * 6)

    assert len({answer.transfer.id for answer in answers}) == 1
    assert topped(committed_shop, samira) == 5_500


def test_many_at_once_pass_no_limit_and_leave_everything_covered(committed_shop: Town) -> None:
    samira = committed_shop.resident()

    def sells() -> object:
        return buys(committed_shop, samira, 6_000)

    def funds() -> object:
        with committed_shop.here():
            return fund_programme(key=uuid4(), programme=committed_shop.programme, amount=49_000,
                                  actor=SOMEBODY, at=NOW)  # fmt: skip

    answers = at_once(*[sells] * 6, *[funds] * 2)

    assert (
        refusals_in([one for one in answers if isinstance(one, Refusal)])
        == ["top-up-month-full"] * 3
    )
    assert topped(committed_shop, samira) == 18_000 + 1_500
    with committed_shop.here():
        assert not queries.cover().is_short
    assert verify_ledger("heerlen") == []


STEPS = st.lists(
    st.tuples(st.sampled_from(["buy", "fund", "pay"]), st.integers(1, 12_000)), max_size=12
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS, value=st.integers(1, 250), bonus_bp=st.integers(0, 10_000))
def test_whatever_is_sold_the_cover_never_falls_below_the_coins(
    town: Town, steps: list[tuple[str, int]], value: int, bonus_bp: int
) -> None:
    town.tenant.coin_value_cents = value
    opened(town, minimum=1, bonus_bp=bonus_bp, bonus_maximum_per_month=100_000)
    with town.here():
        if queries.cover().is_short:
            return
        samira, shop = town.resident(), town.shop()
        for step, amount in steps:
            try:
                if step == "buy":
                    buys(town, samira, amount)
                elif step == "fund":
                    fund_programme(key=uuid4(), programme=town.programme, amount=amount,
                                   actor=SOMEBODY, at=NOW)  # fmt: skip
                else:
                    town.pays(samira, town.asks(shop, amount).code)
            except Refusal:
                continue
            assert not queries.cover().is_short
    assert verify_ledger("heerlen") == []
