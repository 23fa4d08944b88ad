"""What a balance loses each month by lying still. Pure; amounts are minor units of one pot."""

from datetime import date, timedelta

from currency.rules.document import Demurrage


def month_before(day: date) -> tuple[date, date]:
    """The first and the last day of the calendar month before this day's."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def loss(demurrage: Demurrage, *, lowest: int) -> int:
    """What is taken of a pot that never had less than `lowest` the whole month before.

    Only what lay above the rules' sum all that month; rounded down, in favour of the resident.
    """
    return max(0, lowest - demurrage.above) * demurrage.share_bp // 10_000
