"""A deal has no place above its number: what a CHECK cannot see, for it stands in two tables.

With a place once per deal, numbered from 1, there are never more places than the number says.
"""

from django.db import migrations

from tenants.schema_sql import run_in_schema

FORWARD = """
CREATE FUNCTION {schema}.deal_place_within_number() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_number bigint; BEGIN
    EXECUTE format('SELECT number FROM %I.offers_deal WHERE id = $1 FOR SHARE', TG_TABLE_SCHEMA)
        INTO v_number USING NEW.deal_id;
    IF NEW.place > v_number THEN
        RAISE EXCEPTION 'place % of deal %, which has %', NEW.place, NEW.deal_id, v_number
            USING ERRCODE = '23514', CONSTRAINT = 'deal_place_within_number';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER deal_place_within_number BEFORE INSERT OR UPDATE OF place, deal_id
    ON {schema}.offers_dealplace
    FOR EACH ROW EXECUTE FUNCTION {schema}.deal_place_within_number();
CREATE FUNCTION {schema}.deal_number_holds_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_found boolean; BEGIN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.offers_dealplace'
        ' WHERE deal_id = $1 AND place > $2)', TG_TABLE_SCHEMA)
        INTO v_found USING NEW.id, NEW.number;
    IF v_found THEN
        RAISE EXCEPTION 'deal % has places above %', NEW.id, NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'deal_number_holds_places';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER deal_number_holds_places BEFORE UPDATE OF number ON {schema}.offers_deal
    FOR EACH ROW WHEN (NEW.number < OLD.number)
    EXECUTE FUNCTION {schema}.deal_number_holds_places();
"""
REVERSE = """
DROP TRIGGER deal_number_holds_places ON {schema}.offers_deal;
DROP FUNCTION {schema}.deal_number_holds_places();
DROP TRIGGER deal_place_within_number ON {schema}.offers_dealplace;
DROP FUNCTION {schema}.deal_place_within_number();
"""


class Migration(migrations.Migration):
    """Adds the guards."""

    dependencies = [("offers", "0001_initial")]
    operations = [run_in_schema(FORWARD, REVERSE)]
