"""What came in under a stricter draft: rewards, gifts, top-ups; and what goes by itself."""

from typing import Any
from uuid import uuid4

import pytest

from currency.models import Pot
from tests.cast import Town
from tests.currency.replay_cast import found, on, pays, replayed, reversed_, rewarded

NORM = {"since": "2025-01-01", "hourly": 560, "hourly_under_21": 330}


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({"maximum": 700}, ("rewards.maximum", "earned", 1, -300)),
        ({"minimum": 600}, ("rewards.minimum", "earned", 1, 100)),
        ({"enabled": False}, ("rewards.enabled", "refused", 2, 1_500)),
    ],
)
def test_a_reward_is_brought_within_the_bounds_or_is_none(
    town: Town, limits: dict[str, Any], expected: tuple[str, str, int, int]
) -> None:
    resident = town.resident()
    rewarded(town, resident, 1_000, on(2))
    rewarded(town, resident, 500, on(3))

    only_this = found(replayed(town, rewards=limits))

    assert only_this == [expected]


def test_a_reward_that_does_not_fit_in_the_balance_is_refused(town: Town) -> None:
    resident = town.resident()
    for day in (2, 3, 4):
        rewarded(town, resident, 1_000, on(day))
    pays(town, resident, town.shop(), 2_500, on(5))

    report = replayed(town, pots={"maximum_balance": 2_200}, rewards={"maximum": 1_000})

    assert found(report) == [
        ("pots.maximum_balance", "refused", 1, 1_000),
        ("pots.maximum_balance", "short", 1, 2_500),
    ]


def test_a_pot_has_room_of_its_own(town: Town) -> None:
    resident = town.resident()
    for amount in (600, 500):
        town.move(town.account(town.programme.party, Pot.PROGRAMME),
                  town.account(resident, Pot.GIFT), amount, at=on(2))  # fmt: skip

    report = replayed(town, pots={"gift": {"maximum_balance": 1_000}})

    assert found(report) == [("pots.gift.maximum_balance", "refused", 1, 500)]


@pytest.mark.parametrize(
    ("norm", "expected"),
    [
        ({"month": 1_500, "year": 10_000}, ("volunteers.norms.0.month", "refused", 1, 1_000)),
        ({"month": 2_000, "year": 2_500}, ("volunteers.norms.0.year", "refused", 1, 1_000)),
    ],
)
def test_the_law_counts_by_month_and_by_year(
    town: Town, norm: dict[str, int], expected: tuple[str, str, int, int]
) -> None:
    resident = town.resident()
    rewarded(town, resident, 1_000, on(2).replace(month=10))
    rewarded(town, resident, 1_000, on(2))
    rewarded(town, resident, 1_000, on(3))

    assert found(replayed(town, volunteers={"norms": [{**NORM, **norm}]})) == [expected]
    assert not replayed(town, volunteers={"applies": False}).differences


def test_the_year_before_the_window_counts(town: Town) -> None:
    resident = town.resident()
    rewarded(town, resident, 1_000, on(2).replace(month=2))
    rewarded(town, resident, 1_000, on(2))

    norm = {**NORM, "month": 1_000, "year": 1_900}
    report = replayed(town, months=1, volunteers={"norms": [norm]})

    assert report.transfers == 1
    assert found(report) == [("volunteers.norms.0.year", "refused", 1, 1_000)]


def test_a_reward_that_was_undone_counts_no_longer(town: Town) -> None:
    resident = town.resident()
    undone = rewarded(town, resident, 1_000, on(2))
    reversed_(town, undone.id, on(3))
    rewarded(town, resident, 1_000, on(4))

    norm = {**NORM, "month": 1_000, "year": 1_000}
    assert not replayed(town, volunteers={"norms": [norm]}).differences


def top_up(town: Town, resident: Any, amount: int, bonus: int, day: int) -> None:
    """Coins bought, and what came with them."""
    issued = town.account(None, Pot.ISSUED)
    pot = town.account(resident, Pot.TOPPED_UP)
    town.move(issued, pot, amount, kind="top-up", at=on(day), key=uuid4())
    if bonus:
        town.move(town.account(town.programme.party, Pot.PROGRAMME), pot, bonus, kind="bonus",
                  at=on(day), key=uuid4())  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({}, [("top_up.bonus_bp", "earned", 1, -100)]),
        ({"bonus_bp": 500, "bonus_maximum_per_month": 1_000},
         [("top_up.bonus_bp", "earned", 2, 50)]),
        ({"bonus_bp": 1_000, "bonus_maximum_per_month": 150},
         [("top_up.bonus_maximum_per_month", "earned", 1, 50)]),
        ({"maximum": 1_500, "bonus_bp": 1_000, "bonus_maximum_per_month": 900},
         [("top_up.maximum", "refused", 1, 2_000)]),
        ({"enabled": False},
         [("top_up.enabled", "earned", 1, -100), ("top_up.enabled", "refused", 2, 3_000)]),
    ],
)  # fmt: skip
def test_coins_that_were_bought(
    town: Town, rules: dict[str, Any], expected: list[tuple[str, str, int, int]]
) -> None:
    resident = town.resident()
    top_up(town, resident, 1_000, 100, day=2)
    top_up(town, resident, 2_000, 0, day=3)

    report = replayed(town, top_up={"enabled": True, **rules})

    assert found(report) == expected
