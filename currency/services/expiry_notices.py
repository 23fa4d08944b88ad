"""Telling residents what will expire: 30 and 7 days before, once each, for all of them at once.

One statement a pot writes the notices and an outbox event for each; the letters follow from there.
What was never announced, because a new version of the rules made its term shorter, is good for at
least another seven days.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.utils.timezone import get_default_timezone_name, localdate

from currency import queries
from currency.models import Pot
from currency.queries.expiring import LAST_DAY, terms_of
from currency.rules.document import Expiry
from currency.rules.expiry import NOTICE_DAYS

# Lots are what is left of each day's receipts: what was spent came in first. What came in today
# counts as the newest, and is announced tomorrow, when the day is whole. An earlier notice counts
# where it named the day that holds under these rules, or the soonest day it could name.
TELL: Final = """
    WITH received AS (
        SELECT a.id, a.holder_id, a.balance, sum(e.amount) AS amount,
            (t.at AT TIME ZONE %(zone)s)::date AS came_in
        FROM currency_account a
        JOIN people_party p ON p.id = a.holder_id AND p.kind = 'person'
        JOIN currency_entry e ON e.account_id = a.id AND e.amount > 0
        JOIN currency_transfer t ON t.id = e.transfer_id
        WHERE a.pot = %(pot)s AND a.unit = 'coin' AND a.balance > 0
        GROUP BY a.id, came_in
    ), lots AS (
        SELECT holder_id, came_in, {last_of_lot} AS last, least(amount, balance - coalesce(
            sum(amount) OVER (PARTITION BY id ORDER BY came_in DESC
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)) AS left_over
        FROM received
    ), told AS (
        SELECT n.party_id, max(n.received_until) AS ever,
            max(n.received_until) FILTER (WHERE n.days_before = %(near)s) AS near
        FROM currency_expirynotice n
        WHERE n.pot = %(pot)s AND n.settled_at IS NULL
            AND ({last_of_notice} = n.expires_on OR {last_of_notice} < n.expires_on
                AND n.expires_on <= (n.told_at AT TIME ZONE %(zone)s)::date + %(near)s)
        GROUP BY n.party_id
    ), wanted AS (
        SELECT holder_id, came_in, left_over,
            CASE WHEN last > %(soon)s THEN %(far)s ELSE %(near)s END AS days_before,
            CASE WHEN came_in <= told.ever THEN last ELSE greatest(last, %(soon)s) END AS expires_on
        FROM lots LEFT JOIN told ON told.party_id = lots.holder_id
        WHERE left_over > 0 AND came_in < %(today)s AND last <= %(later)s
            AND (last > %(soon)s OR told.near IS NULL OR came_in > told.near)
            AND (last >= %(today)s OR told.ever IS NULL OR came_in > told.ever)
    ), written AS (
        INSERT INTO currency_expirynotice
            (party_id, pot, expires_on, received_until, days_before, amount, told_at)
        SELECT holder_id, %(pot)s, expires_on, max(came_in), days_before, sum(left_over), %(now)s
        FROM wanted GROUP BY holder_id, expires_on, days_before
        ON CONFLICT (party_id, pot, expires_on, days_before) DO NOTHING RETURNING id
    ), told_of AS (
        INSERT INTO trail_outboxevent
            (kind, facts, created_at, next_try_at, attempts, last_error)
        SELECT 'coins.expiring', jsonb_build_object('notice', id), %(now)s, %(now)s, 0, ''
        FROM written RETURNING 1
    )
    SELECT count(*) FROM told_of""".format(  # noqa: S608 - only what stands here
    last_of_lot=LAST_DAY.format(received="came_in"),
    last_of_notice=LAST_DAY.format(received="n.received_until"),
)


def tell_of_expiry(*, now: datetime) -> int:
    """Announce what expires within 30 days; returns how many notices were written. Raises NoRules.

    Run again the same day it writes nothing more; a day that was left out is made up for.
    """
    pots = queries.rules_in_force(now).rules.pots
    return sum(
        _tell(pot, pots.of(pot).expiry, now)
        for pot in queries.PERSONAL_POTS
        if pots.of(pot).expiry.kind != "never"
    )


@transaction.atomic
def _tell(pot: Pot, expiry: Expiry, now: datetime) -> int:
    far, near = max(NOTICE_DAYS), min(NOTICE_DAYS)
    today = localdate(now)
    asked = {
        **terms_of(expiry), "pot": pot.value, "zone": get_default_timezone_name(), "now": now,
        "today": today, "soon": today + timedelta(days=near), "later": today + timedelta(days=far),
        "far": far, "near": near,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(TELL, asked)
        (told,) = cursor.fetchone() or (0,)
    return int(told)
