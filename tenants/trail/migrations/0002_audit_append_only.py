"""Audit events are append-only. `refuse_change` is this schema's guard for other tables too."""

from django.db import migrations

from tenants.schema_sql import run_in_schema

FORWARD = """
CREATE FUNCTION {schema}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';
END $body$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON {schema}.trail_auditevent
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {schema}.trail_auditevent
    EXECUTE FUNCTION {schema}.refuse_change();
"""
REVERSE = """
DROP TRIGGER audit_append_only ON {schema}.trail_auditevent;
DROP TRIGGER audit_no_truncate ON {schema}.trail_auditevent;
DROP FUNCTION {schema}.refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [run_in_schema(FORWARD, REVERSE)]
