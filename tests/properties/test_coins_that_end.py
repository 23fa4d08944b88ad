"""Demurrage never takes more than its share, and each day of a wind-down has one phase."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from currency import errors
from currency.rules.demurrage import loss, month_before
from currency.rules.document import Demurrage, Rules, WindDown
from currency.rules.wind_down import Phase, phase, refuse_unless_earning, refuse_unless_spending

ENDING = WindDown(
    last_earning_on=date(2027, 1, 31),
    last_spending_on=date(2027, 3, 31),
    last_redemption_on=date(2027, 5, 31),
)


@given(st.integers(0, 2_000), st.integers(0, 10**6), st.integers(0, 10**7))
def test_demurrage_takes_its_share_rounded_down(share_bp: int, above: int, lowest: int) -> None:
    taken = loss(Demurrage(share_bp=share_bp, above=above), lowest=lowest)

    base = max(0, lowest - above)
    assert taken * 10_000 <= base * share_bp < (taken + 1) * 10_000
    assert lowest - taken >= min(lowest, above)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_the_month_before_ends_the_day_before_this_month(day: date) -> None:
    first, last = month_before(day)

    assert last + timedelta(days=1) == day.replace(day=1)
    assert (first.day, first.month) == (1, last.month)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2027, 1, 31), Phase.RUNNING),
        (date(2027, 2, 1), Phase.NO_EARNING),
        (date(2027, 3, 31), Phase.NO_EARNING),
        (date(2027, 4, 1), Phase.NO_SPENDING),
        (date(2027, 5, 31), Phase.NO_SPENDING),
        (date(2027, 6, 1), Phase.OVER),
    ],
)
def test_each_named_day_is_the_last_one(on: date, expected: Phase) -> None:
    assert phase(ENDING, on) == expected
    assert phase(WindDown(), on) == Phase.RUNNING


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)))
def test_what_is_over_is_refused_and_nothing_else(on: date) -> None:
    rules, now = Rules(wind_down=ENDING), phase(ENDING, on)

    for refuse, refusal, allowed in [
        (refuse_unless_earning, errors.EarningEnded, {Phase.RUNNING}),
        (refuse_unless_spending, errors.SpendingEnded, {Phase.RUNNING, Phase.NO_EARNING}),
    ]:
        if now in allowed:
            refuse(rules, on)
            continue
        with pytest.raises(refusal):
            refuse(rules, on)
