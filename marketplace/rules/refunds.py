"""Until when and up to what sum a shop gives back by itself: while its coins are not euros yet."""

from datetime import datetime, timedelta


def may_refund(*, kind: str, paid_at: datetime, holding_days: int, now: datetime) -> bool:
    """Whether a shop may still give back by itself.

    A receipt from another municipality has a second half there, which no shop can undo.
    """
    return kind == "payment" and now < paid_at + timedelta(days=holding_days)


def by_shop(*, left: int, given_back: int, maximum: int | None) -> int:
    """How much of what is left the shop may give back by itself, in minor units.

    `maximum` counts over all that it gives back of one payment, so that many small refunds are
    not one large one.
    """
    return left if maximum is None else max(0, min(left, maximum - given_back))
