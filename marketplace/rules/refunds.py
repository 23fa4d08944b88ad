"""Until when a shop can give a payment back by itself: as long as its coins are not yet euros."""

from datetime import datetime, timedelta


def may_refund(*, kind: str, paid_at: datetime, holding_days: int, now: datetime) -> bool:
    """Whether a plain reversal is still possible.

    A receipt from another municipality has a second half there, which no shop can undo.
    """
    return kind == "payment" and now < paid_at + timedelta(days=holding_days)
