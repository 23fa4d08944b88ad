"""Keeping how the coins were covered at the end of each day. Days are sealed before they are kept.

What is kept comes from the ledger as it was at midnight, so a day that was missed is made up for.
"""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from currency import queries
from currency.models import CoverDay, DaySeal, ProgrammeDay
from currency.rules.days import begins, ends, year_before
from tenants.schema import current_schema

DAYS_AT_ONCE: Final = 400


def keep_cover_days(*, now: datetime, limit: int = DAYS_AT_ONCE) -> int:
    """Keep up to `limit` sealed days that are not kept yet, the oldest first; answers how many.

    Safe to run twice; each day is a transaction of its own, so what was done stays done.
    """
    kept = CoverDay.objects.values("day")
    missing = DaySeal.objects.exclude(day__in=kept).order_by("day").values_list("day", flat=True)
    days = list(missing[:limit])
    for day in days:
        keep_cover_day(day=day, now=now)
    return len(days)


@transaction.atomic
def keep_cover_day(*, day: date, now: datetime) -> CoverDay:
    """The cover at the end of a day that is over. Twice is once; days before it are kept first."""
    assert day < localdate(now), "a day that still runs has no end to look at"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"cover {current_schema()}"]
        )
    earlier = CoverDay.objects.filter(day=day).first()
    if earlier:
        return earlier
    money = queries.cover(ends(day))
    paid = queries.paid_between(begins(day), ends(day))
    made = CoverDay.objects.create(
        day=day,
        euros=money.euros,
        needed=money.needed,
        coins=money.coins,
        owed_by_others=money.owed_by_others,
        due_cents=money.due_cents,
        coin_value_cents=money.coin_value_cents,
        paid=paid,
        volume_12m=paid + _paid_before(day),
        largest_balance=queries.largest_balance(ends(day)),
    )
    _keep_programmes(made, now)
    return made


def _paid_before(day: date) -> int:
    """Minor units paid in the twelve months up to a day, without that day."""
    kept = CoverDay.objects.filter(day__gt=year_before(day), day__lt=day)
    return kept.aggregate(total=Sum("paid"))["total"] or 0


def _keep_programmes(made: CoverDay, now: datetime) -> None:
    is_last_night = made.day == localdate(now) - timedelta(days=1)
    ProgrammeDay.objects.bulk_create(
        ProgrammeDay(
            day=made,
            programme=budget.programme,
            funded=budget.funded,
            spent=budget.spent,
            reserved=budget.reserved if is_last_night else None,
        )
        for budget in queries.budgets(ends(made.day))
        if budget.funded or budget.programme.starts_on <= made.day
    )
