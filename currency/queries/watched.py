"""The figures that somebody must act on when they cross a bound, and the alarms that are open.

Payments with a coin that is good only here, at shops under contract, fall outside the payment
services act; above a sum in twelve months that must be told to De Nederlandsche Bank (Wft art.
1:5a, second paragraph, k; PSD2 art. 37, second paragraph). The sum stands in the settings, dated.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.utils.timezone import localdate

from currency.errors import NoRules
from currency.models import Alarm, CoverDay
from currency.queries.covering import cover, largest_balance, paid_between
from currency.queries.rules import rules_in_force
from currency.rules.days import begins, year_before
from tenants.queries import current_tenant

NEAR_PERCENT: Final = 80


@dataclass(frozen=True)
class Reading:
    """A watched figure beside its bound: cents, for a balance minor units."""

    kind: str
    value: int
    limit: int
    is_over: bool

    @property
    def percent(self) -> int:
        """The figure in whole per cents of its bound, rounded down."""
        return self.value * 100 // self.limit if self.limit > 0 else 100


def readings(now: datetime) -> list[Reading]:
    """Every figure that has a bound, as it is now."""
    money, paid, notice = cover(), volume_cents(now), notice_cents(localdate(now))
    found = [
        Reading(Alarm.Kind.COVER, money.euros, money.needed, money.is_short),
        Reading(Alarm.Kind.NOTICE_NEAR, paid, notice, _is_near(paid, notice)),
        Reading(Alarm.Kind.NOTICE_DUE, paid, notice, paid > notice),
    ]
    most = balance_limit(now)
    if most is not None:
        largest = largest_balance()
        found.append(Reading(Alarm.Kind.BALANCE_NEAR, largest, most, _is_near(largest, most)))
    return found


def notice_cents(on: date) -> int:
    """Above how many cents in twelve months payments must be notified on this day."""
    dated: list[tuple[date, int]] = settings.LIMITED_NETWORK_NOTICE
    return max((since, cents) for since, cents in dated if since <= on or since == dated[0][0])[1]


def volume_12m(now: datetime) -> int:
    """Minor units paid in the twelve months up to now: the days that are kept, and what came after.

    Days of which nothing is kept yet are read from the ledger itself.
    """
    today = localdate(now)
    first = year_before(today) + timedelta(days=1)
    kept = CoverDay.objects.filter(day__gte=first)
    newest = kept.order_by("-day").values_list("day", flat=True).first()
    since = newest + timedelta(days=1) if newest else first
    rest = paid_between(begins(since), now)
    return int(kept.aggregate(total=Sum("paid"))["total"] or 0) + rest


def volume_cents(now: datetime) -> int:
    """The same in euro cents, rounded up."""
    return -(-volume_12m(now) * current_tenant().coin_value_cents // 100)


def balance_limit(now: datetime) -> int | None:
    """The most one resident may have, in minor units; None while no rules hold."""
    try:
        return rules_in_force(now).rules.pots.maximum_balance
    except NoRules:
        return None


def open_alarms() -> QuerySet[Alarm]:
    """Alarms that are not over, the oldest first."""
    return Alarm.objects.filter(over_at=None).order_by("raised_at")


def _is_near(value: int, limit: int) -> bool:
    return value * 100 >= limit * NEAR_PERCENT
