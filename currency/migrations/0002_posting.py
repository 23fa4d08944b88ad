"""The posting function and the ledger's guards (currency/posting.sql), in this tenant's schema."""

from pathlib import Path

from django.db import migrations

FORWARD = (Path(__file__).parents[1] / "posting.sql").read_text(encoding="utf-8")
REVERSE = """
DROP TRIGGER entry_transfer_balances ON {schema}.currency_entry;
DROP FUNCTION {schema}.transfer_must_balance();
DROP TRIGGER rules_approved_is_final ON {schema}.currency_ruleset;
DROP TRIGGER entry_no_truncate ON {schema}.currency_entry;
DROP TRIGGER entry_append_only ON {schema}.currency_entry;
DROP TRIGGER transfer_no_truncate ON {schema}.currency_transfer;
DROP TRIGGER transfer_append_only ON {schema}.currency_transfer;
DROP FUNCTION {schema}.post_transfer(uuid, text, bigint[], bigint[], timestamptz, uuid, bigint,
    jsonb, bigint, bigint, uuid, jsonb, text);
"""


def in_this_schema(sql):
    def run(apps, schema_editor):
        connection = schema_editor.connection
        quoted = connection.ops.quote_name(connection.schema_name)
        schema_editor.execute(sql.replace("{schema}", quoted).replace("%", "%%"), params=())

    return run


class Migration(migrations.Migration):
    dependencies = [("currency", "0001_initial"), ("trail", "0002_audit_append_only")]
    operations = [migrations.RunPython(in_this_schema(FORWARD), in_this_schema(REVERSE))]
