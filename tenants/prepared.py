"""Statements of the busiest paths: planned once a connection, and with no search_path to set first.

Every name in them carries its schema. Django's own cursors write the values into the statement, so
that the server reads and plans it anew each time; these send the values apart from it.
"""

from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections


def one_row(statement: str, parameters: Any) -> tuple[Any, ...] | None:
    """The first row of a statement whose names all carry their schema; None when it has none.

    Give numbers as text: one that is wider than the last makes another statement to plan. A list is
    quickest as text too, such as "{1,2}".
    """
    # The connection itself, for `connection` is looked up anew at each use. Django's wrapping of
    # cursors, which has no public name, would cost a fifth of a short question.
    wrapper: Any = connections[DEFAULT_DB_ALIAS]
    wrapper.close_if_health_check_failed()
    wrapper.ensure_connection()
    # At the first use, not at the fifth. Django's own cursors prepare nothing either way.
    wrapper.connection.prepare_threshold = 0
    cursor: Any = psycopg.Cursor(wrapper.connection)
    if wrapper.queries_logged or wrapper.execute_wrappers:
        cursor = wrapper._prepare_cursor(cursor)  # somebody watches what is asked
    with wrapper.wrap_database_errors:
        cursor.execute(statement, parameters)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row
