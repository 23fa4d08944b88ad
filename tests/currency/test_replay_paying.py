"""Payments of the past under a stricter draft: which rule refuses which, and what follows."""

from typing import Any

import pytest

from currency.models import Pot
from tenants.models import Agreement
from tenants.people.models import Party
from tests.cast import Town
from tests.currency.replay_cast import found, on, only, pays, replayed, reversed_, rewarded


@pytest.fixture
def resident(town: Town) -> Party:
    """Somebody with 40 coins earned and 20 got as a gift."""
    party = town.resident(4_000)
    town.give(party, 2_000, Pot.GIFT)
    return party


def test_a_payment_above_the_most_is_refused_and_told_without_a_name(
    town: Town, resident: Party
) -> None:
    shop = town.shop("Geheime bakker")
    first = pays(town, resident, shop, 900, on(2))
    pays(town, resident, shop, 400, on(3))
    second = pays(town, resident, shop, 700, on(4))

    report = replayed(town, payments={"maximum": 500})

    one = only(report)
    assert (one.rule, one.effect, one.count, one.amount) == (
        "payments.maximum", "refused", 2, 1_600,
    )  # fmt: skip
    assert one.parties == 1
    assert [(case.transfer, case.on, case.amount) for case in one.examples] == [
        (first.transfer_id, on(2).date(), 900), (second.transfer_id, on(4).date(), 700),
    ]  # fmt: skip
    assert "Geheim" not in report.model_dump_json()


def test_a_day_is_counted_over_what_the_draft_let_through(town: Town, resident: Party) -> None:
    shop = town.shop()
    for hour, amount in ((10, 300), (11, 600), (12, 100), (13, 100)):
        pays(town, resident, shop, amount, on(2, hour))
    pays(town, resident, shop, 400, on(3))

    report = replayed(town, payments={"maximum": 1_000, "maximum_per_day": 500})

    # 300 stands, 600 does not fit, 100 and 100 fill the day.
    assert found(report) == [("payments.maximum_per_day", "refused", 1, 600)]


def test_a_month_is_counted_by_the_calendar_of_amsterdam(town: Town, resident: Party) -> None:
    shop = town.shop()
    late = on(1, 0).replace(minute=30)  # still October in UTC
    for at in (late, on(2), on(3)):
        pays(town, resident, shop, 400, at)

    report = replayed(
        town, payments={"maximum": 800, "maximum_per_day": 800, "maximum_per_month": 800}
    )

    assert found(report) == [("payments.maximum_per_month", "refused", 1, 400)]


def test_what_was_given_back_makes_room_again(town: Town, resident: Party) -> None:
    shop = town.shop()
    first = pays(town, resident, shop, 400, on(2, 10))
    reversed_(town, first.transfer_id, on(2, 11))
    pays(town, resident, shop, 400, on(2, 12))

    assert not replayed(town, payments={"maximum": 500, "maximum_per_day": 500}).differences


def test_undoing_what_was_refused_moves_nothing(town: Town, resident: Party) -> None:
    shop = town.shop()
    first = pays(town, resident, shop, 5_900, on(2))
    reversed_(town, first.transfer_id, on(3))
    pays(town, resident, shop, 4_900, on(4))

    report = replayed(town, payments={"maximum": 5_000})

    assert found(report) == [("payments.maximum", "refused", 1, 5_900)]


@pytest.mark.parametrize(
    ("pot", "expected"),
    [
        ({"maximum_payment": 500}, ("pots.gift.maximum_payment", "other-pot", 2, 400)),
        ({"maximum_per_day": 800}, ("pots.gift.maximum_per_day", "other-pot", 1, 600)),
        ({"maximum_per_month": 900}, ("pots.gift.maximum_per_month", "other-pot", 1, 500)),
        ({"categories": ["food"]}, ("pots.gift.categories", "other-pot", 2, 1_400)),
    ],
)
def test_a_pot_with_a_limit_gives_less_and_another_more(
    town: Town, resident: Party, pot: dict[str, Any], expected: tuple[str, str, int, int]
) -> None:
    shop = town.shop()
    pays(town, resident, shop, 700, on(2, 10))
    pays(town, resident, shop, 700, on(2, 11))

    assert found(replayed(town, pots={"gift": pot})) == [expected]


def test_another_order_draws_other_pots(town: Town, resident: Party) -> None:
    shop = town.shop()
    pays(town, resident, shop, 1_500, on(2))
    pays(town, resident, shop, 1_000, on(3))

    report = replayed(town, pots={"order": ["earned", "gift"]})

    # Really: 1,500 of the gift, then its last 500 and 500 earned. Now all of it is earned.
    assert found(report) == [("pots.order", "other-pot", 2, 2_000)]


def test_a_pot_that_may_not_be_spent_at_a_shop_refuses_what_nothing_else_covers(
    town: Town, resident: Party
) -> None:
    pays(town, resident, town.shop(), 5_000, on(2))

    report = replayed(town, pots={"gift": {"categories": ["food"]}})

    assert found(report) == [("pots.gift.categories", "refused", 1, 5_000)]


def test_a_pot_outside_the_order_is_named_as_the_reason(town: Town, resident: Party) -> None:
    pays(town, resident, town.shop(), 5_000, on(2))

    report = replayed(town, pots={"order": ["earned"]})

    assert found(report) == [("pots.order", "refused", 1, 5_000)]


def test_who_earned_less_cannot_pay_later_and_the_rule_that_took_it_is_named(town: Town) -> None:
    resident = town.resident()
    rewarded(town, resident, 2_000, on(2))
    pays(town, resident, town.shop(), 1_500, on(3))

    report = replayed(town, rewards={"maximum": 1_000})

    assert found(report) == [
        ("rewards.maximum", "earned", 1, -1_000), ("rewards.maximum", "short", 1, 1_500),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("border", "expected"),
    [
        ({"spend": False}, ("abroad.spend", "refused", 1, 900)),
        ({"maximum_payment": 800}, ("abroad.maximum_payment", "refused", 1, 900)),
    ],
)
def test_paying_in_another_town(
    town: Town, abroad: Town, agreement: Agreement, resident: Party,
    border: dict[str, Any], expected: tuple[str, str, int, int],
) -> None:  # fmt: skip
    shop = abroad.shop()
    town.pays(resident, abroad.asks(shop, 900, on(2)).code, on(2))

    assert found(replayed(town, abroad=border)) == [expected]
    assert found(replayed(abroad, abroad={"accept": False})) == [
        ("abroad.accept", "refused", 1, 900)
    ]
    assert not replayed(abroad, abroad=border).differences


def test_after_the_last_day_of_spending_nothing_is_paid(town: Town, resident: Party) -> None:
    shop = town.shop()
    pays(town, resident, shop, 300, on(2))
    pays(town, resident, shop, 400, on(3))

    report = replayed(town, wind_down={
        "last_earning_on": "2026-10-31", "last_spending_on": "2026-11-02",
        "last_redemption_on": "2026-12-31",
    })  # fmt: skip

    refused = [one for one in report.differences if one.effect == "refused"]
    assert ("wind_down.last_spending_on", "refused", 1, 400) in found(report)
    assert {one.rule for one in refused} >= {"wind_down.last_spending_on"}
