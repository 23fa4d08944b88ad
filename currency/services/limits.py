"""What the rules count for a payer: raised by the posting itself, so nobody gets past a cap.

Days and months are those of Amsterdam. A limit the rules do not set is not counted either.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localdate

from currency.models import Counter
from currency.rules.document import Rules
from currency.services.posting import Limit

PER_DAY: Final = "paid-per-day"
PER_MONTH: Final = "paid-per-month"


def limits_of_payment(
    *, rules: Rules, payer: UUID, at: datetime, amount: int, parts: Sequence[tuple[str, int]]
) -> tuple[Limit, ...]:
    """The counters that a payment made at `at` raises; `parts` are what each pot gives of it.

    Minor units. Negative amounts give room back in the day and month in which it was taken: then
    `rules` are those that judged the payment, and no cap is in the way.
    """
    own = rules.payments
    found = [*_both(payer, at, amount, own.maximum_per_day, own.maximum_per_month)]
    for pot, part in parts:
        if pot in rules.pots.order:
            limits = rules.pots.of(pot)
            found += _both(payer, at, part, limits.maximum_per_day, limits.maximum_per_month, pot)
    return tuple(found)


def paid_per_day(*, payer: UUID, at: datetime, amount: int, cap: int | None) -> Limit:
    """What a payer pays in a day. Minor units."""
    return Limit(PER_DAY, str(payer), localdate(at).isoformat(), amount, cap)


def pot_rooms(*, rules: Rules, payer: UUID, at: datetime) -> Mapping[str, int]:
    """What each pot with a limit of its own may still pay today and this month. A query at most."""
    limits = [
        limit
        for pot in rules.pots.order
        for own in (rules.pots.of(pot),)
        for limit in _both(payer, at, 0, own.maximum_per_day, own.maximum_per_month, pot)
    ]
    if not limits:
        return {}
    wanted = Q()
    for limit in limits:
        wanted |= Q(name=limit.name, period=limit.period)
    counters = Counter.objects.filter(wanted, subject=str(payer)).values_list("name", "used")
    used, rooms = dict(counters), dict[str, int]()
    for limit in limits:
        pot, room = limit.name.partition(":")[2], (limit.cap or 0) - used.get(limit.name, 0)
        rooms[pot] = min(max(0, room), rooms.get(pot, room))
    return rooms


def _both(
    payer: UUID, at: datetime, amount: int, day: int | None, month: int | None, pot: str = ""
) -> Iterator[Limit]:
    if day is None and month is None:
        return  # the day in town is worth no reckoning where nothing is limited
    today, suffix = localdate(at), f":{pot}" if pot else ""
    for name, period, cap in (
        (PER_DAY, today.isoformat(), day),
        (PER_MONTH, f"{today:%Y-%m}", month),
    ):
        if cap is not None:
            yield Limit(name + suffix, str(payer), period, amount, cap if amount >= 0 else None)
