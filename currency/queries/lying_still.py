"""What lay in residents' pots a whole month: the least that each account had, in one set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection

from currency.models import Pot
from currency.queries.expiring import start_of

# What stood there when the month began, and the least after any entry of the month. Read from the
# newest entry back, so an account's older history costs nothing.
LOWEST: Final = """
    SELECT a.id, a.balance - a.held - a.floor,
        least(coalesce(opening.balance_after, 0), month.lowest)
    FROM currency_account a
    LEFT JOIN LATERAL (
        SELECT e.seq, e.balance_after FROM currency_entry e
        JOIN currency_transfer t ON t.id = e.transfer_id
        WHERE e.account_id = a.id AND t.at < %(since)s
        ORDER BY e.seq DESC LIMIT 1) opening ON true
    LEFT JOIN LATERAL (
        SELECT min(e.balance_after) AS lowest FROM currency_entry e
        JOIN currency_transfer t ON t.id = e.transfer_id
        WHERE e.account_id = a.id AND e.seq > coalesce(opening.seq, 0) AND t.at < %(until)s
        ) month ON true
    WHERE a.id = ANY(%(accounts)s) ORDER BY a.id"""
# Whoever has nothing now has nothing to lose.
CANDIDATES: Final = """
    SELECT a.id FROM currency_account a JOIN people_party p ON p.id = a.holder_id
    WHERE p.kind = 'person' AND a.pot = %(pot)s AND a.unit = 'coin' AND a.id > %(after)s
        AND a.balance - a.held > a.floor
    ORDER BY a.id LIMIT %(limit)s"""


@dataclass(frozen=True)
class Still:
    """An account, what of it is free, and the least it had the whole month. Minor units."""

    account_id: int
    available: int
    lowest: int


def accounts_lying_still(pot: Pot, *, after: int, limit: int) -> Sequence[int]:
    """Residents' accounts with something free in them, in id order, beyond `after`."""
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, {"pot": pot.value, "after": after, "limit": limit})
        return [account_id for (account_id,) in cursor.fetchall()]


def lay_still(accounts: Sequence[int], *, first: date, last: date) -> Sequence[Still]:
    """The least that each of these accounts had from the first day to the last, both whole."""
    asked: dict[str, Any] = {
        "accounts": list(accounts), "since": start_of(first),
        "until": start_of(last + timedelta(days=1)),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(LOWEST, asked)
        return [Still(*row) for row in cursor.fetchall()]
