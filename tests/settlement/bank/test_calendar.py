"""Settlement days of TARGET, and the hour after which a day is over for the bank."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settlement.bank.calendar import first_execution_day, is_bank_day, next_bank_day

HOLIDAYS_2026 = ("2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-12-25")


@pytest.mark.parametrize("day", [*HOLIDAYS_2026, "2026-11-28", "2026-11-29", "2026-12-26"])
def test_target_is_closed_on_its_holidays_and_at_weekends(day: str) -> None:
    assert not is_bank_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-04-27", "2026-05-14", "2026-05-25", "2027-05-05"])
def test_dutch_holidays_are_bank_days(day: str) -> None:
    assert is_bank_day(date.fromisoformat(day))


def test_after_christmas_eve_comes_the_monday() -> None:
    assert next_bank_day(date(2026, 12, 24)) == date(2026, 12, 28)
    assert next_bank_day(date(2026, 12, 31)) == date(2027, 1, 4)


@given(st.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_the_next_bank_day_is_one_and_at_most_five_days_off(day: date) -> None:
    following = next_bank_day(day)

    assert is_bank_day(following)
    assert 1 <= (following - day).days <= 5


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 11, 24, 13, 59, tzinfo=UTC), "2026-11-24"),
        (datetime(2026, 11, 24, 14, 0, tzinfo=UTC), "2026-11-25"),
        (datetime(2026, 7, 1, 12, 59, tzinfo=UTC), "2026-07-01"),
        (datetime(2026, 7, 1, 13, 0, tzinfo=UTC), "2026-07-02"),
        (datetime(2026, 11, 24, 23, 30, tzinfo=UTC), "2026-11-25"),
        (datetime(2026, 11, 27, 15, 0, tzinfo=UTC), "2026-11-30"),
        (datetime(2026, 11, 28, 9, 0, tzinfo=UTC), "2026-11-30"),
    ],
)
def test_a_file_after_the_cut_off_in_dutch_time_waits_a_day(at: datetime, day: str) -> None:
    assert first_execution_day(at) == date.fromisoformat(day)


def test_another_bank_has_another_cut_off() -> None:
    at = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)

    assert first_execution_day(at, cut_off=time(17, 0)) == date(2026, 11, 24)
