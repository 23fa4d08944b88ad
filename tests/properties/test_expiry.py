"""Expiry by running totals, held against a slow model that keeps each coin's own lot."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from currency.rules.document import Expiry
from currency.rules.expiry import (
    add_months,
    expired,
    expired_of_balance,
    last_day,
    of_age,
    takable,
    what_expires,
)

days = st.dates(date(2023, 1, 1), date(2029, 12, 31))
terms = st.integers(1, 24).map(lambda months: Expiry(kind="months", months=months))
ends = st.dates(date(2024, 1, 1), date(2025, 12, 31)).map(lambda on: Expiry(kind="date", on=on))
expiries = st.one_of(terms, ends, st.just(Expiry()))
# What happens over the days: how many days later, and what came in (above zero) or was spent.
steps = st.lists(st.tuples(st.integers(0, 45), st.integers(-900, 900)), max_size=25)
BEGAN = date(2024, 1, 29)


class Lots:
    """Every receipt keeps its own day; what is spent comes out of the oldest."""

    def __init__(self) -> None:
        self.lots: list[list[int | date]] = []

    @property
    def balance(self) -> int:
        return sum(left for _, left in self.lots)

    def receive(self, day: date, amount: int) -> None:
        self.lots.append([day, amount])

    def spend(self, amount: int) -> None:
        while amount:
            part = min(amount, self.lots[0][1])
            self.lots[0][1] -= part
            amount -= part
            if not self.lots[0][1]:
                self.lots.pop(0)

    def expire(self, expiry: Expiry, day: date) -> int:
        old = [lot for lot in self.lots if (last_day(expiry, lot[0]) or date.max) <= day]
        self.lots = [lot for lot in self.lots if lot not in old]
        return sum(left for _, left in old)


@pytest.mark.parametrize(
    ("came_in", "months", "last"),
    [
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2025-03-31", 1, "2025-04-30"),
        ("2025-10-26", 5, "2026-03-26"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2025-11-30", 3, "2026-02-28"),
        ("2025-12-15", 1, "2026-01-15"),
    ],
)
def test_months_are_calendar_months(came_in: str, months: int, last: str) -> None:
    expiry = Expiry(kind="months", months=months)

    assert last_day(expiry, date.fromisoformat(came_in)) == date.fromisoformat(last)


def test_what_comes_in_after_the_fixed_day_does_not_expire() -> None:
    expiry = Expiry(kind="date", on=date(2025, 12, 31))

    assert last_day(expiry, date(2025, 12, 31)) == date(2025, 12, 31)
    assert last_day(expiry, date(2026, 1, 1)) is None
    assert last_day(Expiry(), date(2026, 1, 1)) is None


@given(expiries, days, days)
def test_of_age_is_the_mirror_of_the_last_day(expiry: Expiry, came_in: date, day: date) -> None:
    last, cutoff = last_day(expiry, came_in), of_age(expiry, day)

    assert (last is not None and last <= day) == (cutoff is not None and came_in <= cutoff)


@given(days, st.integers(1, 120))
def test_there_and_back_is_the_same_month(day: date, months: int) -> None:
    back = add_months(add_months(day, months), -months)

    assert (back.year, back.month) == (day.year, day.month)
    assert back <= day


@given(expiries, steps)
def test_running_totals_take_each_night_what_lots_would(expiry: Expiry, steps) -> None:
    model, day = Lots(), BEGAN
    received: list[tuple[date, int]] = []
    gone = 0
    for later, amount in steps:
        for night in (day + timedelta(days=number) for number in range(later)):
            cutoff = of_age(expiry, night) or date.min
            old = sum(sum_in for came_in, sum_in in received if came_in <= cutoff)
            since = sum(sum_in for came_in, sum_in in received if came_in > cutoff)
            due = expired(received=old, gone=gone)
            assert due == expired_of_balance(balance=model.balance, received_since=since)
            assert due == model.expire(expiry, night)
            gone += due
        day += timedelta(days=later)
        if amount > 0:
            model.receive(day, amount)
            received.append((day, amount))
        elif spent := min(-amount, model.balance):
            model.spend(spent)
            gone += spent


@given(expiries, steps)
def test_what_expires_says_what_the_lots_will_lose(expiry: Expiry, steps) -> None:
    model, day = Lots(), BEGAN
    received: list[tuple[date, int]] = []
    for later, amount in steps:
        day += timedelta(days=later)
        if amount > 0:
            model.receive(day, amount)
            received.append((day, amount))
        else:
            model.spend(min(-amount, model.balance))

    found = what_expires(expiry, balance=model.balance, received=received)

    lost = {}
    for last in sorted({last_day(expiry, came_in) for came_in, _ in model.lots} - {None}):
        lost[last] = model.expire(expiry, last)
    assert found == lost
    assert list(found) == sorted(found)


@given(st.integers(0, 10**9), st.integers(-(10**6), 10**9))
def test_no_more_is_taken_than_is_free(due: int, available: int) -> None:
    taken = takable(due, available=available)

    assert 0 <= taken <= due
    assert taken <= max(0, available)
    assert taken in {due, max(0, available)}
