"""Which coins expire when, and what may be taken tonight: the arithmetic of `rules.expiry` in sets.

SQL that speaks of many residents at once; `expiring` asks the pure rules for one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Max
from django.utils.timezone import get_default_timezone_name, localdate, make_aware

from currency.errors import NoRules
from currency.models import Account, Entry, ExpiryNotice, Pot
from currency.queries.accounts import PERSONAL_POTS
from currency.queries.rules import rules_in_force
from currency.rules.document import Expiry
from currency.rules.expiry import LEAST_NOTICE_DAYS, NOTICE_DAYS, of_age, what_expires
from tenants.people.models import Party

# `rules.expiry.last_day` of a column with a day of receipt; PostgreSQL ends months alike.
LAST_DAY: Final = """
    CASE WHEN %(months)s::int IS NOT NULL
            THEN ({received} + make_interval(months => %(months)s::int))::date
        WHEN {received} <= %(on)s::date THEN %(on)s::date END"""
# Announced: told long enough ago, and under these rules not good for longer than was told. Of the
# balance all that came in since is left: the rest of it came in until then.
# Materialised, from the notices on: the planner knows little of notices written this morning.
DUE: Final = """
    WITH told AS MATERIALIZED (
        SELECT n.party_id, max(n.received_until) AS until FROM currency_expirynotice n
        WHERE n.party_id = ANY(%(holders)s) AND n.pot = %(pot)s
            AND n.settled_at IS NULL AND n.expires_on <= %(day)s
            AND (n.told_at AT TIME ZONE %(zone)s)::date <= %(told_until)s
            AND {last_day} <= n.expires_on
        GROUP BY n.party_id)
    SELECT a.id, a.holder_id, a.balance - a.held - a.floor,
        greatest(0, a.balance - coalesce((
            SELECT sum(e.amount) FROM currency_entry e
            JOIN currency_transfer t ON t.id = e.transfer_id
            WHERE e.account_id = a.id AND e.amount > 0
                AND t.at >= (least(told.until, %(cutoff)s::date) + 1)::timestamp
                    AT TIME ZONE %(zone)s), 0))
    FROM told
    JOIN currency_account a
        ON a.holder_id = told.party_id AND a.pot = %(pot)s AND a.unit = 'coin' AND a.slot = 0
    WHERE %(cutoff)s::date IS NOT NULL
    ORDER BY a.id""".format(last_day=LAST_DAY.format(received="n.received_until"))  # noqa: S608 - only what stands here
CANDIDATES: Final = """
    SELECT DISTINCT a.id, a.holder_id FROM currency_expirynotice n
    JOIN currency_account a
        ON a.holder_id = n.party_id AND a.pot = n.pot AND a.unit = 'coin' AND a.slot = 0
    WHERE n.pot = %(pot)s AND n.settled_at IS NULL AND n.expires_on <= %(day)s
        AND (n.told_at AT TIME ZONE %(zone)s)::date <= %(told_until)s
    ORDER BY a.id"""


@dataclass(frozen=True)
class Due:
    """What of one account expires tonight, and what of it is free to be taken. Minor units."""

    account_id: int
    holder_id: UUID
    available: int
    amount: int


@dataclass(frozen=True)
class Expiring:
    """Coins of a pot that are good until the end of a day. Minor units."""

    pot: Pot
    last_day: date
    amount: int


def accounts_to_settle(pot: Pot, *, day: date) -> Sequence[tuple[int, UUID]]:
    """Accounts with a notice whose day is over, with their holders, in id order."""
    return [(row[0], row[1]) for row in _rows(CANDIDATES, _asked(pot, Expiry(), day))]


def due_tonight(pot: Pot, expiry: Expiry, *, day: date, holders: Iterable[UUID]) -> Sequence[Due]:
    """What expires of these holders' pots now that `day` is over: only what was announced in time.

    In the order of the accounts.
    """
    asked = _asked(pot, expiry, day) | {"holders": list(holders), "cutoff": of_age(expiry, day)}
    return [Due(*row) for row in _rows(DUE, asked)]


def expiring(holder: Party, now: datetime) -> Sequence[Expiring]:
    """What the holder loses within 30 days if nothing is spent, the first day first."""
    try:
        pots = rules_in_force(now).rules.pots
    except NoRules:
        return []
    today = localdate(now)
    found = [
        Expiring(pot, last, amount)
        for pot in PERSONAL_POTS
        if pots.of(pot).expiry.kind != "never"
        for last, amount in _expiring_of(holder, pot, pots.of(pot).expiry, today)
        if last <= today + timedelta(days=max(NOTICE_DAYS))
    ]
    return sorted(found, key=lambda one: (one.last_day, one.pot))


def _expiring_of(
    holder: Party, pot: Pot, expiry: Expiry, today: date
) -> Sequence[tuple[date, int]]:
    account = Account.objects.filter(holder=holder, pot=pot, balance__gt=0).first()
    if account is None:
        return []
    # What was announced later than its term, under rules that changed, is good until then.
    told = ExpiryNotice.objects.filter(party=holder, pot=pot, settled_at=None).aggregate(
        until=Max("received_until"), last=Max("expires_on")
    )
    soonest = today + timedelta(days=LEAST_NOTICE_DAYS)
    received = [
        (localdate(at), amount)
        for at, amount in Entry.objects.filter(account=account, amount__gt=0).values_list(
            "transfer__at", "amount"
        )
    ]
    days: dict[date, int] = {}
    for last, amount in what_expires(expiry, balance=account.balance, received=received).items():
        day = last if last >= today else (told["last"] or soonest)
        days[day] = days.get(day, 0) + amount
    return list(days.items())


def notice_to_tell_of(notice_id: int) -> ExpiryNotice | None:
    """A notice whose night has not come yet and whose resident can be written to."""
    return (
        ExpiryNotice.objects.filter(id=notice_id, settled_at=None, party__person__is_active=True)
        .select_related("party__person")
        .first()
    )


def start_of(day: date) -> datetime:
    """The first moment of a day in Amsterdam."""
    return make_aware(datetime.combine(day, time.min))


def terms_of(expiry: Expiry) -> Mapping[str, Any]:
    """The parameters that `LAST_DAY` asks for."""
    return {
        "months": expiry.months if expiry.kind == "months" else None,
        "on": expiry.on if expiry.kind == "date" else None,
    }


def _asked(pot: Pot, expiry: Expiry, day: date) -> dict[str, Any]:
    return {
        **terms_of(expiry), "pot": pot.value, "day": day, "zone": get_default_timezone_name(),
        "told_until": day - timedelta(days=LEAST_NOTICE_DAYS),
    }  # fmt: skip


def _rows(statement: str, asked: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return list(cursor.fetchall())
