"""When somebody may say "the work has begun", and until when it can still be put right.

A resident says so from half an hour before until the end of that day; an organiser from then until
a week after. Who was then still not there has missed it. A day is the town's own, in `zone`.
"""

from datetime import datetime, timedelta, tzinfo
from typing import Final

from marketplace.errors import CheckInTooEarly, CheckInTooLate

OPENS_BEFORE: Final = timedelta(minutes=30)
HELP_FOR: Final = timedelta(days=7)


def refuse_unless_open(*, starts_at: datetime, now: datetime) -> None:
    """Nobody, the organiser neither, begins a moment that is still to come.

    Raises CheckInTooEarly.
    """
    if now < starts_at - OPENS_BEFORE:
        raise CheckInTooEarly(opens_at=(starts_at - OPENS_BEFORE).isoformat())


def refuse_unless_time_to_check_in(
    *, starts_at: datetime, ends_at: datetime, now: datetime, zone: tzinfo
) -> None:
    """What holds for a resident. Raises CheckInTooEarly, CheckInTooLate."""
    refuse_unless_open(starts_at=starts_at, now=now)
    if is_day_over(ends_at=ends_at, now=now, zone=zone):
        raise CheckInTooLate


def may_check_in(*, starts_at: datetime, ends_at: datetime, now: datetime, zone: tzinfo) -> bool:
    """Whether a page offers the button."""
    try:
        refuse_unless_time_to_check_in(starts_at=starts_at, ends_at=ends_at, now=now, zone=zone)
    except (CheckInTooEarly, CheckInTooLate):
        return False
    return True


def is_day_over(*, ends_at: datetime, now: datetime, zone: tzinfo) -> bool:
    """Whether the day on which the moment ended is past."""
    return now.astimezone(zone).date() > ends_at.astimezone(zone).date()
