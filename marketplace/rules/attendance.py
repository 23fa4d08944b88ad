"""When a resident may say "I have begun": from half an hour before until the end of that day."""

from datetime import datetime, timedelta, tzinfo
from typing import Final

from marketplace.errors import CheckInTooEarly, CheckInTooLate

OPENS_BEFORE: Final = timedelta(minutes=30)


def refuse_unless_time_to_check_in(
    *, starts_at: datetime, ends_at: datetime, now: datetime, zone: tzinfo
) -> None:
    """Raises CheckInTooEarly, CheckInTooLate. The day is the town's own, in `zone`."""
    if now < starts_at - OPENS_BEFORE:
        raise CheckInTooEarly(opens_at=(starts_at - OPENS_BEFORE).isoformat())
    if now.astimezone(zone).date() > ends_at.astimezone(zone).date():
        raise CheckInTooLate


def may_check_in(*, starts_at: datetime, ends_at: datetime, now: datetime, zone: tzinfo) -> bool:
    """Whether a page offers the button."""
    try:
        refuse_unless_time_to_check_in(starts_at=starts_at, ends_at=ends_at, now=now, zone=zone)
    except (CheckInTooEarly, CheckInTooLate):
        return False
    return True
