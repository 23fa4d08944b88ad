"""Which norm holds for a volunteer, by day and age, and what a reward is in euros."""

from datetime import date

import pytest

from currency.rules.document import NORM_2025, Rewards, VolunteerNorm
from currency.rules.rewards import suggested_reward
from currency.rules.volunteers import (
    cents_of,
    counts_as_young,
    hourly_norm,
    is_above,
    next_month,
    norm_on,
)

NORM_2027 = VolunteerNorm(
    since=date(2027, 1, 1), hourly=600, hourly_under_21=350, month=220_00, year=2_200_00
)


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2024, 12, 31), NORM_2025),
        (date(2025, 1, 1), NORM_2025),
        (date(2026, 12, 31), NORM_2025),
        (date(2027, 1, 1), NORM_2027),
        (date(2030, 6, 1), NORM_2027),
    ],
)
def test_the_norm_with_the_latest_start_holds(day: date, holds: VolunteerNorm) -> None:
    assert norm_on((NORM_2027, NORM_2025), day) == holds


def test_without_norms_there_is_none() -> None:
    assert norm_on((), date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("born", "day", "is_young"),
    [
        (date(2005, 11, 25), date(2026, 11, 24), True),
        (date(2005, 11, 25), date(2026, 11, 25), False),
        (date(2004, 2, 29), date(2025, 2, 28), True),
        (date(2004, 2, 29), date(2025, 3, 1), False),
        (None, date(2026, 11, 24), True),
    ],
)
def test_twenty_one_is_the_birthday_itself_and_unknown_is_young(
    born: date | None, day: date, is_young: bool
) -> None:
    assert counts_as_young(born, day) is is_young
    assert hourly_norm(NORM_2025, born, day) == (330 if is_young else 560)


@pytest.mark.parametrize(
    ("cents", "minutes", "above"),
    [(560, 60, False), (561, 60, True), (840, 90, False), (841, 90, True), (186, 20, False),
     (187, 20, True)],
)  # fmt: skip
def test_the_hourly_norm_is_judged_to_the_cent(cents: int, minutes: int, above: bool) -> None:
    assert is_above(cents, minutes=minutes, hourly=560) is above


def test_a_part_of_a_cent_counts_as_a_whole_one() -> None:
    assert cents_of(750, coin_value_cents=100) == 750
    assert cents_of(101, coin_value_cents=50) == 51
    assert cents_of(1, coin_value_cents=1) == 1


def test_after_december_comes_january() -> None:
    assert next_month(date(2026, 12, 31)) == date(2027, 1, 1)
    assert next_month(date(2026, 1, 31)) == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("basis", "minutes", "suggested"),
    [("hour", 60, 500), ("hour", 90, 750), ("hour", 5, 100), ("hour", 900, 5_000),
     ("klus", 90, 800)],
)  # fmt: skip
def test_a_reward_is_suggested_by_the_hour_or_by_the_klus(
    basis: str, minutes: int, suggested: int
) -> None:
    rewards = Rewards.model_validate({"basis": basis, "per_hour": 500, "per_klus": 800})

    assert suggested_reward(rewards, minutes) == suggested
