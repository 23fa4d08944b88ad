"""Whether a klus looks like work that somebody should be paid for. Pure: values in, signals out.

Three things are looked at, each as far as the municipality asks for it: is it work of a kind on
the town's list; how many hours in one week; how many weeks within a year at one place. Hours and
weeks count all klussen of that sort at that place together, so that one job cut into many klussen
is one job.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

YEAR: Final = timedelta(weeks=52)
SPACES: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Watched:
    """A kind of work on the town's list."""

    name: str
    category: str
    words: Sequence[str]


@dataclass(frozen=True)
class Limits:
    """From how much on it looks like paid work; None: nobody counts."""

    hours_a_week: int | None
    weeks_at_place: int | None


@dataclass(frozen=True)
class Work:
    """One moment of a klus: when, and how many minutes of work all its places are together."""

    starts_at: datetime
    minutes: int


@dataclass(frozen=True)
class Signal:
    """One reason to think so: a kind of work by its name, or a figure above its limit.

    `code` is "kind", "hours" or "weeks".
    """

    code: str
    name: str = ""
    found: int = 0
    limit: int = 0


def signals(
    *, title: str, description: str, category: str, watched: Iterable[Watched], limits: Limits,
    planned: Sequence[Work], there: Sequence[Work], zone: tzinfo,
) -> list[Signal]:  # fmt: skip
    """Why a klus looks like paid work; empty: it does not.

    `planned` is the klus itself, `there` what else is and was done at its place. Whole hours,
    rounded up: a minute too many is too many.
    """
    text = f"{title} {description}"
    found = [Signal("kind", one.name) for one in watched if _is_of(one, text, category)]
    hours = -(-_busiest_week(planned, there, zone) // 60)
    if limits.hours_a_week is not None and hours > limits.hours_a_week:
        found.append(Signal("hours", found=hours, limit=limits.hours_a_week))
    weeks = _weeks_within_a_year([*planned, *there], planned, zone)
    if limits.weeks_at_place is not None and weeks > limits.weeks_at_place:
        found.append(Signal("weeks", found=weeks, limit=limits.weeks_at_place))
    return found


def is_covered(now: Iterable[Signal], agreed: Iterable[Signal]) -> bool:
    """Whether somebody agreed to all of this: the same kinds of work, and no higher a figure."""
    most = {(one.code, one.name): one.found for one in agreed}
    return all(most.get((one.code, one.name), -1) >= one.found for one in now)


def same_place(one: str, other: str) -> bool:
    """Whether two ways of writing it are one place: capitals, dots and spaces set aside."""
    return place_key(one) == place_key(other)


def place_key(place: str) -> str:
    """How a place is known."""
    return SPACES.sub(" ", place.casefold()).strip()


def digest_of(**judged: object) -> str:
    """The digest of what was looked at, so that another klus is not taken for it."""
    text = json.dumps(judged, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def as_kept(found: Iterable[Signal]) -> list[dict[str, object]]:
    """Signals as they are written down."""
    return [asdict(one) for one in found]


def as_read(kept: Iterable[dict[str, object]]) -> list[Signal]:
    """Signals as they were written down."""
    return [
        Signal(str(one["code"]), str(one["name"]), int(str(one["found"])), int(str(one["limit"])))
        for one in kept
    ]


def _is_of(one: Watched, text: str, category: str) -> bool:
    if one.category and one.category != category:
        return False
    words = f" {place_key(text)} "
    return not one.words or any(f" {place_key(word)}" in words for word in one.words)


def _busiest_week(planned: Sequence[Work], there: Sequence[Work], zone: tzinfo) -> int:
    """Minutes in the fullest week in which this klus is done."""
    weeks: defaultdict[date, int] = defaultdict(int)
    for work in [*planned, *there]:
        weeks[_monday(work.starts_at, zone)] += work.minutes
    return max((weeks[_monday(work.starts_at, zone)] for work in planned), default=0)


def _weeks_within_a_year(every: Sequence[Work], planned: Sequence[Work], zone: tzinfo) -> int:
    """In how many weeks of the year that ends with this klus something is done there."""
    if not planned:
        return 0
    last = max(_monday(work.starts_at, zone) for work in planned)
    mondays = {_monday(work.starts_at, zone) for work in every}
    return sum(last - YEAR < monday <= last for monday in mondays)


def _monday(at: datetime, zone: tzinfo) -> date:
    day = at.astimezone(zone).date()
    return day - timedelta(days=day.weekday())
