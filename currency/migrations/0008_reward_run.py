"""Rewards in sets out of one hold, in this tenant's schema."""

from pathlib import Path

from django.db import migrations

from tenants.schema_sql import run_in_schema

FORWARD = (Path(__file__).parents[1] / "reward_run.sql").read_text(encoding="utf-8")
REVERSE = """
DROP FUNCTION {schema}.reward_run(bigint, uuid[], uuid[], bigint[], jsonb[], timestamptz, uuid,
    bigint, bigint, bigint, text);
"""


class Migration(migrations.Migration):
    dependencies = [("currency", "0007_posting_run"), ("people", "0004_hand_out_permissions")]
    operations = [run_in_schema(FORWARD, REVERSE)]
