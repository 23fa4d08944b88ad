"""The demo's town: built once, whole or not at all.

A remark on the database says how far it is, so that a build that was interrupted is cleared away
and begun anew, and nobody's own data is ever taken for it.
"""

from typing import Final

from django.db import connection

from heitje.cli.progress import Report
from heitje.cli.trouble import Trouble
from tenants.queries import all_tenants

BUILDING: Final = "heitje demo town, being built"
COMPLETE: Final = "heitje demo town, complete"


def begin_anew_if_interrupted() -> None:
    """Empty the database when a build of the town was begun and not ended."""
    if _remark() != BUILDING:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(nspname) FROM pg_namespace"
            " WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"
        )
        for (schema,) in cursor.fetchall():
            cursor.execute(f"DROP SCHEMA {schema} CASCADE")
        cursor.execute("CREATE SCHEMA public")
    _leave_remark("")


def ensure_town(report: Report) -> None:
    """Build the town when it is absent. Raises Trouble when other tenants are there."""
    if _remark() == COMPLETE:
        return
    if all_tenants().exists():
        raise Trouble(
            "There are tenants here that are not the demo's. Use `heitje dev` to work with them,"
            " or `heitje demo --reset` to remove all data and build the town."
        )
    from heitje.demo.build import build_demo

    _leave_remark(BUILDING)
    build_demo(progress=report)
    _leave_remark(COMPLETE)


def _remark() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database"
            " WHERE datname = current_database()"
        )
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def _leave_remark(text: str) -> None:
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE {name} IS %s", [text])
