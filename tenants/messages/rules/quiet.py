"""Quiet hours: a phone that rings at night makes people switch everything off.

Hours are those of the clock on the wall in the Netherlands, in summer and in winter.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

WALL: Final = ZoneInfo("Europe/Amsterdam")


def is_quiet(at: datetime, *, starts: time, ends: time) -> bool:
    """Whether `at` lies in the hours from `starts` up to, and without, `ends`."""
    clock = at.astimezone(WALL).time()
    if starts <= ends:
        return starts <= clock < ends
    return clock >= starts or clock < ends


def first_loud_moment(at: datetime, *, starts: time, ends: time) -> datetime:
    """`at` itself outside the quiet hours, else the moment they end; in UTC.

    On the night the clock goes forward an end that the clock skips is the first moment after it.
    """
    if not is_quiet(at, starts=starts, ends=ends):
        return at
    local = at.astimezone(WALL)
    day = local.date() if local.time() < ends else local.date() + timedelta(days=1)
    # An hour that is there twice ends the second time: until then the clock says it is quiet.
    end = datetime.combine(day, ends, WALL).replace(fold=1)
    return end.astimezone(UTC)
