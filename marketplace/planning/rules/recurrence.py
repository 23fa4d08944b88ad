"""When something comes back: a rule as RFC 5545 §3.3.10 writes it, counted on the wall's clock.

Days are the town's own, so ten o'clock stays ten o'clock when the clock is put forward or back.
What a month or a year does not have (the 31st, 29 February) is left out, as the RFC says.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, tzinfo
from itertools import islice, takewhile
from typing import Final

from dateutil.rrule import rrule, rrulestr

from marketplace.planning.errors import RecurrenceInvalid, RecurrenceNever

MOST_SIGNS: Final = 200
# More often than daily, or by the hour, is no klus.
PARTS: Final = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
)
# How high each number goes; counted from the end it is written below zero.
NUMBERS: Final = {"INTERVAL": 60, "COUNT": 1_000, "BYMONTH": 12, "BYMONTHDAY": 31, "BYSETPOS": 366}
FROM_THE_END: Final = ("BYMONTHDAY", "BYSETPOS")
BY_MONTH: Final = ("MONTHLY", "YEARLY")
FREQUENCIES: Final = ("DAILY", "WEEKLY", *BY_MONTH)


def parts_of(rule: str) -> Mapping[str, str]:
    """The parts of a rule by name, in capitals. Raises RecurrenceInvalid."""
    text = rule.strip().upper().removeprefix("RRULE:")
    if not text or len(text) > MOST_SIGNS:
        raise RecurrenceInvalid(part="RRULE")
    found: dict[str, str] = {}
    for part in text.split(";"):
        name, equals, value = part.partition("=")
        if name not in PARTS or not (equals and value) or name in found:
            raise RecurrenceInvalid(part=name[:20])
        found[name] = value
    return found


def normal_rule(rule: str, zone: tzinfo) -> str:
    """The rule as it is kept: known parts alone, its end as a time on the wall's clock.

    A last day counts as a whole. Raises RecurrenceInvalid.
    """
    found = dict(parts_of(rule))
    often = found.get("FREQ")
    if often not in FREQUENCIES:
        raise RecurrenceInvalid(part="FREQ")
    # What is not defined there, or takes for ever to find no day.
    apart = {"BYMONTHDAY", "BYSETPOS"} & set(found)
    if often not in BY_MONTH and (apart or any(one.isdigit() for one in found.get("BYDAY", ""))):
        raise RecurrenceInvalid(part=min(apart, default="BYDAY"))
    for name, most in NUMBERS.items():
        if not all(_is_within(one, most, name) for one in found.get(name, "1").split(",")):
            raise RecurrenceInvalid(part=name)
    if "UNTIL" in found:
        found["UNTIL"] = _wall_clock(found["UNTIL"], zone)
    written = ";".join(f"{name}={value}" for name, value in found.items())
    _read(written, datetime(2026, 1, 1))  # noqa: DTZ001 - only to see whether it can be read
    return written


def first_start(rule: str, first: date, clock: time) -> datetime:
    """When it is for the first time, on the wall's clock. Raises RecurrenceNever."""
    found = next(iter(_read(rule, datetime.combine(first, clock))), None)
    if found is None:
        raise RecurrenceNever
    return found


def starts_until(
    rule: str, first: date, clock: time, *, after: date, until: date, most: int
) -> list[datetime]:
    """Up to `most` times on the days after `after` and not after `until`, on the wall's clock."""
    found = _later(rule, first, clock, after)
    return list(islice(takewhile(lambda one: one.date() <= until, found), most))


def next_start(rule: str, first: date, clock: time, *, after: date) -> datetime | None:
    """The first time on a day after `after`; None when it comes back no more."""
    return next(_later(rule, first, clock, after), None)


def aware(wall: datetime, zone: tzinfo) -> datetime:
    """The moment at which the wall's clock says this, in UTC.

    An hour that is skipped is read as if the clock was not put forward yet, of an hour that comes
    twice the first is meant (RFC 5545 §3.3.5).
    """
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def _is_within(number: str, most: int, name: str) -> bool:
    digits = number.removeprefix("-") if name in FROM_THE_END else number
    return digits.isdecimal() and len(digits) <= 4 and 1 <= int(digits) <= most


def _later(rule: str, first: date, clock: time, after: date) -> Iterator[datetime]:
    start = datetime.combine(first, clock)
    return iter(_read(rule, start).xafter(datetime.combine(after, time.max), inc=False))


def _read(rule: str, start: datetime) -> rrule:
    try:
        found = rrulestr(rule, dtstart=start)
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise RecurrenceInvalid(part="RRULE") from error
    assert isinstance(found, rrule), "one rule gives one rule"
    return found


def _wall_clock(until: str, zone: tzinfo) -> str:
    """An end as the wall's clock says it: a day to its last second, a UTC time in the town."""
    for form in ("%Y%m%d", "%Y%m%dT%H%M%S", "%Y%m%dT%H%M%SZ"):
        try:
            found = datetime.strptime(until, form)  # noqa: DTZ007 - the zone follows
        except ValueError:
            continue
        if form == "%Y%m%d":
            found = found.replace(hour=23, minute=59, second=59)
        elif form.endswith("Z"):
            found = found.replace(tzinfo=UTC).astimezone(zone)
        return found.strftime("%Y%m%dT%H%M%S")
    raise RecurrenceInvalid(part="UNTIL")
