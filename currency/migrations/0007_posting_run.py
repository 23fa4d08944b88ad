"""Postings that give back a part, and postings in sets, in this tenant's schema."""

from pathlib import Path

from django.db import migrations

from tenants.schema_sql import run_in_schema

DROP_FIRST = """
DROP FUNCTION {schema}.post_transfer(uuid, text, bigint[], bigint[], timestamptz, uuid, bigint,
    jsonb, bigint, bigint, uuid, jsonb, text);
"""
NOW = (Path(__file__).parents[1] / "posting.sql").read_text(encoding="utf-8")
EARLIER = (Path(__file__).parent / "posting_0002.sql").read_text(encoding="utf-8")
REVERSE = """
DROP FUNCTION {schema}.post_run(text, bigint, uuid[], bigint[], bigint[], timestamptz, uuid, bigint,
    jsonb, text);
DROP FUNCTION {schema}.post_transfer(uuid, text, bigint[], bigint[], timestamptz, uuid, bigint,
    jsonb, bigint, bigint, uuid, jsonb, text, bigint);
""" + EARLIER.split("-- Guards. They judge")[0]


class Migration(migrations.Migration):
    dependencies = [("currency", "0006_engine")]
    operations = [run_in_schema(DROP_FIRST + NOW, REVERSE)]
