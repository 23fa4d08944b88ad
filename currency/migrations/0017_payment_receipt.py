"""The receipt of a payment as a function, so that the SELECT that posts can answer it."""

from pathlib import Path

from django.db import migrations

from tenants.schema_sql import run_in_schema

FORWARD = (Path(__file__).parents[1] / "payment_receipt.sql").read_text(encoding="utf-8")
REVERSE = "DROP FUNCTION {schema}.payment_receipt(bigint, uuid, text[]);"


class Migration(migrations.Migration):
    dependencies = [("currency", "0016_volunteer_room")]
    operations = [run_in_schema(FORWARD, REVERSE)]
