"""What the guards cost: posting with them, beside posting in a town that has none.

The guards: entries and transfers never change, a transfer sums to zero, a row points at a row.
"""

from pathlib import Path

from django.db import connection

from tests.bench.crowd import Crowd
from tests.bench.measuring import compare
from tests.bench.posting import posting_script
from tests.bench.workers import pgbench

TABLES = ("currency_transfer", "currency_entry")
FOREIGN_KEYS = "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass"


def lay_bare(crowd: Crowd) -> None:
    """Take the ledger's guards away in this town."""
    with crowd.town.here(), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(FOREIGN_KEYS, [table])
            for (name,) in cursor.fetchall():
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def test_guards(crowd: Crowd, bare_crowd: Crowd, tmp_path: Path) -> None:
    lay_bare(bare_crowd)
    guarded, bare = posting_script(crowd), posting_script(bare_crowd)

    compare(
        "guards", "≥ 0.8", "postings a second of the processor", 7,
        {"guarded": lambda: pgbench(guarded, tmp_path),
         "bare": lambda: pgbench(bare, tmp_path)},
    )  # fmt: skip
