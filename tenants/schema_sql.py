"""SQL of a migration in the schema that is migrated: `{schema}` stands for its quoted name.

Functions and triggers name their tables schema-qualified: a deferred trigger may fire while the
connection already looks at another tenant.
"""

from collections.abc import Callable
from typing import Any

from django.db import migrations


def run_in_schema(forward: str, reverse: str) -> migrations.RunPython:
    """The operation that runs `forward`, and `reverse` on the way back."""
    return migrations.RunPython(_run(forward), _run(reverse))


def _run(sql: str) -> Callable[[Any, Any], None]:
    def run(_apps: Any, schema_editor: Any) -> None:
        connection = schema_editor.connection
        quoted = connection.ops.quote_name(connection.schema_name)
        schema_editor.execute(sql.replace("{schema}", quoted).replace("%", "%%"), params=())

    return run
