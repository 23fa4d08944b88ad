"""Telling everybody that the coin ends: when it is decided, and 30 and 7 days before each day.

One row a notice says that all were told; the same statement writes an outbox event for each person.
"""

from datetime import date, datetime
from typing import Final

from django.db import connection, transaction
from django.utils.timezone import localdate

from currency import queries
from currency.models import EndNotice
from currency.queries import CoinEnd
from currency.rules.expiry import NOTICE_DAYS

What = EndNotice.What
# The last redemption concerns who works for a shop alone.
TELL: Final = """
    INSERT INTO trail_outboxevent (kind, facts, created_at, next_try_at, attempts, last_error)
    SELECT 'coin.ending', jsonb_build_object('person', p.id), %(now)s, %(now)s, 0, ''
    FROM people_person p
    WHERE p.is_active AND (NOT %(only_shops)s OR EXISTS (
        SELECT 1 FROM people_seat s JOIN people_party shop ON shop.id = s.party_id
        WHERE s.person_id = p.id AND shop.kind = 'merchant'))"""


@transaction.atomic
def tell_of_the_end(*, now: datetime) -> int:
    """Announce what is due; returns how many letters will be written. Again the same day: none.

    Whoever reads today that it was decided reads all the days at once: what is due for them by
    then counts as told.
    """
    end = queries.coin_end(now)
    if end is None:
        return 0
    today = localdate(now)
    is_new = end.may_spend and _told_now(What.SPENDING, end.last_spending_on, None, now)
    told = _tell(only_shops=False, now=now) if is_new else 0
    for what, on in _days(end):
        left = (on - today).days
        due = [days for days in NOTICE_DAYS if 0 <= left <= days]
        # Of two that are due at once one letter is enough.
        fresh = [days for days in due if _told_now(what, on, days, now)]
        if fresh and not is_new:
            told += _tell(only_shops=what == What.REDEMPTION, now=now)
    return told


def _days(end: CoinEnd) -> tuple[tuple[EndNotice.What, date], ...]:
    return (
        (What.EARNING, end.last_earning_on),
        (What.SPENDING, end.last_spending_on),
        (What.REDEMPTION, end.last_redemption_on),
    )


def _told_now(what: EndNotice.What, on: date, days_before: int | None, now: datetime) -> bool:
    """Whether this is the first time; another run at the same moment waits and hears no."""
    _row, is_new = EndNotice.objects.get_or_create(
        what=what, on=on, days_before=days_before, defaults={"told_at": now}
    )
    return is_new


def _tell(*, only_shops: bool, now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(TELL, {"only_shops": only_shops, "now": now})
        return int(cursor.rowcount)
