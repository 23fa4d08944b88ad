"""The days of a buurtdeal: how long it may last, and when material changes hands."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Final

from marketplace.buurtdeals.errors import DealDays, HandOverTooEarly

LONGEST: Final = timedelta(days=366)
EARLY: Final = timedelta(days=14)
MOST_GIVEN: Final = 1_000
FIRST_OF_MONTH: Final = 1


def refuse_unless_season(starts_on: date, ends_on: date, review_on: date) -> None:
    """Raises DealDays."""
    if not starts_on < ends_on <= starts_on + LONGEST:
        raise DealDays(field="ends_on")
    if not starts_on <= review_on <= ends_on:
        raise DealDays(field="review_on")


def usual_review(starts_on: date, ends_on: date) -> date:
    """Four weeks before the end, or halfway a shorter season."""
    return max(ends_on - timedelta(weeks=4), starts_on + (ends_on - starts_on) // 2)


def hand_over_days(starts_on: date, ends_on: date, rhythms: Collection[str]) -> Sequence[date]:
    """The first day, and where something is given monthly the first of each month after it."""
    days = [starts_on] if rhythms else []
    if "monthly" in rhythms:
        day = _next_month(starts_on)
        while day <= ends_on:
            days.append(day)
            day = _next_month(day)
    return days


def refuse_unless_time_to_give(due_on: date, today: date) -> None:
    """Raises HandOverTooEarly."""
    if today < due_on - EARLY:
        raise HandOverTooEarly(opens_on=(due_on - EARLY).isoformat())


def _next_month(day: date) -> date:
    return (day.replace(day=FIRST_OF_MONTH) + timedelta(days=32)).replace(day=FIRST_OF_MONTH)
