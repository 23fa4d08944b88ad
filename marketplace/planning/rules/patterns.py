"""The ways something usually comes back, made into a rule and read back from one.

What no way here made is shown as the rule it is.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from marketplace.planning.rules.recurrence import parts_of

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST: Final = -1


class Way(StrEnum):
    """How a form offers it."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTH_DAY = "month-day"
    MONTH_WEEKDAY = "month-weekday"
    MONTH_END = "month-end"
    YEARLY = "yearly"
    OWN = "own"


class Told(NamedTuple):
    """A rule as people say it: which way, on which days (Monday is 0), which one of the month."""

    way: Way
    days: Sequence[int] = ()
    number: int = 0
    until: date | None = None


def rule_of(way: Way, *, first: date, days: Sequence[int] = (), until: date | None = None) -> str:
    """The rule for this way; what is not asked is read from its first day."""
    told = {
        Way.WEEKLY: f"FREQ=WEEKLY;BYDAY={_named(days or [first.weekday()])}",
        Way.FORTNIGHTLY: f"FREQ=WEEKLY;INTERVAL=2;BYDAY={_named(days or [first.weekday()])}",
        Way.MONTH_DAY: f"FREQ=MONTHLY;BYMONTHDAY={first.day}",
        Way.MONTH_WEEKDAY: f"FREQ=MONTHLY;BYDAY={_of_month(first)}{DAYS[first.weekday()]}",
        Way.MONTH_END: "FREQ=MONTHLY;BYMONTHDAY=-1",
        Way.YEARLY: f"FREQ=YEARLY;BYMONTH={first.month};BYMONTHDAY={first.day}",
    }[way]
    return f"{told};UNTIL={until:%Y%m%d}" if until else told


def told_of(rule: str) -> Told:
    """How people say this rule; `Way.OWN` where none of the ways makes it."""
    parts = dict(parts_of(rule))
    end = parts.pop("UNTIL", "")
    until = date.fromisoformat(f"{end[:4]}-{end[4:6]}-{end[6:8]}") if end else None
    often, step = parts.pop("FREQ"), parts.pop("INTERVAL", "1")
    if often == "WEEKLY" and set(parts) == {"BYDAY"} and step in ("1", "2"):
        names = parts["BYDAY"].split(",")
        if set(names) <= set(DAYS):
            way = Way.WEEKLY if step == "1" else Way.FORTNIGHTLY
            return Told(way, sorted(DAYS.index(one) for one in names), until=until)
    if often == "MONTHLY" and step == "1" and len(parts) == 1:
        return _told_of_month(parts, until)
    if often == "YEARLY" and step == "1" and set(parts) == {"BYMONTH", "BYMONTHDAY"}:
        return Told(Way.YEARLY, until=until)
    return Told(Way.OWN, until=until)


def _told_of_month(parts: dict[str, str], until: date | None) -> Told:
    day, weekday = parts.get("BYMONTHDAY", ""), parts.get("BYDAY", "")
    if day == "-1":
        return Told(Way.MONTH_END, until=until)
    if day.isdecimal():
        return Told(Way.MONTH_DAY, number=int(day), until=until)
    number, name = weekday[:-2], weekday[-2:]
    if name in DAYS and number in ("1", "2", "3", "4", "-1"):
        return Told(Way.MONTH_WEEKDAY, [DAYS.index(name)], int(number), until)
    return Told(Way.OWN, until=until)


def _named(days: Sequence[int]) -> str:
    return ",".join(DAYS[day] for day in sorted(set(days)))


def _of_month(day: date) -> int:
    """Which one of its month this weekday is; the last one counts as the last."""
    is_last = (day + timedelta(days=7)).month != day.month
    return LAST if is_last else (day.day - 1) // 7 + 1
