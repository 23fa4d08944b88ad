"""Rows that count up to a cap: judged in the statement that raises, so nobody gets past it.

Of two at once the second waits for the first and then sees what it counted. For what is counted
outside a posting; a posting raises its own counters.
"""

from typing import Final

from django.db import connection
from django.db.models import F, Model
from django.db.models.functions import Greatest

RAISE: Final = """
INSERT INTO {table} AS c ({keys}, {counts})
SELECT {values}, %(add)s WHERE %(add)s <= %(cap)s
ON CONFLICT ({keys}) DO UPDATE SET {counts} = c.{counts} + excluded.{counts}
    WHERE c.{counts} + excluded.{counts} <= %(cap)s
RETURNING {counts}
"""


def raise_row(model: type[Model], counts: str, *, add: int, cap: int, **keys: str | int) -> bool:
    """Count `add` more in the column `counts` of the row with these keys (column by value).

    False, and nothing counted, where that passes `cap`. The keys are unique together.
    """
    quote = connection.ops.quote_name
    statement = RAISE.format(
        table=quote(model._meta.db_table),
        counts=quote(counts),
        keys=", ".join(map(quote, keys)),
        values=", ".join(f"%({key})s" for key in keys),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {**keys, "add": add, "cap": cap})
        return cursor.fetchone() is not None


def lower_row(model: type[Model], counts: str, *, amount: int, **keys: str | int) -> None:
    """Give back what was counted; never below zero."""
    rows = model._default_manager.filter(**keys)
    rows.update(**{counts: Greatest(F(counts) - amount, 0)})
