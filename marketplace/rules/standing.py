"""A standing klus has no hour: whoever takes part picks one in a stretch of days.

The stretch lies in one calendar month, because what a volunteer may receive is counted by month.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, tzinfo
from typing import Final

from marketplace.moment_errors import GroupNotStanding, StandingTooLong
from marketplace.rules.moments import Moment

# The last minute of a day: the end of a stretch is a day that can be named.
LAST_MINUTE: Final = time(23, 59)


def stretch(first: date, last: date, places: int, zone: tzinfo) -> Moment:
    """From the first minute of `first` to the last one of `last`."""
    return Moment(
        datetime.combine(first, time.min, zone), datetime.combine(last, LAST_MINUTE, zone), places
    )


def refuse_unless_standing(moments: Sequence[Moment], *, is_group: bool, zone: tzinfo) -> None:
    """Raises GroupNotStanding, StandingTooLong."""
    if is_group:
        raise GroupNotStanding
    for moment in moments:
        first, last = moment.starts_at.astimezone(zone), moment.ends_at.astimezone(zone)
        if (first.year, first.month) != (last.year, last.month):
            raise StandingTooLong
