"""Calendar days of Amsterdam, and months of a calendar. Pure."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")


def begins(day: date) -> datetime:
    """The first moment of a day."""
    return datetime.combine(day, time.min, AMSTERDAM)


def ends(day: date) -> datetime:
    """The first moment after a day: 23, 24 or 25 hours after it began."""
    return begins(day + timedelta(days=1))


def year_before(day: date) -> date:
    """The same day of the year before; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
