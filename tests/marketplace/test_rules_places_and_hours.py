"""Small rules: how far, when a shop is open, until when it can give money back."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.rules.distance import metres_between
from marketplace.rules.opening_hours import open_until, week_lines
from marketplace.rules.refunds import may_refund

HEERLEN = (Decimal("50.88800"), Decimal("5.97950"))
SITTARD = (Decimal("50.99830"), Decimal("5.86930"))
POINTS = st.tuples(
    st.decimals(min_value=-90, max_value=90, places=5),
    st.decimals(min_value=-180, max_value=180, places=5),
)
PAID_AT = datetime(2026, 11, 24, tzinfo=UTC)


def test_from_heerlen_to_sittard_is_some_fourteen_kilometres():
    assert 14_000 < metres_between(HEERLEN, SITTARD) < 15_000


@given(POINTS, POINTS)
def test_it_is_as_far_there_as_back_and_never_further_than_half_the_earth(one, other):
    assert metres_between(one, other) == metres_between(other, one)
    assert 0 <= metres_between(one, other) <= 20_015_087
    assert metres_between(one, one) == 0


def test_opening_hours_read_as_people_say_them():
    lines = week_lines({"0": [["09:00", "12:30"], ["13:00", "17:00"]], "6": []})

    assert lines[0] == (0, ["9.00 – 12.30", "13.00 – 17.00"])
    assert lines[6] == (6, [])
    assert len(lines) == 7


@pytest.mark.parametrize(
    ("day", "clock", "until"),
    [
        (23, "09:00", "12.30"),
        (23, "12:30", None),
        (23, "08:59", None),
        (28, "23:59", "1.00"),
        (29, "00:30", "1.00"),
        (29, "01:00", None),
        (24, "10:00", None),
    ],
)
def test_a_shop_is_open_from_its_first_minute_to_its_last_also_past_midnight(day, clock, until):
    # 23 November 2026 is a Monday, the 28th a Saturday.
    hours = {"0": [["09:00", "12:30"]], "5": [["18:00", "01:00"]]}

    assert open_until(hours, datetime.fromisoformat(f"2026-11-{day}T{clock}")) == until


def test_unknown_opening_hours_are_not_told_as_closed_all_week():
    assert week_lines({}) == []


def test_a_payment_can_be_given_back_until_the_holding_period_is_over():
    end = PAID_AT + timedelta(days=7)

    assert may_refund(kind="payment", paid_at=PAID_AT, holding_days=7, now=end - timedelta(0, 1))
    assert not may_refund(kind="payment", paid_at=PAID_AT, holding_days=7, now=end)


def test_a_receipt_from_another_municipality_is_never_given_back_by_a_shop():
    assert not may_refund(kind="receipt-abroad", paid_at=PAID_AT, holding_days=7, now=PAID_AT)
