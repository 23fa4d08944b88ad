"""Whether somebody who signs off is late: within the hours the town keeps before a moment."""

from datetime import datetime, timedelta


def is_late(
    *, starts_at: datetime, now: datetime, late_hours: int, signed_up_at: datetime,
    was_placed: bool, moved_at: datetime | None = None,
) -> bool:  # fmt: skip
    """Whether signing off now is late.

    Never for who got the place from the waiting list within those hours, and never for who signed
    up for another time or place than it has by now (`moved_at`: when it was last changed).
    """
    border = starts_at - timedelta(hours=late_hours)
    if now < border:
        return False
    if moved_at is not None and moved_at > signed_up_at:
        return False
    return not (was_placed and signed_up_at >= border)
