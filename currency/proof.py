"""Proving the ledger: everything that must be true of it, asked of the database, set by set.

`heitje ledger verify` prints what this finds; an empty list is the proof.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django_tenants.utils import schema_context

from currency.models import DaySeal
from currency.proof_screen import passes_the_screen
from currency.seals import broken_seal

SEALED: Final = "sealed days are as they were sealed"


@dataclass(frozen=True)
class Finding:
    """A promise that does not hold, and the first row that shows it."""

    promise: str
    row: str


# Each query answers the rows at fault, the first one first.
PROMISES: Final[Mapping[str, str]] = {
    "the entries of a transfer sum to zero in each unit": """
        SELECT 'transfer ' || e.transfer_id || ', ' || a.unit || ' off by ' || sum(e.amount)
        FROM currency_entry e JOIN currency_account a ON a.id = e.account_id
        GROUP BY e.transfer_id, a.unit HAVING sum(e.amount) <> 0 ORDER BY e.transfer_id LIMIT 1""",
    "a transfer has at least two entries": """
        SELECT 'transfer ' || t.id || ' has ' || count(e.seq)
        FROM currency_transfer t LEFT JOIN currency_entry e ON e.transfer_id = t.id
        GROUP BY t.id HAVING count(e.seq) < 2 ORDER BY t.id LIMIT 1""",
    "the entries of an account are numbered without a gap": """
        SELECT 'account ' || account_id || ' after entry ' || before FROM (
            SELECT account_id, seq, lag(seq, 1, 0::bigint)
                OVER (PARTITION BY account_id ORDER BY seq) AS before
            FROM currency_entry) numbered
        WHERE seq <> before + 1 ORDER BY account_id, seq LIMIT 1""",
    "each entry carries the balance its amount leads to": """
        SELECT 'account ' || account_id || ' entry ' || seq FROM (
            SELECT account_id, seq, amount, balance_after, lag(balance_after, 1, 0::bigint)
                OVER (PARTITION BY account_id ORDER BY seq) AS before
            FROM currency_entry) running
        WHERE balance_after <> before + amount ORDER BY account_id, seq LIMIT 1""",
    "an account's balance and number are those of its last entry": """
        SELECT 'account ' || a.id FROM currency_account a
        LEFT JOIN currency_entry e ON e.account_id = a.id AND e.seq = a.last_seq
        WHERE a.balance <> coalesce(e.balance_after, 0)
           OR a.last_seq <> coalesce(
                (SELECT max(seq) FROM currency_entry x WHERE x.account_id = a.id), 0)
        ORDER BY a.id LIMIT 1""",
    "no balance is below its floor and what is held": """
        SELECT 'account ' || id FROM currency_account
        WHERE floor IS NOT NULL AND balance < floor + held ORDER BY id LIMIT 1""",
    "what is held is the sum of the open holds": """
        SELECT 'account ' || a.id || ' holds ' || a.held FROM currency_account a
        LEFT JOIN currency_hold h ON h.account_id = a.id
        GROUP BY a.id HAVING a.held <> coalesce(sum(h.amount - h.captured - h.released), 0)
        ORDER BY a.id LIMIT 1""",
    "a hold's captures are the transfers that name it": """
        SELECT 'hold ' || h.id FROM currency_hold h
        LEFT JOIN currency_transfer t ON t.hold_id = h.id
        LEFT JOIN currency_entry e ON e.transfer_id = t.id AND e.account_id = h.account_id
        GROUP BY h.id HAVING h.captured <> coalesce(-sum(e.amount), 0) ORDER BY h.id LIMIT 1""",
    "a paid request stands with the transfer that has its key": """
        SELECT 'request ' || r.id FROM currency_paymentrequest r
        JOIN currency_transfer t ON t.id = r.transfer_id WHERE t.key <> r.id
        ORDER BY r.id LIMIT 1""",
    "a payment stands with the request whose key it has": """
        SELECT 'transfer ' || t.id FROM currency_transfer t
        JOIN currency_paymentrequest r ON r.id = t.key
        WHERE t.kind IN ('payment', 'receipt-abroad') AND r.transfer_id IS DISTINCT FROM t.id
        ORDER BY t.id LIMIT 1""",
    "a reversal is the mirror image of what it reverses": """
        SELECT 'transfer ' || t.id FROM currency_transfer t
        JOIN currency_entry e ON e.transfer_id IN (t.id, t.reverses_id)
        WHERE t.reverses_id IS NOT NULL
        GROUP BY t.id, e.account_id HAVING sum(e.amount) <> 0 ORDER BY t.id LIMIT 1""",
    "no pot gets more back of a payment than it gave": """
        SELECT 'transfer ' || e.payment FROM (
            SELECT coalesce(t.refunds_id, t.reverses_id) AS payment, e.account_id, e.amount
            FROM currency_transfer t JOIN currency_entry e ON e.transfer_id = t.id
            WHERE e.amount > 0 AND coalesce(t.refunds_id, t.reverses_id) IN (
                SELECT refunds_id FROM currency_transfer WHERE refunds_id IS NOT NULL)) e
        LEFT JOIN currency_entry paid
            ON paid.transfer_id = e.payment AND paid.account_id = e.account_id
        GROUP BY e.payment, e.account_id, paid.amount
        HAVING sum(e.amount) > coalesce(-paid.amount, 0) ORDER BY e.payment LIMIT 1""",
}

# What `passes_the_screen` finds to hold needs no query that groups or sorts all entries.
SCREENED: Final = frozenset(list(PROMISES)[:5])


def verify_ledger(
    schema_name: str, told: Callable[[int, int], None] = lambda step, steps: None
) -> list[Finding]:
    """Every promise of one tenant's ledger; returns those that do not hold.

    `told` hears before each step how many are done, and of how many: a promise is one, a sealed
    day another.
    """
    findings = []
    with schema_context(schema_name), connection.cursor() as cursor:
        steps = len(PROMISES) + DaySeal.objects.count()
        screened = SCREENED if passes_the_screen() else frozenset()
        for step, (promise, query) in enumerate(PROMISES.items()):
            told(step, steps)
            if promise in screened:
                continue
            cursor.execute(query)
            row = cursor.fetchone()
            if row:
                findings.append(Finding(promise, str(row[0])))
        broken = broken_seal(lambda days: told(len(PROMISES) + days, steps))
        if broken:
            findings.append(Finding(SEALED, broken))
    return findings
