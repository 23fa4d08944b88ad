"""Raising an alarm when a watched figure crosses its bound, once, and ending it when it is back."""

from datetime import datetime
from typing import Final

from django.db import transaction

from currency import queries
from currency.models import Alarm
from tenants.people.queries import people_who_may
from tenants.trail.services import audit, tell

# Who answers for the euros behind the coins is told.
TOLD: Final = "deposit-cover"


def watch_figures(*, now: datetime) -> int:
    """Look at every watched figure; answers how many alarms are new. Safe to run twice."""
    return sum(_look_at(reading, now) for reading in queries.readings(now))


@transaction.atomic
def _look_at(reading: queries.Reading, now: datetime) -> bool:
    still_open = Alarm.objects.filter(kind=reading.kind, over_at=None)
    if not reading.is_over:
        still_open.update(over_at=now)
        return False
    # Of two that look at once, one makes the row and tells of it.
    alarm, is_new = Alarm.objects.get_or_create(
        kind=reading.kind,
        over_at=None,
        defaults={"value": reading.value, "limit": reading.limit, "raised_at": now},
    )
    if is_new:
        audit(verb="raise-alarm", thing="alarm", thing_id=alarm.id, actor=None,
              kind=alarm.kind, value=alarm.value, limit=alarm.limit)  # fmt: skip
        for person in people_who_may(TOLD):
            tell("alarm.raised", alarm=alarm.id, person=person.id)
    return is_new
