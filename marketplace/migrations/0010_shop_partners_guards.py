"""What a shop agreed to stays as it was; a changed account only goes forward.

A CHECK sees one row at a time as it is; these see what it was before.
"""

from django.db import migrations

from tenants.schema_sql import run_in_schema

FORWARD = """
CREATE TRIGGER shop_terms_stay BEFORE UPDATE OR DELETE ON {schema}.marketplace_shopterms
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER terms_acceptance_stays BEFORE UPDATE OR DELETE
    ON {schema}.marketplace_termsacceptance
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();

CREATE TRIGGER account_change_stays BEFORE DELETE ON {schema}.marketplace_accountchange
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER account_change_is_what_was_asked BEFORE UPDATE
    ON {schema}.marketplace_accountchange
    FOR EACH ROW WHEN ((OLD.key, OLD.merchant_id, OLD.iban, OLD.account_name, OLD.told_to,
             OLD.asked_by_id, OLD.asked_at, OLD.usable_at)
        IS DISTINCT FROM (NEW.key, NEW.merchant_id, NEW.iban, NEW.account_name, NEW.told_to,
             NEW.asked_by_id, NEW.asked_at, NEW.usable_at))
    EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER account_change_goes_forward BEFORE UPDATE
    ON {schema}.marketplace_accountchange
    FOR EACH ROW WHEN (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('asked', 'approved'), ('asked', 'declined'), ('asked', 'withdrawn'),
        ('approved', 'applied'), ('approved', 'declined'), ('approved', 'withdrawn')))
    EXECUTE FUNCTION {schema}.refuse_change();
"""
REVERSE = """
DROP TRIGGER shop_terms_stay ON {schema}.marketplace_shopterms;
DROP TRIGGER terms_acceptance_stays ON {schema}.marketplace_termsacceptance;
DROP TRIGGER account_change_stays ON {schema}.marketplace_accountchange;
DROP TRIGGER account_change_is_what_was_asked ON {schema}.marketplace_accountchange;
DROP TRIGGER account_change_goes_forward ON {schema}.marketplace_accountchange;
"""


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0009_shop_partners"), ("trail", "0002_audit_append_only")]
    operations = [run_in_schema(FORWARD, REVERSE)]
