"""A ledger of 10 M entries: built once (two minutes), kept in var/ for the runs that follow."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from tenants.models import Tenant
from tenants.queries import tenant_by_schema
from tenants.schema import looking_at
from tests import database

ENTRIES: Final = 10_000_000
SCHEMA: Final = "heerlen"
FILL: Final = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
TABLES: Final = ("currency_entry", "currency_transfer")
# Everything that would be kept up to date row by row is taken away and made again at the end.
CONSTRAINTS: Final = """
    SELECT conname, pg_get_constraintdef(oid), contype::text FROM pg_constraint
    WHERE conrelid = %s::regclass AND contype IN ('p', 'u', 'f')
    ORDER BY contype = 'f', contype = 'u'"""
INDEXES: Final = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = %s::regclass"""


@contextmanager
def big_ledger() -> Iterator[Tenant]:
    """Lead all connections to it meanwhile."""
    with database.kept(FILL + Path(__file__).read_text(encoding="utf-8"), _build):
        yield tenant_by_schema(SCHEMA)


def party(name: str) -> UUID:
    """The id of "payer0", "shop1": of each kind 0 is the busy one, with 1 M entries."""
    return UUID(hashlib.md5(name.encode(), usedforsecurity=False).hexdigest())


def _build() -> None:
    print("\nbuilding a ledger of 10 M entries, once: it is kept in var/", flush=True)
    with looking_at(SCHEMA):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
            cursor.execute("SET LOCAL statement_timeout = 0")
            again = [statement for table in TABLES for statement in _taken_away(table)]
            # Emptied by the transaction that fills it, a table is written without a log.
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                cursor.execute(f"TRUNCATE {table}")
            cursor.execute(FILL)
            for statement in sorted(again, key=lambda found: "FOREIGN KEY" in found):
                cursor.execute(statement)
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("VACUUM ANALYZE currency_entry, currency_transfer, currency_account")


def _taken_away(table: str) -> list[str]:
    """Drop a table's keys and indexes; the statements that make them again."""
    again = []
    with connection.cursor() as cursor:
        cursor.execute(CONSTRAINTS, [table])
        for name, definition, kind in cursor.fetchall():
            valid = " NOT VALID" if kind == "f" else ""
            again.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}{valid}')
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT IF EXISTS "{name}" CASCADE')
        cursor.execute(INDEXES, [table])
        for name, definition in cursor.fetchall():
            again.append(definition)
            cursor.execute(f"DROP INDEX {name}")
    return again
