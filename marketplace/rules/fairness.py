"""How klussen are spread: who goes first, and what is within a walk. Pure."""

from datetime import datetime, timedelta
from typing import Final

# Eighty metres a minute; and streets are a third longer than the line on the map.
METRES_A_MINUTE: Final = 60


def first_timers_until(
    *, published_at: datetime, open_until: datetime, hours: int
) -> datetime | None:
    """Until when a moment is for who never took part; None: for everybody at once.

    At most half of the time there is to sign up: otherwise a klus of tomorrow would stay empty.
    """
    if not hours:
        return None
    longest = (open_until - published_at) / 2
    return published_at + max(timedelta(0), min(timedelta(hours=hours), longest))


def reach_m(minutes: int) -> int:
    """How far, in a straight line, one walks in so many minutes."""
    return minutes * METRES_A_MINUTE
