"""Reading the ledger for a replay: once through, in order, a few ten thousand rows at a time.

Each read is a statement by itself, so nothing is kept open while the draft judges. What is read is
never changed afterwards; what is posted meanwhile lies beyond `Window.last`.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from currency.replay.rows import Row

TRANSFERS_AT_ONCE: Final = 20_000
WINDOW: Final = """
    SELECT min(id), max(id) FROM currency_transfer WHERE at >= %s AND at < %s AND kind = ANY(%s)"""
TOTAL: Final = """
    SELECT count(*) FROM currency_transfer WHERE id >= %s AND id <= %s AND kind = ANY(%s)"""
ROWS: Final = """
    SELECT t.id, t.kind, (extract(epoch FROM t.at) * 1000000)::bigint, t.rules_id, o.id, o.kind,
        (extract(epoch FROM o.at) * 1000000)::bigint, e.account_id, e.amount
    FROM currency_transfer t
    JOIN currency_entry e ON e.transfer_id = t.id
    JOIN currency_account a ON a.id = e.account_id AND a.unit = 'coin'
    LEFT JOIN currency_transfer o ON o.id = coalesce(t.reverses_id, t.refunds_id)
    WHERE t.id >= %s AND t.id < %s AND e.transfer_id >= %s AND e.transfer_id < %s
        AND t.kind = ANY(%s)
    ORDER BY t.id, e.account_id"""
# What stood on each account before the first transfer of the window.
ACCOUNTS: Final = """
    SELECT a.id, a.holder_id, p.kind, p.category, a.pot, a.balance - coalesce(moved.amount, 0)
    FROM currency_account a
    JOIN people_party p ON p.id = a.holder_id
    LEFT JOIN (
        SELECT account_id, sum(amount) AS amount FROM currency_entry WHERE transfer_id >= %s
        GROUP BY account_id
    ) moved ON moved.account_id = a.id
    WHERE a.pot = ANY(%s) ORDER BY a.id"""
RECEIVED: Final = """
    SELECT e.account_id, (t.at AT TIME ZONE %s)::date, sum(e.amount)
    FROM currency_entry e JOIN currency_transfer t ON t.id = e.transfer_id
    JOIN currency_account a ON a.id = e.account_id
    WHERE a.pot = ANY(%s) AND e.amount > 0 AND e.transfer_id < %s
    GROUP BY 1, 2"""
LOWEST: Final = """
    SELECT e.account_id, min(least(e.balance_after, e.balance_after - e.amount))
    FROM currency_entry e JOIN currency_transfer t ON t.id = e.transfer_id
    JOIN currency_account a ON a.id = e.account_id
    WHERE a.pot = ANY(%s) AND t.at >= %s AND t.at < %s AND e.transfer_id < %s
    GROUP BY 1"""
YOUNG: Final = """
    SELECT e.account_id, t.id, (extract(epoch FROM t.at) * 1000000)::bigint,
        e.amount - coalesce((
            SELECT sum(back.amount)::bigint FROM currency_transfer r
            JOIN currency_entry back ON back.transfer_id = r.id AND back.amount > 0
            WHERE r.refunds_id = t.id AND r.id < %s), 0)
    FROM currency_entry e JOIN currency_transfer t ON t.id = e.transfer_id
    JOIN currency_account a ON a.id = e.account_id
    WHERE a.pot = 'merchant' AND e.amount > 0 AND t.at > %s AND e.transfer_id < %s
        AND t.reverses_id IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM currency_transfer r WHERE r.reverses_id = t.id AND r.id < %s)
    ORDER BY t.id"""
# Each reward is rounded up by itself, as it is counted.
EARNED: Final = """
    SELECT e.account_id, sum(sign(e.amount) * ((abs(e.amount) * %s + 99) / 100))
    FROM currency_entry e JOIN currency_transfer t ON t.id = e.transfer_id
    JOIN currency_account a ON a.id = e.account_id
    LEFT JOIN currency_transfer o ON o.id = t.reverses_id
    WHERE a.pot = 'earned' AND e.transfer_id < %s
        AND 'reward' IN (t.kind, o.kind) AND coalesce(o.at, t.at) >= %s
    GROUP BY 1"""


@dataclass(frozen=True)
class Window:
    """The transfers that are replayed: those with a number from `first` up to and with `last`."""

    first: int
    last: int
    total: int


@dataclass(frozen=True)
class Opening:
    """An account before the first transfer of the window. Minor units."""

    account: int
    holder: object
    kind: str
    category: str
    pot: str
    balance: int


def window(*, since: datetime, until: datetime, kinds: Sequence[str]) -> Window:
    """The transfers between two moments; `total` 0 where there are none.

    Numbers are in the order of posting, which is the order in which balances were judged.
    """
    ((first, last),) = _ask(WINDOW, [since, until, list(kinds)])
    if first is None:
        return Window(1, 0, 0)
    ((total,),) = _ask(TOTAL, [first, last, list(kinds)])
    return Window(first, last, total)


def rows(found: Window, kinds: Sequence[str]) -> Iterator[list[Row]]:
    """The legs of the window's transfers, by transfer, a good many at a time."""
    for start in range(found.first, found.last + 1, TRANSFERS_AT_ONCE):
        end = min(start + TRANSFERS_AT_ONCE, found.last + 1)
        yield _ask(ROWS, [start, end, start, end, list(kinds)])


def openings(found: Window, pots: Sequence[str]) -> Sequence[Opening]:
    """Accounts of these purposes as they were before the window."""
    return [Opening(*row) for row in _ask(ACCOUNTS, [found.first, list(pots)])]


def received_before(
    found: Window, pots: Sequence[str], zone: str
) -> dict[int, list[tuple[date, int]]]:
    """What came in before the window, by account and day."""
    days: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for account, day, amount in _ask(RECEIVED, [zone, list(pots), found.first]) if pots else ():
        days[account].append((day, int(amount)))
    return days


def lowest_between(
    found: Window, pots: Sequence[str], since: datetime, until: datetime
) -> dict[int, int]:
    """The least that accounts with entries between two moments held then, before the window."""
    return dict(_ask(LOWEST, [list(pots), since, until, found.first])) if pots else {}


def young_before(found: Window, after: datetime) -> list[tuple[int, int, int, int]]:
    """Receipts of shops after a moment and before the window, as (account, transfer, at, sum)."""
    return _ask(YOUNG, [found.first, after, found.first, found.first])


def rewarded_cents_before(found: Window, since: datetime, coin_cents: int) -> dict[int, int]:
    """What was earned by klussen from a moment up to the window, by account, in cents."""
    earned = _ask(EARNED, [coin_cents, found.first, since])
    return {account: int(cents) for account, cents in earned}


def _ask(statement: str, parameters: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[Any] = cursor.fetchall()
        return found
