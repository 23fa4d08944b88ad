"""Days on which banks settle euros: the calendar of TARGET (T2), closed on six holidays a year."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import holidays

SATURDAY: Final = 5
BANK_TIME: Final = ZoneInfo("Europe/Amsterdam")
# Most Dutch banks take a file for the same day until 15:00 or later.
CUT_OFF: Final = time(15, 0)


def is_bank_day(day: date) -> bool:
    """Whether payments settle on this day."""
    return day.weekday() < SATURDAY and day not in _closed(day.year)


def next_bank_day(day: date) -> date:
    """The first settlement day after this one."""
    following = day + timedelta(days=1)
    while not is_bank_day(following):
        following += timedelta(days=1)
    return following


def first_execution_day(at: datetime, cut_off: time = CUT_OFF) -> date:
    """The first day a bank can carry out a file it gets at this moment, in Dutch time.

    The same day on a bank day before the cut-off, else the next one.
    """
    local = at.astimezone(BANK_TIME)
    if is_bank_day(local.date()) and local.time() < cut_off:
        return local.date()
    return next_bank_day(local.date())


@lru_cache(maxsize=8)
def _closed(year: int) -> frozenset[date]:
    return frozenset(holidays.financial_holidays("XECB", years=year))
