"""Sealing days that are over."""

from datetime import datetime

from django.db import connection, transaction

from currency.models import DaySeal
from currency.seals import NOTHING_BEFORE, content_of, days_to_seal, seal_of
from tenants.schema import current_schema


@transaction.atomic
def seal_days(*, now: datetime) -> int:
    """Seal every day that is over and not sealed yet; answers how many. Safe to run twice.

    One run at a time in a town: a second one waits, and finds nothing left to do.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"seal {current_schema()}"]
        )
    days = days_to_seal(now)
    newest = DaySeal.objects.order_by("-day").first()
    previous = bytes(newest.digest) if newest else NOTHING_BEFORE
    for day in days:
        content = content_of(day)
        digest = seal_of(previous=previous, day=day, content=content)
        DaySeal.objects.create(
            day=day,
            transfers=content.transfers,
            entries=content.entries,
            content=content.digest,
            previous=previous,
            digest=digest,
            sealed_at=now,
        )
        previous = digest
    return len(days)
