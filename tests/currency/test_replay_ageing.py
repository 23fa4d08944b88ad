"""Coins that would have gone by age or by lying still, and what shops would have been paid."""

from datetime import timedelta
from uuid import uuid4

import pytest

from currency.models import Pot, Transfer
from currency.services.posting import Leg
from tenants.people.models import Party
from tests.cast import NOW, Town
from tests.currency.replay_cast import found, on, only, pays, replayed, rewarded


def earns(town: Town, resident: Party, amount: int, month: int) -> None:
    """A reward in the middle of a month."""
    rewarded(town, resident, amount, on(15).replace(month=month))


def test_what_is_not_spent_in_time_expires_the_oldest_first(town: Town) -> None:
    resident = town.resident()
    earns(town, resident, 1_000, month=6)
    earns(town, resident, 1_000, month=8)
    pays(town, resident, town.shop(), 400, on(1).replace(month=8))

    report = replayed(town, months=6, pots={"earned": {"expiry": {"kind": "months", "months": 3}}})

    # 600 of June on 15 September, the 1,000 of August on 15 November.
    one = only(report)
    assert (one.rule, one.effect, one.count, one.amount) == (
        "pots.earned.expiry.kind", "expired", 1, 1_600,
    )  # fmt: skip


def test_who_would_have_lost_coins_cannot_pay_with_them(town: Town) -> None:
    resident = town.resident()
    earns(town, resident, 1_000, month=6)
    pays(town, resident, town.shop(), 900, on(2))

    report = replayed(town, pots={"earned": {"expiry": {"kind": "months", "months": 3}}})

    assert found(report) == [
        ("pots.earned.expiry.kind", "expired", 1, 1_000),
        ("pots.earned.expiry.kind", "short", 1, 900),
    ]


def test_what_came_in_before_the_window_ages_too(town: Town) -> None:
    resident = town.resident()
    earns(town, resident, 1_000, month=3)
    earns(town, resident, 500, month=9)
    pays(town, resident, town.shop(), 200, on(1).replace(month=9))

    # At the start of October 800 of March are too old; those of September are not.
    report = replayed(town, months=1, pots={"earned": {"expiry": {"kind": "months", "months": 6}}})

    # Nobody acted in the window but the shop's payment below makes it one.
    assert report.is_empty
    pays(town, resident, town.shop(), 100, on(2))
    report = replayed(town, months=1, pots={"earned": {"expiry": {"kind": "months", "months": 6}}})
    assert found(report) == [("pots.earned.expiry.kind", "expired", 1, 800)]


def test_coins_that_end_on_one_day(town: Town) -> None:
    resident = town.resident()
    earns(town, resident, 1_000, month=9)
    earns(town, resident, 300, month=11)

    report = replayed(town, pots={"earned": {"expiry": {"kind": "date", "on": "2026-10-31"}}})

    assert found(report) == [("pots.earned.expiry.kind", "expired", 1, 1_000)]


def test_lying_still_costs_a_share_of_what_was_there_all_month(town: Town) -> None:
    resident = town.resident()
    earns(town, resident, 2_000, month=8)
    pays(town, resident, town.shop(), 500, on(20).replace(month=10))

    report = replayed(town, demurrage={"share_bp": 1_000, "above": 500})

    # September: 10 % of 2,000 - 500 = 150. October: the least was 1,350, so 10 % of 850 = 85.
    assert found(report) == [("demurrage.share_bp", "expired", 1, 235)]


def test_coins_left_at_the_end_of_the_coin_go(town: Town) -> None:
    resident = town.resident()
    earns(town, resident, 1_000, month=6)

    report = replayed(town, wind_down={
        "last_earning_on": "2026-09-30", "last_spending_on": "2026-10-31",
        "last_redemption_on": "2026-12-31",
    })  # fmt: skip

    assert found(report) == [("wind_down.last_spending_on", "expired", 1, 1_000)]


def redeemed(town: Town, shop: Party, amount: int, day: int, fee: int = 0) -> Transfer:
    """A shop's coins become euros."""
    legs = [Leg(town.account(shop, Pot.MERCHANT), -amount),
            Leg(town.account(None, Pot.REDEEMED), amount - fee)]  # fmt: skip
    if fee:
        legs.append(Leg(town.account(None, Pot.FEES), fee))
    return town.post(kind="redemption", legs=legs, at=on(day), key=uuid4())


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({"holding_days": 0}, []),
        ({"holding_days": 5}, [("redemption.holding_days", "paid", 1, -400)]),
        ({"holding_days": 30}, [("redemption.holding_days", "paid", 2, -1_000)]),
        ({"holding_days": 0, "minimum": 700}, [("redemption.minimum", "paid", 2, 0)]),
        ({"holding_days": 0, "minimum": 5_000}, [("redemption.minimum", "paid", 2, -1_000)]),
        ({"holding_days": 0, "fee_bp": 500}, [("redemption.fee_bp", "paid", 2, -50)]),
    ],
)
def test_shops_are_paid_what_is_old_enough_less_the_fee(
    town: Town, rules: dict[str, int], expected: list[tuple[str, str, int, int]]
) -> None:
    shop, resident = town.shop(), town.resident(4_000)
    pays(town, resident, shop, 600, on(2))
    redeemed(town, shop, 600, day=8)
    pays(town, resident, shop, 400, on(9))
    redeemed(town, shop, 400, day=10)

    assert found(replayed(town, redemption=rules)) == expected


def test_a_shop_is_paid_less_for_the_payments_it_would_not_have_had(town: Town) -> None:
    shop, resident = town.shop(), town.resident(4_000)
    pays(town, resident, shop, 600, on(2))
    pays(town, resident, shop, 900, on(3))
    redeemed(town, shop, 1_500, day=12)

    report = replayed(town, payments={"maximum": 700}, redemption={"holding_days": 0})

    assert found(report) == [
        ("payments.maximum", "paid", 1, -900), ("payments.maximum", "refused", 1, 900),
    ]  # fmt: skip


def test_a_town_without_a_past_has_an_empty_report(town: Town) -> None:
    report = replayed(town, now=NOW - timedelta(days=300), payments={"maximum": 1})

    assert report.is_empty
    assert report.transfers == 0
    assert not report.differences


def test_a_part_given_back_before_the_window_is_young_no_more(town: Town) -> None:
    shop, resident = town.shop(), town.resident(4_000)
    paid = pays(town, resident, shop, 1_000, on(28).replace(month=9))
    town.post(
        kind="refund", refunds_id=paid.transfer_id, at=on(29).replace(month=9),
        legs=[Leg(town.account(shop, Pot.MERCHANT), -400),
              Leg(town.account(resident, Pot.EARNED), 400)],
    )  # fmt: skip
    pays(town, resident, shop, 300, on(1).replace(month=10))
    redeemed_at = on(12).replace(month=10)
    town.post(
        kind="redemption", at=redeemed_at,
        legs=[Leg(town.account(shop, Pot.MERCHANT), -600),
              Leg(town.account(None, Pot.REDEEMED), 600)],
    )  # fmt: skip

    report = replayed(town, months=1, redemption={"holding_days": 12})

    # The 600 left of September are old enough on the twelfth, the 300 of October are not.
    assert not report.differences
