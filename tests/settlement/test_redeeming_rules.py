"""The pure rules of redeeming."""

from datetime import UTC, date, datetime, timedelta

import pytest

from currency.rules.document import Redemption
from settlement.rules.redeeming import cents_for, cut_off, free_from, is_due


def test_what_is_free_from_a_moment_is_inside_the_cut_off_of_that_moment() -> None:
    rules, received = Redemption(holding_days=7), datetime(2026, 11, 1, 12, tzinfo=UTC)

    assert cut_off(rules, free_from(rules, received)) == received


@pytest.mark.parametrize(
    ("rhythm", "last", "today", "due"),
    [
        ("weekly", None, date(2026, 11, 24), True),
        ("weekly", date(2026, 11, 23), date(2026, 11, 29), False),
        ("weekly", date(2026, 11, 22), date(2026, 11, 23), True),
        ("weekly", date(2026, 12, 31), date(2027, 1, 1), False),
        ("weekly", date(2027, 1, 3), date(2027, 1, 4), True),
        ("monthly", date(2026, 11, 1), date(2026, 11, 30), False),
        ("monthly", date(2026, 11, 30), date(2026, 12, 1), True),
        ("on-request", None, date(2026, 11, 24), False),
    ],
)
def test_the_rhythm_follows_the_calendar(
    rhythm: str, last: date | None, today: date, due: bool
) -> None:
    assert is_due(rhythm, last=last, today=today) is due  # type: ignore[arg-type]


def test_euros_are_rounded_down() -> None:
    assert cents_for(101, coin_value_cents=50) == 50
    assert cents_for(199, coin_value_cents=100) == 199
    assert cents_for(1, coin_value_cents=99) == 0


def test_a_holding_period_of_nothing_frees_at_once() -> None:
    now = datetime(2026, 11, 1, 12, tzinfo=UTC)

    assert cut_off(Redemption(holding_days=0), now) == now
    assert cut_off(Redemption(holding_days=1), now) == now - timedelta(days=1)
