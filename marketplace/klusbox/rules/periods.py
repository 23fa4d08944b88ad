"""From when until when something may be borrowed."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from marketplace.klusbox.errors import BoxShutThen, PeriodInvalid

AHEAD: Final = timedelta(days=60)
# Somebody who stands at the box reserves for "now".
JUST_NOW: Final = timedelta(minutes=30)
# So long before the start it may be handed out already.
EARLY: Final = timedelta(minutes=60)
# What nobody fetched within a day is for somebody else.
FETCH_WITHIN: Final = timedelta(hours=24)
Hours = Mapping[str, Sequence[Sequence[str]]]


def refuse_unless_period(
    starts_at: datetime, ends_at: datetime, *, now: datetime, longest_days: int
) -> None:
    """Raises PeriodInvalid with the reason, and with `longest_days` where it takes too long."""
    if ends_at <= starts_at:
        raise PeriodInvalid(reason="backwards")
    if starts_at < now - JUST_NOW:
        raise PeriodInvalid(reason="past")
    if starts_at > now + AHEAD:
        raise PeriodInvalid(reason="far", days=AHEAD.days)
    if ends_at - starts_at > timedelta(days=longest_days):
        raise PeriodInvalid(reason="long", days=longest_days)


def refuse_unless_open(hours: Hours, *moments: datetime) -> None:
    """The box is open at these moments, which are in the town's own time. Raises BoxShutThen."""
    if hours and not all(is_open(hours, moment) for moment in moments):
        raise BoxShutThen


def is_open(hours: Hours, at: datetime) -> bool:
    """Whether somebody can come then; the closing minute itself counts."""
    clock = f"{at:%H:%M}"
    return any(start <= clock <= end for start, end in hours.get(str(at.weekday()), ()))


def given_up_at(starts_at: datetime, ends_at: datetime) -> datetime:
    """When a promised thing that was not fetched is for somebody else."""
    return min(ends_at, starts_at + FETCH_WITHIN)
