"""Never lost: what a thing says of itself is what its loan and its last movement say.

Foreign keys over several columns hold it, judged at commit, because a thing and its loan point at
each other. Two columns that are computed take part: `out_item_id` is the thing while a loan is out,
`previous` the number of the movement before. A trigger keeps what no key can: nothing is deleted,
no movement changes, and none comes after the last one a thing knows of.
"""

from django.db import migrations

from tenants.schema_sql import run_in_schema

FORWARD = """
ALTER TABLE {schema}.klusbox_loan ADD COLUMN out_item_id bigint
    GENERATED ALWAYS AS (CASE WHEN state = 'out' THEN item_id END) STORED;
ALTER TABLE {schema}.klusbox_loan ADD CONSTRAINT loan_out_is_known_to_its_item
    FOREIGN KEY (out_item_id, id) REFERENCES {schema}.klusbox_item (id, loan_id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE {schema}.klusbox_item ADD CONSTRAINT item_out_has_a_loan_that_is_out
    FOREIGN KEY (loan_id, state) REFERENCES {schema}.klusbox_loan (id, state)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE {schema}.klusbox_item ADD CONSTRAINT item_is_where_its_last_movement_says
    FOREIGN KEY (id, moves, state, box_id)
    REFERENCES {schema}.klusbox_movement (item_id, number, to_state, box_id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE {schema}.klusbox_movement ADD COLUMN previous integer
    GENERATED ALWAYS AS (CASE WHEN number > 1 THEN number - 1 END) STORED;
ALTER TABLE {schema}.klusbox_movement ADD CONSTRAINT movement_begins_where_the_last_one_ended
    FOREIGN KEY (item_id, previous, from_state)
    REFERENCES {schema}.klusbox_movement (item_id, number, to_state)
    DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION {schema}.movement_must_be_the_last() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE known integer;
BEGIN
    EXECUTE format('SELECT moves FROM %I.klusbox_item WHERE id = $1', TG_TABLE_SCHEMA)
        INTO known USING NEW.item_id;
    IF known < NEW.number THEN
        RAISE EXCEPTION 'movement % of thing % is not known to it', NEW.number, NEW.item_id
            USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $body$;
CREATE CONSTRAINT TRIGGER movement_is_the_last AFTER INSERT ON {schema}.klusbox_movement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION {schema}.movement_must_be_the_last();
CREATE TRIGGER movement_append_only BEFORE UPDATE OR DELETE ON {schema}.klusbox_movement
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER movement_no_truncate BEFORE TRUNCATE ON {schema}.klusbox_movement
    EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER item_never_deleted BEFORE DELETE ON {schema}.klusbox_item
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER loan_never_deleted BEFORE DELETE ON {schema}.klusbox_loan
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
"""
REVERSE = """
DROP TRIGGER loan_never_deleted ON {schema}.klusbox_loan;
DROP TRIGGER item_never_deleted ON {schema}.klusbox_item;
DROP TRIGGER movement_no_truncate ON {schema}.klusbox_movement;
DROP TRIGGER movement_append_only ON {schema}.klusbox_movement;
DROP TRIGGER movement_is_the_last ON {schema}.klusbox_movement;
DROP FUNCTION {schema}.movement_must_be_the_last();
ALTER TABLE {schema}.klusbox_movement DROP CONSTRAINT movement_begins_where_the_last_one_ended;
ALTER TABLE {schema}.klusbox_movement DROP COLUMN previous;
ALTER TABLE {schema}.klusbox_item DROP CONSTRAINT item_is_where_its_last_movement_says;
ALTER TABLE {schema}.klusbox_item DROP CONSTRAINT item_out_has_a_loan_that_is_out;
ALTER TABLE {schema}.klusbox_loan DROP CONSTRAINT loan_out_is_known_to_its_item;
ALTER TABLE {schema}.klusbox_loan DROP COLUMN out_item_id;
"""


class Migration(migrations.Migration):
    dependencies = [("klusbox", "0001_initial"), ("trail", "0002_audit_append_only")]
    operations = [run_in_schema(FORWARD, REVERSE)]
