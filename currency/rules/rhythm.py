"""On which days something that comes back is due: each week or each month after a first day. Pure.

Each month is reckoned from the first day itself, so that the 31st is 28 February and 31 March.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final, Literal

Rhythm = Literal["weekly", "monthly"]
MONTHS: Final = 12


def due_after(day: date, *, starts_on: date, rhythm: str) -> date:
    """The first day of the rhythm that is later than `day`."""
    if day < starts_on:
        return starts_on
    if rhythm == "weekly":
        return day + timedelta(days=7 - (day - starts_on).days % 7)
    months = (day.year - starts_on.year) * MONTHS + day.month - starts_on.month
    this_month = _months_later(starts_on, months)
    return this_month if this_month > day else _months_later(starts_on, months + 1)


def _months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
