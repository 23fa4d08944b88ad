"""What a CHECK cannot see: sums over rows, history that stays, states that only go forward.

What was proposed is what towns approve and pay, so pairs, obligations and payments are made with
the draft and never change. `refuse_change` came with the trail. All in the public schema.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION public.clearing_run_adds_up() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE v_town bigint;
BEGIN
    SELECT town INTO v_town FROM (
        SELECT o.issuer_id AS town, -o.cents AS cents FROM public.clearing_clearingobligation o
            JOIN public.clearing_clearingpair p ON p.id = o.pair_id WHERE p.run_id = NEW.id
        UNION ALL
        SELECT o.acceptor_id, o.cents FROM public.clearing_clearingobligation o
            JOIN public.clearing_clearingpair p ON p.id = o.pair_id WHERE p.run_id = NEW.id
        UNION ALL
        SELECT debtor_id, cents FROM public.clearing_clearingpayment WHERE run_id = NEW.id
        UNION ALL
        SELECT creditor_id, -cents FROM public.clearing_clearingpayment WHERE run_id = NEW.id
    ) sums GROUP BY town HAVING sum(cents) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'run %: tenant % would not pay what it owes', NEW.id, v_town
            USING ERRCODE = '23514';
    END IF;
    IF NEW.gross_cents <> (SELECT coalesce(sum(o.cents), 0)
            FROM public.clearing_clearingobligation o
            JOIN public.clearing_clearingpair p ON p.id = o.pair_id WHERE p.run_id = NEW.id)
        OR NEW.net_cents <> (SELECT coalesce(sum(cents), 0)
            FROM public.clearing_clearingpayment WHERE run_id = NEW.id) THEN
        RAISE EXCEPTION 'run %: its totals are not those of its lines', NEW.id
            USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER clearing_run_adds_up BEFORE UPDATE ON public.clearing_clearingrun
    FOR EACH ROW WHEN (OLD.state = 'draft' AND NEW.state = 'proposed')
    EXECUTE FUNCTION public.clearing_run_adds_up();

CREATE FUNCTION public.clearing_run_is_done() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF EXISTS (SELECT 1 FROM public.clearing_clearingpayment WHERE run_id = NEW.id
               AND CASE NEW.state WHEN 'approved' THEN approved_at IS NULL
                   ELSE confirmed_at IS NULL END) THEN
        RAISE EXCEPTION 'run %: not every payment is that far', NEW.id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER clearing_run_is_done BEFORE UPDATE ON public.clearing_clearingrun
    FOR EACH ROW WHEN (OLD.state <> NEW.state AND NEW.state IN ('approved', 'closed'))
    EXECUTE FUNCTION public.clearing_run_is_done();

CREATE TRIGGER clearing_run_stays BEFORE DELETE ON public.clearing_clearingrun
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER clearing_run_terms_stay BEFORE UPDATE ON public.clearing_clearingrun
    FOR EACH ROW WHEN ((OLD.region_id, OLD.number, OLD.key, OLD.method, OLD.cut_off,
             OLD.gross_cents, OLD.net_cents, OLD.opened_by, OLD.opened_at)
        IS DISTINCT FROM (NEW.region_id, NEW.number, NEW.key, NEW.method, NEW.cut_off,
             NEW.gross_cents, NEW.net_cents, NEW.opened_by, NEW.opened_at))
    EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER clearing_run_goes_forward BEFORE UPDATE ON public.clearing_clearingrun
    FOR EACH ROW WHEN (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('draft', 'proposed'), ('draft', 'cancelled'), ('proposed', 'approved'),
        ('proposed', 'cancelled'), ('approved', 'settling'), ('approved', 'closed'),
        ('settling', 'closed')))
    EXECUTE FUNCTION public.refuse_change();

CREATE FUNCTION public.clearing_into_a_draft() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM public.clearing_clearingrun
                   WHERE id = NEW.run_id AND state = 'draft') THEN
        RAISE EXCEPTION 'run % takes no more lines', NEW.run_id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER clearing_pair_into_a_draft BEFORE INSERT ON public.clearing_clearingpair
    FOR EACH ROW EXECUTE FUNCTION public.clearing_into_a_draft();
CREATE TRIGGER clearing_payment_into_a_draft BEFORE INSERT ON public.clearing_clearingpayment
    FOR EACH ROW EXECUTE FUNCTION public.clearing_into_a_draft();

CREATE FUNCTION public.clearing_into_its_pair() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM public.clearing_clearingpair p
                   JOIN public.clearing_clearingrun r ON r.id = p.run_id
                   WHERE p.id = NEW.pair_id AND p.is_live AND r.state = 'draft'
                   AND NEW.issuer_id IN (p.first_id, p.second_id)
                   AND NEW.acceptor_id IN (p.first_id, p.second_id)) THEN
        RAISE EXCEPTION 'pair % takes no such obligation', NEW.pair_id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER clearing_obligation_into_its_pair BEFORE INSERT
    ON public.clearing_clearingobligation
    FOR EACH ROW EXECUTE FUNCTION public.clearing_into_its_pair();

CREATE TRIGGER clearing_pair_stays BEFORE DELETE ON public.clearing_clearingpair
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER clearing_pair_is_final BEFORE UPDATE ON public.clearing_clearingpair
    FOR EACH ROW WHEN (NOT OLD.is_live OR (OLD.run_id, OLD.first_id, OLD.second_id,
             OLD.first_after, OLD.first_until, OLD.second_after, OLD.second_until, OLD.left_out)
        IS DISTINCT FROM (NEW.run_id, NEW.first_id, NEW.second_id,
             NEW.first_after, NEW.first_until, NEW.second_after, NEW.second_until, NEW.left_out))
    EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER clearing_obligation_is_final BEFORE UPDATE OR DELETE
    ON public.clearing_clearingobligation
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER clearing_payment_stays BEFORE DELETE ON public.clearing_clearingpayment
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER clearing_payment_is_final BEFORE UPDATE ON public.clearing_clearingpayment
    FOR EACH ROW WHEN (OLD.confirmed_at IS NOT NULL OR (OLD.id, OLD.run_id, OLD.debtor_id,
             OLD.creditor_id, OLD.cents, OLD.reference, OLD.made_by)
        IS DISTINCT FROM (NEW.id, NEW.run_id, NEW.debtor_id,
             NEW.creditor_id, NEW.cents, NEW.reference, NEW.made_by))
    EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER clearing_payment_approved_once BEFORE UPDATE ON public.clearing_clearingpayment
    FOR EACH ROW WHEN (OLD.approved_at IS NOT NULL AND (OLD.approved_by, OLD.approved_at)
        IS DISTINCT FROM (NEW.approved_by, NEW.approved_at))
    EXECUTE FUNCTION public.refuse_change();
"""
REVERSE = """
DROP TRIGGER clearing_payment_approved_once ON public.clearing_clearingpayment;
DROP TRIGGER clearing_payment_is_final ON public.clearing_clearingpayment;
DROP TRIGGER clearing_payment_stays ON public.clearing_clearingpayment;
DROP TRIGGER clearing_obligation_is_final ON public.clearing_clearingobligation;
DROP TRIGGER clearing_pair_is_final ON public.clearing_clearingpair;
DROP TRIGGER clearing_pair_stays ON public.clearing_clearingpair;
DROP TRIGGER clearing_obligation_into_its_pair ON public.clearing_clearingobligation;
DROP FUNCTION public.clearing_into_its_pair();
DROP TRIGGER clearing_payment_into_a_draft ON public.clearing_clearingpayment;
DROP TRIGGER clearing_pair_into_a_draft ON public.clearing_clearingpair;
DROP FUNCTION public.clearing_into_a_draft();
DROP TRIGGER clearing_run_goes_forward ON public.clearing_clearingrun;
DROP TRIGGER clearing_run_terms_stay ON public.clearing_clearingrun;
DROP TRIGGER clearing_run_stays ON public.clearing_clearingrun;
DROP TRIGGER clearing_run_is_done ON public.clearing_clearingrun;
DROP FUNCTION public.clearing_run_is_done();
DROP TRIGGER clearing_run_adds_up ON public.clearing_clearingrun;
DROP FUNCTION public.clearing_run_adds_up();
"""


class Migration(migrations.Migration):
    dependencies = [("clearing", "0001_initial"), ("trail", "0002_audit_append_only")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
