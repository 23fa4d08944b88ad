"""What a CHECK cannot see of a card: what was paid with it stays, and out of use is for good."""

from django.db import migrations

from tenants.schema_sql import run_in_schema

FORWARD = """
CREATE TRIGGER card_payment_append_only BEFORE UPDATE OR DELETE ON {schema}.currency_cardpayment
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER card_stays BEFORE DELETE ON {schema}.currency_card
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER card_is_one_card BEFORE UPDATE ON {schema}.currency_card
    FOR EACH ROW WHEN ((OLD.key, OLD.number, OLD.holder_id, OLD.made_by, OLD.made_at)
        IS DISTINCT FROM (NEW.key, NEW.number, NEW.holder_id, NEW.made_by, NEW.made_at))
    EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER card_goes_forward BEFORE UPDATE ON {schema}.currency_card
    FOR EACH ROW WHEN (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('active', 'blocked'), ('blocked', 'replaced')))
    EXECUTE FUNCTION {schema}.refuse_change();
"""
REVERSE = """
DROP TRIGGER card_goes_forward ON {schema}.currency_card;
DROP TRIGGER card_is_one_card ON {schema}.currency_card;
DROP TRIGGER card_stays ON {schema}.currency_card;
DROP TRIGGER card_payment_append_only ON {schema}.currency_cardpayment;
"""


class Migration(migrations.Migration):
    """Adds the guards."""

    dependencies = [("currency", "0018_cards"), ("trail", "0002_audit_append_only")]
    operations = [run_in_schema(FORWARD, REVERSE)]
