"""Opening hours: per weekday ("0" is Monday) a list of [from, until] as "HH:MM"."""

from collections.abc import Mapping, Sequence
from typing import Final

WEEKDAYS: Final = ("0", "1", "2", "3", "4", "5", "6")
Hours = Mapping[str, Sequence[Sequence[str]]]


def week_lines(hours: Hours) -> list[tuple[int, str]]:
    """Each day of the week with its hours as people say them; "" is closed. [] when unknown."""
    if not hours:
        return []
    return [
        (
            number,
            ", ".join(f"{_said(part[0])} – {_said(part[1])}" for part in hours.get(day, ())),
        )
        for number, day in enumerate(WEEKDAYS)
    ]


def _said(clock: str) -> str:
    """ "09:00" is said "9.00"."""
    hour, _, minute = clock.partition(":")
    return f"{int(hour)}.{minute}"
