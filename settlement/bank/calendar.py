"""Days on which banks settle euros: the calendar of TARGET (T2), closed on six holidays a year."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import holidays

SATURDAY: Final = 5


def is_bank_day(day: date) -> bool:
    """Whether payments settle on this day."""
    return day.weekday() < SATURDAY and day not in _closed(day.year)


def next_bank_day(day: date) -> date:
    """The first settlement day after this one."""
    following = day + timedelta(days=1)
    while not is_bank_day(following):
        following += timedelta(days=1)
    return following


@lru_cache(maxsize=8)
def _closed(year: int) -> frozenset[date]:
    return frozenset(holidays.financial_holidays("XECB", years=year))
