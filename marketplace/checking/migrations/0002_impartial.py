"""Nobody checks or decides on the work of their own household, whatever a service forgets.

A CHECK sees one row; this needs the sign-up and who lived where. What `lived_together` says is what
`tenants.households.queries.housemates` says.
"""

from django.db import migrations

from tenants.schema_sql import run_in_schema

FORWARD = """
CREATE FUNCTION {schema}.lived_together(p_one bigint, p_other bigint, p_since timestamptz)
RETURNS boolean LANGUAGE sql STABLE AS $body$
    SELECT EXISTS (
        SELECT 1 FROM {schema}.households_membership one
        JOIN {schema}.households_membership other ON other.household_id = one.household_id
        WHERE one.person_id = p_one AND other.person_id = p_other
          AND coalesce(one.left_at, 'infinity') > p_since
          AND coalesce(other.left_at, 'infinity') > p_since
          AND one.joined_at < coalesce(other.left_at, 'infinity')
          AND other.joined_at < coalesce(one.left_at, 'infinity'))
$body$;
CREATE FUNCTION {schema}.check_must_be_impartial() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    v_resident bigint;
    v_since timestamptz;
BEGIN
    SELECT resident_id, signed_up_at INTO v_resident, v_since
    FROM {schema}.marketplace_signup WHERE id = NEW.sign_up_id;
    IF v_resident = NEW.checker_id
       OR {schema}.lived_together(v_resident, NEW.checker_id, v_since) THEN
        RAISE EXCEPTION 'work of one household: sign-up %', NEW.sign_up_id
            USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER check_is_impartial BEFORE INSERT OR UPDATE ON {schema}.checking_check
    FOR EACH ROW EXECUTE FUNCTION {schema}.check_must_be_impartial();
CREATE FUNCTION {schema}.decision_must_be_impartial() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF {schema}.lived_together(NEW.resident_id, NEW.decided_by_id, NEW.signed_up_at) THEN
        RAISE EXCEPTION 'work of one household: sign-up %', NEW.id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER decision_is_impartial BEFORE UPDATE OF decided_by_id ON {schema}.marketplace_signup
    FOR EACH ROW WHEN (NEW.decided_by_id IS NOT NULL
                       AND NEW.decided_at IS DISTINCT FROM OLD.decided_at)
    EXECUTE FUNCTION {schema}.decision_must_be_impartial();
"""
REVERSE = """
DROP TRIGGER decision_is_impartial ON {schema}.marketplace_signup;
DROP TRIGGER check_is_impartial ON {schema}.checking_check;
DROP FUNCTION {schema}.decision_must_be_impartial();
DROP FUNCTION {schema}.check_must_be_impartial();
DROP FUNCTION {schema}.lived_together(bigint, bigint, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [("checking", "0001_initial"), ("households", "0001_initial")]
    operations = [run_in_schema(FORWARD, REVERSE)]
