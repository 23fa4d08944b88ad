"""Bringing every schema up to date, one process at a time and with a word on how far it is."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django_tenants.utils import schema_exists

from heitje.cli.progress import Report
from heitje.cli.trouble import Trouble
from tenants.queries import all_tenants
from tenants.services.tenants import keep_public_faces

# Any number that nobody else takes: "heitje" as bytes.
ONE_AT_A_TIME: Final = int.from_bytes(b"heitje")
PATIENCE_S: Final = 120.0
WITHOUT_LIMITS: Final = "-c timezone=UTC"


def migrate_all(report: Report) -> int:
    """Migrate public and then each tenant that is behind; returns how many schemas changed.

    Raises Trouble when another process keeps migrating.
    """
    # A migration may take longer than a page: the settings' time limits are not for it.
    connection.close()
    connections["default"].settings_dict["OPTIONS"]["options"] = WITHOUT_LIMITS
    with _alone():
        changed = 0
        if is_behind("public"):
            report("Tables that all share", 0, 1)
            call_command("migrate_schemas", shared=True, verbosity=0, interactive=False)
            report("Tables that all share", 1, 1)
            changed += 1
        keep_public_faces(base_host=settings.BASE_HOST)
        behind = schemas_behind()
        for done, schema in enumerate(behind):
            report("Tables of each tenant", done, len(behind))
            call_command("migrate_schemas", schema_name=schema, verbosity=0, interactive=False)
            report("Tables of each tenant", done + 1, len(behind))
        return changed + len(behind)


def schemas_behind() -> list[str]:
    """The tenants whose schema misses a migration, by name of schema."""
    schemas = sorted(tenant.schema_name for tenant in all_tenants())
    return [schema for schema in schemas if schema_exists(schema) and is_behind(schema)]


def is_behind(schema: str) -> bool:
    """Whether a schema misses a migration that the code has."""
    table = f"{connection.ops.quote_name(schema)}.django_migrations"
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NULL", [table])
        if cursor.fetchone() == (True,):
            return True
        cursor.execute(f"SELECT app, name FROM {table}")  # noqa: S608 - quoted above
        return not _known_migrations() <= set(cursor.fetchall())


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


@contextmanager
def _alone() -> Iterator[None]:
    """One migrating process a database: an advisory lock on a connection of its own."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            until = time.monotonic() + PATIENCE_S
            while True:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_AT_A_TIME])
                if cursor.fetchone() == (True,):
                    break
                if time.monotonic() > until:
                    raise Trouble(
                        "Another process has been migrating this database for two minutes."
                        " Wait for it to end, and try again."
                    )
                time.sleep(0.5)
            yield
    finally:
        own.close()
