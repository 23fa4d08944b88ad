-- The ledger's one door, created in each tenant's schema ({schema} is filled in by the migration).
--
-- Schema-qualified names: a function found by search_path is planned again at every switch of
-- tenant, and a deferred trigger may fire while the connection already looks at another tenant.
--
-- Own error codes: HT001 key reused, HT002 account unknown, HT003 over a limit,
-- HT004 payment request not open, HT005 hold too small, HT006 movement malformed.

CREATE FUNCTION {schema}.post_transfer(
    p_key uuid, p_kind text, p_accounts bigint[], p_amounts bigint[], p_at timestamptz,
    p_actor uuid, p_rules bigint, p_facts jsonb, p_reverses bigint, p_hold bigint,
    p_request uuid, p_limits jsonb, p_event text
) RETURNS bigint LANGUAGE plpgsql AS $body$
DECLARE
    v_transfer bigint;
    v_digest bytea := sha256(convert_to(jsonb_build_array(p_kind, p_accounts, p_amounts,
        p_actor, p_facts, p_reverses, p_hold, p_request)::text, 'UTF8'));
    v_earlier bytea;
    v_hold_account bigint;
    v_captured bigint := 0;
    v_limit jsonb;
    v_used bigint;
    v_leg record;
    v_balance bigint;
    v_seq bigint;
    v_unit text;
    v_coins numeric := 0;
    v_euros numeric := 0;
BEGIN
    -- The key is claimed before any lock: a second caller waits here and reads the first's answer.
    INSERT INTO {schema}.currency_transfer
        (key, digest, kind, at, actor, rules_id, facts, reverses_id, hold_id)
    VALUES (p_key, v_digest, p_kind, p_at, p_actor, p_rules, p_facts, p_reverses, p_hold)
    ON CONFLICT (key) DO NOTHING RETURNING id INTO v_transfer;
    IF v_transfer IS NULL THEN
        SELECT id, digest INTO STRICT v_transfer, v_earlier
            FROM {schema}.currency_transfer WHERE key = p_key;
        IF v_earlier <> v_digest THEN
            RAISE EXCEPTION 'key-reused' USING ERRCODE = 'HT001';
        END IF;
        RETURN v_transfer;
    END IF;

    IF coalesce(cardinality(p_accounts), 0) < 2 OR cardinality(p_accounts) <> cardinality(p_amounts)
        OR cardinality(p_accounts) > 500
        OR (SELECT count(DISTINCT a) FROM unnest(p_accounts) a) <> cardinality(p_accounts) THEN
        RAISE EXCEPTION 'movement-malformed' USING ERRCODE = 'HT006';
    END IF;

    IF p_request IS NOT NULL THEN
        UPDATE {schema}.currency_paymentrequest SET state = 'paid', transfer_id = v_transfer
            WHERE id = p_request AND state = 'open' AND expires_at > p_at;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'request-not-open' USING ERRCODE = 'HT004';
        END IF;
    END IF;

    IF p_hold IS NOT NULL THEN
        SELECT h.account_id, -leg.amount INTO v_hold_account, v_captured
            FROM {schema}.currency_hold h
            LEFT JOIN unnest(p_accounts, p_amounts) AS leg(account, amount)
                ON leg.account = h.account_id
            WHERE h.id = p_hold FOR UPDATE OF h;
        UPDATE {schema}.currency_hold SET captured = captured + v_captured,
                state = CASE WHEN captured + v_captured + released = amount
                        THEN 'closed' ELSE 'open' END
            WHERE id = p_hold AND state = 'open' AND v_captured > 0
                AND captured + v_captured + released <= amount;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'hold-too-small' USING ERRCODE = 'HT005';
        END IF;
    END IF;

    FOR v_limit IN SELECT l FROM jsonb_array_elements(p_limits) l
        ORDER BY l->>'name', l->>'subject', l->>'period'
    LOOP
        INSERT INTO {schema}.currency_counter AS c (name, subject, period, used)
            VALUES (v_limit->>'name', v_limit->>'subject', v_limit->>'period',
                    greatest((v_limit->>'add')::bigint, 0))
            ON CONFLICT (name, subject, period)
                DO UPDATE SET used = greatest(c.used + (v_limit->>'add')::bigint, 0)
            RETURNING used INTO v_used;
        IF (v_limit->>'cap') IS NOT NULL AND v_used > (v_limit->>'cap')::bigint THEN
            RAISE EXCEPTION 'over-limit'
                USING ERRCODE = 'HT003', DETAIL = v_limit->>'name';
        END IF;
    END LOOP;

    FOR v_leg IN SELECT account, amount FROM unnest(p_accounts, p_amounts) AS leg(account, amount)
        ORDER BY account
    LOOP
        UPDATE {schema}.currency_account SET
                balance = balance + v_leg.amount,
                held = held - CASE WHEN id = v_hold_account THEN v_captured ELSE 0 END,
                last_seq = last_seq + 1
            WHERE id = v_leg.account
            RETURNING balance, last_seq, unit INTO v_balance, v_seq, v_unit;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'account-unknown' USING ERRCODE = 'HT002';
        END IF;
        IF v_unit = 'coin' THEN v_coins := v_coins + v_leg.amount;
        ELSE v_euros := v_euros + v_leg.amount; END IF;
        INSERT INTO {schema}.currency_entry (account_id, seq, transfer_id, amount, balance_after)
            VALUES (v_leg.account, v_seq, v_transfer, v_leg.amount, v_balance);
    END LOOP;
    IF v_coins <> 0 OR v_euros <> 0 THEN
        RAISE EXCEPTION 'movement-malformed' USING ERRCODE = 'HT006';
    END IF;

    IF p_event IS NOT NULL THEN
        INSERT INTO {schema}.trail_outboxevent
            (kind, facts, created_at, next_try_at, attempts, last_error)
        VALUES (p_event, p_facts || jsonb_build_object('transfer', v_transfer), now(), now(), 0, '');
    END IF;
    RETURN v_transfer;
END $body$;

-- Guards. They judge, they never compute. `refuse_change` came with the trail.

CREATE TRIGGER transfer_append_only BEFORE UPDATE OR DELETE ON {schema}.currency_transfer
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER transfer_no_truncate BEFORE TRUNCATE ON {schema}.currency_transfer
    EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE ON {schema}.currency_entry
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON {schema}.currency_entry
    EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER rules_approved_is_final BEFORE UPDATE OR DELETE ON {schema}.currency_ruleset
    FOR EACH ROW WHEN (OLD.state = 'approved') EXECUTE FUNCTION {schema}.refuse_change();

CREATE FUNCTION {schema}.transfer_must_balance() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF EXISTS (SELECT 1 FROM {schema}.currency_entry e
               JOIN {schema}.currency_account a ON a.id = e.account_id
               WHERE e.transfer_id = NEW.transfer_id GROUP BY a.unit HAVING sum(e.amount) <> 0) THEN
        RAISE EXCEPTION 'transfer % does not sum to zero', NEW.transfer_id USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $body$;
CREATE CONSTRAINT TRIGGER entry_transfer_balances AFTER INSERT ON {schema}.currency_entry
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION {schema}.transfer_must_balance();

ALTER TABLE {schema}.currency_account SET (fillfactor = 50);
