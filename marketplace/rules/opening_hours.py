"""Opening hours: per weekday ("0" is Monday) a list of [from, until] as "HH:MM"."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

WEEKDAYS: Final = ("0", "1", "2", "3", "4", "5", "6")
Hours = Mapping[str, Sequence[Sequence[str]]]


def week_lines(hours: Hours) -> list[tuple[int, list[str]]]:
    """Each day of the week with its hours as people say them; [] is closed. [] when unknown."""
    if not hours:
        return []
    return [
        (number, [f"{_said(start)} – {_said(end)}" for start, end in _parts(hours, number)])
        for number in range(len(WEEKDAYS))
    ]


def open_until(hours: Hours, at: datetime) -> str | None:
    """Until when a shop is open now, as people say it; None while it is closed.

    `at` is the town's own time. Hours that end before they begin run past midnight.
    """
    now = f"{at:%H:%M}"
    for start, end in _parts(hours, at.weekday()):
        if start <= now and (now < end or end <= start):
            return _said(end)
    for start, end in _parts(hours, at.weekday() - 1):
        if end <= start and now < end:
            return _said(end)
    return None


def _parts(hours: Hours, weekday: int) -> list[tuple[str, str]]:
    return [(part[0], part[1]) for part in hours.get(str(weekday % 7), ())]


def _said(clock: str) -> str:
    """ "09:00" is said "9.00"."""
    hour, _, minute = clock.partition(":")
    return f"{int(hour)}.{minute}"
