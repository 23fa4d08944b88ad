"""Days and months of the replayed moments, as whole numbers, quick to tell. Pure."""

from datetime import date, datetime, tzinfo
from typing import Final

HOUR: Final = 3_600_000_000  # microseconds
DAY: Final = 24 * HOUR


class Days:
    """Moments are microseconds since 1970, days count as `date.toordinal`, months from year 0.

    An hour lies in one day: the zone's clock differs from UTC by whole hours.
    """

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._days: dict[int, int] = {}
        self._months: dict[int, int] = {}

    def of(self, at: int) -> int:
        """The day of a moment, as it is counted in the zone."""
        hour = at // HOUR
        day = self._days.get(hour)
        if day is None:
            moment = datetime.fromtimestamp(hour * (HOUR // 1_000_000), self._zone)
            day = self._days[hour] = moment.toordinal()
        return day

    def month(self, day: int) -> int:
        """The calendar month of a day."""
        month = self._months.get(day)
        if month is None:
            found = date.fromordinal(day)
            month = self._months[day] = found.year * 12 + found.month - 1
        return month
