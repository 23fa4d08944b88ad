"""What a CHECK cannot see: history that stays, and states that only go forward.

A sealed batch is what the second person releases and the bank gets: its file, total and lines
must still be what was sealed. `refuse_change` came with the trail. WHEN clauses keep the guards
free where nothing forbidden happens.
"""

from django.db import migrations

from tenants.schema_sql import run_in_schema

FORWARD = """
CREATE TRIGGER redemption_append_only BEFORE UPDATE OR DELETE ON {schema}.settlement_redemption
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();

CREATE TRIGGER batch_stays BEFORE DELETE ON {schema}.settlement_payoutbatch
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER batch_identity_stays BEFORE UPDATE ON {schema}.settlement_payoutbatch
    FOR EACH ROW WHEN ((OLD.key, OLD.sequence, OLD.message_id, OLD.made_by, OLD.made_at)
        IS DISTINCT FROM (NEW.key, NEW.sequence, NEW.message_id, NEW.made_by, NEW.made_at))
    EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER batch_sealed_is_final BEFORE UPDATE ON {schema}.settlement_payoutbatch
    FOR EACH ROW WHEN (OLD.state <> 'draft'
        AND (OLD.file, OLD.sha256, OLD.total_cents, OLD.line_count, OLD.execution_date,
             OLD.sealed_by, OLD.sealed_at)
        IS DISTINCT FROM (NEW.file, NEW.sha256, NEW.total_cents, NEW.line_count,
             NEW.execution_date, NEW.sealed_by, NEW.sealed_at))
    EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER batch_released_once BEFORE UPDATE ON {schema}.settlement_payoutbatch
    FOR EACH ROW WHEN (OLD.released_by IS NOT NULL
        AND (OLD.released_by, OLD.released_at)
        IS DISTINCT FROM (NEW.released_by, NEW.released_at))
    EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER batch_goes_forward BEFORE UPDATE ON {schema}.settlement_payoutbatch
    FOR EACH ROW WHEN (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('draft', 'sealed'), ('draft', 'cancelled'), ('sealed', 'released'),
        ('sealed', 'cancelled'), ('released', 'sent'), ('released', 'cancelled'),
        ('sent', 'closed')))
    EXECUTE FUNCTION {schema}.refuse_change();

CREATE TRIGGER payout_stays BEFORE DELETE ON {schema}.settlement_payout
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER payout_is_final BEFORE UPDATE ON {schema}.settlement_payout
    FOR EACH ROW WHEN ((OLD.id, OLD.batch_id, OLD.merchant_id, OLD.cents, OLD.iban,
             OLD.iban_index, OLD.iban_tail, OLD.account_name, OLD.end_to_end_id)
        IS DISTINCT FROM (NEW.id, NEW.batch_id, NEW.merchant_id, NEW.cents, NEW.iban,
             NEW.iban_index, NEW.iban_tail, NEW.account_name, NEW.end_to_end_id))
    EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER payout_goes_forward BEFORE UPDATE ON {schema}.settlement_payout
    FOR EACH ROW WHEN (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('batched', 'sent'), ('batched', 'cancelled'), ('sent', 'settled'),
        ('sent', 'rejected'), ('settled', 'returned')))
    EXECUTE FUNCTION {schema}.refuse_change();

CREATE FUNCTION {schema}.payout_needs_a_draft() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM {schema}.settlement_payoutbatch
                   WHERE id = NEW.batch_id AND state = 'draft') THEN
        RAISE EXCEPTION 'batch % takes no more lines', NEW.batch_id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER payout_into_a_draft BEFORE INSERT ON {schema}.settlement_payout
    FOR EACH ROW EXECUTE FUNCTION {schema}.payout_needs_a_draft();

CREATE TRIGGER part_stays BEFORE DELETE ON {schema}.settlement_payoutpart
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER part_is_final BEFORE UPDATE ON {schema}.settlement_payoutpart
    FOR EACH ROW WHEN ((OLD.payout_id, OLD.redemption_id) IS DISTINCT FROM
        (NEW.payout_id, NEW.redemption_id) OR NOT OLD.is_live)
    EXECUTE FUNCTION {schema}.refuse_change();

CREATE TRIGGER bank_file_stays BEFORE DELETE ON {schema}.settlement_bankfile
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER bank_file_is_final BEFORE UPDATE ON {schema}.settlement_bankfile
    FOR EACH ROW WHEN (OLD.state = 'read' OR (OLD.raw, OLD.sha256)
        IS DISTINCT FROM (NEW.raw, NEW.sha256))
    EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER bank_entry_stays BEFORE DELETE ON {schema}.settlement_bankentry
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER bank_entry_is_final BEFORE UPDATE ON {schema}.settlement_bankentry
    FOR EACH ROW WHEN (OLD.state <> 'unmatched' OR
        (OLD.file_id, OLD.account_id, OLD.reference, OLD.cents, OLD.booked_on, OLD.end_to_end_id)
        IS DISTINCT FROM
        (NEW.file_id, NEW.account_id, NEW.reference, NEW.cents, NEW.booked_on, NEW.end_to_end_id))
    EXECUTE FUNCTION {schema}.refuse_change();
"""
REVERSE = """
DROP TRIGGER bank_entry_is_final ON {schema}.settlement_bankentry;
DROP TRIGGER bank_entry_stays ON {schema}.settlement_bankentry;
DROP TRIGGER bank_file_is_final ON {schema}.settlement_bankfile;
DROP TRIGGER bank_file_stays ON {schema}.settlement_bankfile;
DROP TRIGGER part_is_final ON {schema}.settlement_payoutpart;
DROP TRIGGER part_stays ON {schema}.settlement_payoutpart;
DROP TRIGGER payout_into_a_draft ON {schema}.settlement_payout;
DROP FUNCTION {schema}.payout_needs_a_draft();
DROP TRIGGER payout_goes_forward ON {schema}.settlement_payout;
DROP TRIGGER payout_is_final ON {schema}.settlement_payout;
DROP TRIGGER payout_stays ON {schema}.settlement_payout;
DROP TRIGGER batch_goes_forward ON {schema}.settlement_payoutbatch;
DROP TRIGGER batch_released_once ON {schema}.settlement_payoutbatch;
DROP TRIGGER batch_sealed_is_final ON {schema}.settlement_payoutbatch;
DROP TRIGGER batch_identity_stays ON {schema}.settlement_payoutbatch;
DROP TRIGGER batch_stays ON {schema}.settlement_payoutbatch;
DROP TRIGGER redemption_append_only ON {schema}.settlement_redemption;
"""


class Migration(migrations.Migration):
    dependencies = [("settlement", "0001_initial"), ("trail", "0002_audit_append_only")]
    operations = [run_in_schema(FORWARD, REVERSE)]
