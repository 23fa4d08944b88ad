"""The demo's town: built once, whole or not at all.

A remark on the database says that the town is complete. Tenants without that remark are what an
interrupted build left behind.
"""

from typing import Final

from django.db import connection

from heitje.cli.progress import Report
from heitje.cli.trouble import Trouble
from tenants.queries import all_tenants

COMPLETE: Final = "heitje demo town, complete"


def ensure_town(report: Report) -> None:
    """Build the town when it is absent. Raises Trouble when half of one is there."""
    if is_complete():
        return
    if all_tenants().exists():
        raise Trouble(
            "There are tenants that are not the demo's, or a demo that was interrupted while it"
            " was built. Run `heitje demo --reset` to begin anew (it removes all data), or"
            " `heitje dev` to use what is there."
        )
    from heitje.demo.build import build_demo

    build_demo(progress=report)
    _mark_complete()


def is_complete() -> bool:
    """Whether the remark stands on this database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            " WHERE datname = current_database()"
        )
        return bool(cursor.fetchone() == (COMPLETE,))


def _mark_complete() -> None:
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"COMMENT ON DATABASE {name} IS %s", [COMPLETE])
