"""When coins expire: first in, first out, by running totals and without lots. Pure.

A coin is good to the end of its last day, as days are counted in Amsterdam, and is taken in the
night after it. What came in came in on the day of its transfer; a payment that is given back came
in anew. Amounts are minor units.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date

from currency.rules.document import Expiry

NOTICE_DAYS = (30, 7)
LEAST_NOTICE_DAYS = min(NOTICE_DAYS)


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(expiry: Expiry, came_in: date) -> date | None:
    """The last day on which what came in on a day is good; None: it never expires."""
    if expiry.kind == "months" and expiry.months is not None:
        return add_months(came_in, expiry.months)
    if expiry.kind == "date" and expiry.on is not None and came_in <= expiry.on:
        return expiry.on
    return None


def of_age(expiry: Expiry, day: date) -> date | None:
    """What came in up to and including the answer is past its last day once `day` is over.

    None: nothing is. For every day: last_day(came_in) <= day exactly when came_in <= of_age(day).
    """
    if expiry.kind == "months" and expiry.months is not None:
        before = add_months(day, -expiry.months)
        is_last = day.day == monthrange(day.year, day.month)[1]
        # The last day of a month is also the last day of what came in on longer months' ends.
        return before.replace(day=monthrange(before.year, before.month)[1]) if is_last else before
    if expiry.kind == "date" and expiry.on is not None and expiry.on <= day:
        return expiry.on
    return None


def expired(*, received: int, gone: int) -> int:
    """What expires: received until the term began, less all that was spent or expired so far."""
    return max(0, received - gone)


def expired_of_balance(*, balance: int, received_since: int) -> int:
    """The same by what is left: the balance, less all that came in after the term began.

    received until then − gone = (received in all − gone) − received since = balance − since.
    """
    return max(0, balance - received_since)


def takable(due: int, *, available: int) -> int:
    """What may be taken tonight: what is held stays until it is let go. Never below zero."""
    return max(0, min(due, available))


def what_expires(
    expiry: Expiry, *, balance: int, received: Iterable[tuple[date, int]]
) -> Mapping[date, int]:
    """What of a balance is good until which day, if nothing is spent; the earliest day first.

    `received` are the days and sums of all that came in, in any order.
    """
    came_in: dict[date, int] = {}
    for day, amount in received:
        came_in[day] = came_in.get(day, 0) + amount
    found: dict[date, int] = {}
    left = balance
    # What is spent came in first, so what is left came in last.
    for day in sorted(came_in, reverse=True):
        part = min(left, came_in[day])
        left -= part
        last = last_day(expiry, day)
        if part > 0 and last is not None:
            found[last] = found.get(last, 0) + part
    return dict(sorted(found.items()))
