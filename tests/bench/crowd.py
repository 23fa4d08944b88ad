"""A town with many people, filled by the set: residents with coins, shops, requests, entries.

The same numbers each time. Filled past the service, so its proof does not hold: only for timing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import uuid4

from django.db import connection, transaction

from currency.models import Pot, Transfer
from currency.services.posting import Share, post_run
from tenants.people.models import Party
from tests.cast import NOW, Town

RESIDENTS: Final = 10_000
SHOPS: Final = 200
PEOPLE: Final = """
    WITH party AS (
        INSERT INTO people_party (id, kind, name, reference, category)
        SELECT md5(%(kind)s || n)::uuid, %(kind)s, %(kind)s || ' ' || n, '', ''
        FROM generate_series(1, %(count)s) n RETURNING id)
    INSERT INTO currency_account (holder_id, pot, unit, slot, balance, held, floor, last_seq)
    SELECT id, %(pot)s, 'coin', 0, %(balance)s, 0, 0, 0 FROM party"""
REQUESTS: Final = """
    INSERT INTO currency_paymentrequest
        (id, code, payee_id, amount, description, desk, key, created_at, expires_at, state)
    SELECT md5(code)::uuid, code,
        (%(shops)s::bigint[])[1 + n %% cardinality(%(shops)s::bigint[])], 125, '', 'Kassa 1',
        gen_random_uuid(), %(now)s, %(now)s + interval '1 day', 'open'
    FROM generate_series(1, %(count)s) n,
        LATERAL (SELECT %(town)s || upper(lpad(to_hex(%(first)s + n), 6, '0')) AS code) named
    RETURNING code"""
LIVED_IN: Final = (
    "people_party", "people_person", "people_seat", "currency_account", "currency_transfer",
    "currency_entry", "currency_counter", "currency_ruleset", "currency_paymentrequest",
    "trail_outboxevent",
)  # fmt: skip
COUNTERS: Final = """
    INSERT INTO currency_counter (name, subject, period, used)
    SELECT 'paid-per-day', holder_id, '2026-11-23', 125 FROM currency_account
    WHERE pot = 'earned'"""
HISTORY: Final = """
    WITH transfer AS (
        INSERT INTO currency_transfer (key, digest, kind, at, facts)
        SELECT gen_random_uuid(), '\\x00', 'gift', %(until)s - n * interval '1 minute', '{}'
        FROM generate_series(1, %(count)s) n RETURNING id)
    INSERT INTO currency_entry (account_id, seq, transfer_id, amount, balance_after)
    SELECT account, 1000000 + id, id,
        CASE account WHEN %(holder)s THEN 1 ELSE -1 END, 0
    FROM transfer, unnest(ARRAY[%(holder)s, %(other)s]::bigint[]) account"""


@dataclass
class Crowd:
    """The people of a town, and requests that nobody has paid yet."""

    town: Town
    residents: list[Party]
    shops: list[int]
    asked: int = 0

    def ask(self, requests: int, shops: Sequence[int] | None = None) -> list[str]:
        """The codes of so many new requests of 1,25, spread over the shops' accounts.

        Of the n-th ever asked the code ends in that number, and its digest is the id.
        """
        first, self.asked = self.asked, self.asked + requests
        facts = {
            "town": self.town.tenant.code, "first": first,
            "count": requests, "now": NOW, "shops": list(shops or self.shops),
        }  # fmt: skip
        with self.town.here(), connection.cursor() as cursor:
            cursor.execute(REQUESTS, facts)
            return [row[0] for row in cursor.fetchall()]


def fill(town: Town) -> Crowd:
    """A crowd in the town, and shops."""
    with town.here(), transaction.atomic(), connection.cursor() as cursor:
        people = {"kind": "person", "pot": "earned", "balance": 10**9, "count": RESIDENTS}
        shops = {"kind": "merchant", "pot": "merchant", "balance": 0, "count": SHOPS}
        for facts in (people, shops):
            cursor.execute(PEOPLE, facts)
        # Limits are counted and never reached.
        most = 100_000_000_00
        town.rules(
            payments={"maximum": most, "maximum_per_day": most},
            pots={"maximum_balance": most},
        )
        residents = list(
            Party.objects.filter(kind=Party.Kind.PERSON, accounts__isnull=False).order_by("id")
        )
    crowd = Crowd(town, residents, account_ids(town, "merchant"))
    _live_in(crowd)
    return crowd


def _live_in(crowd: Crowd) -> None:
    """What a town has after its first days, so that the planner knows its tables as of then."""
    house, earned = crowd.town.account(None, Pot.ISSUED), account_ids(crowd.town, "earned")
    crowd.ask(RESIDENTS)
    with crowd.town.here(), connection.cursor() as cursor:
        shares = [Share(uuid4(), account, 100) for account in earned]
        post_run(kind=Transfer.Kind.GIFT, house_id=house, shares=shares, at=NOW,
                 event="reward.posted")  # fmt: skip
        cursor.execute(COUNTERS)
        cursor.execute(f"VACUUM ANALYZE {', '.join(LIVED_IN)}")


def account_ids(town: Town, pot: str) -> list[int]:
    """The accounts of a purpose."""
    with town.here(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM currency_account WHERE pot = %s ORDER BY id", [pot])
        return [row[0] for row in cursor.fetchall()]


def give_a_past(town: Town, holder: Party, entries: int, *, until: datetime) -> None:
    """So many entries on what somebody earned, a minute apart."""
    facts = {
        "holder": town.account(holder, Pot.EARNED), "other": town.account(None, Pot.ISSUED),
        "count": entries, "until": until,
    }  # fmt: skip
    with town.here(), unguarded(), connection.cursor() as cursor:
        cursor.execute(HISTORY, facts)
        cursor.execute("ANALYZE")


@contextmanager
def unguarded() -> Iterator[None]:
    """Without the ledger's triggers, which would judge each of the rows."""
    tables = ("currency_transfer", "currency_entry")
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
