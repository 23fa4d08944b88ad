"""The euros set aside against the coins that exist: now, and as it was at a moment in the past.

A balance in the past is today's balance without what was posted since. That is exact also around
midnight, where the order in which an account was written is not the order of `posted_at`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from currency.models import Pot, Transfer
from currency.queries.accounts import PERSONAL_POTS
from tenants.queries import current_tenant

# What the coin was used for as a means of payment; what is given back does not undo a use.
PAYING: Final = (
    Transfer.Kind.PAYMENT, Transfer.Kind.PAYMENT_ABROAD, Transfer.Kind.PERSONAL,
    Transfer.Kind.TRADE,
)  # fmt: skip
# Without a moment nothing is younger, and these are the balances of now.
STOOD: Final = """
    WITH after AS (
        SELECT e.account_id, sum(e.amount) AS moved FROM currency_transfer t
        JOIN currency_entry e ON e.transfer_id = t.id
        WHERE t.posted_at >= %(moment)s::timestamptz GROUP BY e.account_id
    ), stood AS (
        SELECT a.id, a.holder_id, a.pot, a.balance - coalesce(after.moved, 0) AS balance
        FROM currency_account a LEFT JOIN after ON after.account_id = a.id
    )"""
SUMS: Final = f"""{STOOD}
    SELECT pot, p.kind = 'system', coalesce(sum(balance) FILTER (WHERE balance > 0), 0)::bigint,
        coalesce(sum(balance) FILTER (WHERE balance < 0), 0)::bigint
    FROM stood JOIN people_party p ON p.id = holder_id GROUP BY 1, 2"""  # noqa: S608 - both parts stand here
LARGEST: Final = f"""{STOOD}
    SELECT coalesce(max(has), 0)::bigint FROM (
        SELECT sum(balance) AS has FROM stood WHERE pot = ANY(%(pots)s) GROUP BY holder_id
    ) holders"""  # noqa: S608 - both parts stand here
PAID: Final = """
    SELECT coalesce(sum(e.amount), 0)::bigint FROM currency_transfer t
    JOIN currency_entry e ON e.transfer_id = t.id JOIN currency_account a ON a.id = e.account_id
    WHERE t.posted_at >= %(since)s AND t.posted_at < %(until)s AND t.kind = ANY(%(kinds)s)
        AND e.amount > 0 AND a.unit = 'coin'"""


@dataclass(frozen=True)
class Cover:
    """Euros set aside against coins that exist. Cents, and minor units of the coin.

    `coins` counts every coin that somebody may one day bring to a shop: budgets, residents,
    organisations, shops and what other tenants hold; coins that came in from other tenants are
    covered by what those tenants owe (`owed_by_others`), and once a clearing turned that into a
    debt in euros, by that debt until it is paid (`due_cents`).
    """

    euros: int
    coins: int
    owed_by_others: int
    coin_value_cents: int
    due_cents: int = 0

    @property
    def needed(self) -> int:
        """Cents that must be set aside for the coins that exist."""
        own = self.coins - self.owed_by_others
        return -(-own * self.coin_value_cents // 100) - self.due_cents

    @property
    def room(self) -> int:
        """Minor units of the coin that may still be issued."""
        return max(0, (self.euros - self.needed) * 100 // self.coin_value_cents)

    @property
    def percent(self) -> int | None:
        """Cover in whole per cents, rounded down; None while there are no coins."""
        return self.euros * 100 // self.needed if self.needed > 0 else None

    @property
    def is_short(self) -> bool:
        """Whether there are more coins than euros for them."""
        return self.euros < self.needed


def cover(moment: datetime | None = None) -> Cover:
    """The tenant's cover as it was just before `moment`; None: now."""
    above: dict[str, int] = {}
    below: dict[str, int] = {}
    due = 0
    for pot, is_house, plus, minus in rows_of(SUMS, moment=moment):
        above[pot] = above.get(pot, 0) + plus
        below[pot] = below.get(pot, 0) + minus
        if pot == Pot.EURO_CLEARING and is_house:
            due = plus + minus
    kept = (Pot.PROGRAMME, *PERSONAL_POTS, Pot.ORGANISATION, Pot.MERCHANT)
    return Cover(
        euros=above.get(Pot.COVER, 0) + below.get(Pot.COVER, 0),
        coins=above.get(Pot.CLEARING, 0) + sum(above.get(pot, 0) for pot in kept),
        owed_by_others=-below.get(Pot.CLEARING, 0),
        coin_value_cents=current_tenant().coin_value_cents,
        due_cents=due,
    )


def largest_balance(moment: datetime | None = None) -> int:
    """The most one resident had over all pots just before `moment`, in minor units; None: now."""
    ((found,),) = rows_of(LARGEST, moment=moment, pots=[str(pot) for pot in PERSONAL_POTS])
    return int(found)


def paid_between(since: datetime, until: datetime) -> int:
    """Minor units paid with the tenant's own coins, by when it was posted; `until` is not in it."""
    kinds = [str(kind) for kind in PAYING]
    ((found,),) = rows_of(PAID, since=since, until=until, kinds=kinds)
    return int(found)


def rows_of(statement: str, **parameters: Any) -> list[tuple[Any, ...]]:
    """What the database answers to a question about the whole ledger."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
