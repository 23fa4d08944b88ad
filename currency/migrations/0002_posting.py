"""The posting function and the ledger's guards (as it was then), in this tenant's schema."""

from pathlib import Path

from django.db import migrations

from tenants.schema_sql import run_in_schema

FORWARD = (Path(__file__).parent / "posting_0002.sql").read_text(encoding="utf-8")
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


class Migration(migrations.Migration):
    dependencies = [("currency", "0001_initial"), ("trail", "0002_audit_append_only")]
    operations = [run_in_schema(FORWARD, REVERSE)]
