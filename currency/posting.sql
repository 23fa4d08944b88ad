-- The ledger's two doors, created in each tenant's schema ({schema} is filled in by the migration).
--
-- Schema-qualified names: a function found by search_path is planned again at every switch of
-- tenant, and a deferred trigger may fire while the connection already looks at another tenant.
--
-- Own error codes: HT001 key reused, HT002 account unknown, HT003 over a limit,
-- HT004 payment request not open, HT005 hold too small, HT006 movement malformed.

CREATE FUNCTION {schema}.post_transfer(
    p_key uuid, p_kind text, p_accounts bigint[], p_amounts bigint[], p_at timestamptz,
    p_actor uuid, p_rules bigint, p_facts jsonb, p_reverses bigint, p_hold bigint,
    p_request uuid, p_limits jsonb, p_event text, p_refunds bigint
) RETURNS bigint LANGUAGE plpgsql AS $body$
DECLARE
    v_transfer bigint;
    v_digest bytea := sha256(convert_to(jsonb_build_array(p_kind, p_accounts, p_amounts,
        p_actor, p_facts, p_reverses, p_hold, p_request)::text
        || coalesce(' refunds ' || p_refunds, ''), 'UTF8'));
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
        (key, digest, kind, at, actor, rules_id, facts, reverses_id, hold_id, refunds_id)
    VALUES (p_key, v_digest, p_kind, p_at, p_actor, p_rules, p_facts, p_reverses, p_hold, p_refunds)
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

-- Many movements of two legs at once, each between an account and the same house account, in one
-- set: a reward run, a hand-out from a list, what expires in a night. Each has its own key; those
-- whose key was used before for the same are left alone. Answers how many were posted now.
CREATE FUNCTION {schema}.post_run(
    p_kind text, p_house bigint, p_keys uuid[], p_accounts bigint[], p_amounts bigint[],
    p_at timestamptz, p_actor uuid, p_rules bigint, p_facts jsonb, p_event text
) RETURNS bigint LANGUAGE plpgsql AS $body$
DECLARE
    v_posted bigint;
    v_total bigint;
    v_balance bigint;
    v_seq bigint;
    v_unit text;
BEGIN
    IF cardinality(p_keys) <> cardinality(p_accounts)
        OR cardinality(p_accounts) <> cardinality(p_amounts)
        OR p_house = ANY(p_accounts)
        OR (SELECT count(DISTINCT a) FROM unnest(p_accounts) a) <> cardinality(p_accounts) THEN
        RAISE EXCEPTION 'movement-malformed' USING ERRCODE = 'HT006';
    END IF;

    CREATE TEMPORARY TABLE IF NOT EXISTS pg_temp.posting_run (
        transfer_id bigint, key uuid, account_id bigint, amount bigint
    ) ON COMMIT DROP;
    TRUNCATE pg_temp.posting_run;
    WITH asked AS (
        SELECT key, account, amount, sha256(convert_to(jsonb_build_array(p_kind,
                ARRAY[p_house, account], ARRAY[-amount, amount], p_actor, p_facts,
                NULL, NULL, NULL)::text, 'UTF8')) AS digest
        FROM unnest(p_keys, p_accounts, p_amounts) AS asked(key, account, amount)
    ), made AS (
        INSERT INTO {schema}.currency_transfer (key, digest, kind, at, actor, rules_id, facts)
        SELECT key, digest, p_kind, p_at, p_actor, p_rules, p_facts FROM asked ORDER BY account
        ON CONFLICT (key) DO NOTHING RETURNING id, key
    )
    INSERT INTO pg_temp.posting_run
        SELECT made.id, asked.key, asked.account, asked.amount FROM asked JOIN made USING (key);
    IF EXISTS (
        SELECT 1 FROM unnest(p_keys, p_accounts, p_amounts) AS asked(key, account, amount)
        JOIN {schema}.currency_transfer t USING (key)
        WHERE t.digest <> sha256(convert_to(jsonb_build_array(p_kind,
            ARRAY[p_house, account], ARRAY[-amount, amount], p_actor, p_facts,
            NULL, NULL, NULL)::text, 'UTF8'))) THEN
        RAISE EXCEPTION 'key-reused' USING ERRCODE = 'HT001';
    END IF;
    SELECT count(*), coalesce(sum(amount), 0) INTO v_posted, v_total FROM pg_temp.posting_run;
    IF v_posted = 0 THEN
        RETURN 0;
    END IF;

    PERFORM 1 FROM {schema}.currency_account
        WHERE id = p_house OR id IN (SELECT account_id FROM pg_temp.posting_run)
        ORDER BY id FOR NO KEY UPDATE;
    UPDATE {schema}.currency_account
        SET balance = balance - v_total, last_seq = last_seq + v_posted
        WHERE id = p_house RETURNING balance, last_seq, unit INTO v_balance, v_seq, v_unit;
    WITH moved AS (
        UPDATE {schema}.currency_account a
            SET balance = a.balance + run.amount, last_seq = a.last_seq + 1
            FROM pg_temp.posting_run run WHERE a.id = run.account_id AND a.unit = v_unit
            RETURNING a.id, a.last_seq, run.transfer_id, run.amount, a.balance
    )
    INSERT INTO {schema}.currency_entry (account_id, seq, transfer_id, amount, balance_after)
        SELECT id, last_seq, transfer_id, amount, balance FROM moved;
    INSERT INTO {schema}.currency_entry (account_id, seq, transfer_id, amount, balance_after)
        SELECT p_house, v_seq - v_posted + row_number() OVER running, transfer_id, -amount,
            v_balance + v_total - sum(amount) OVER running
        FROM pg_temp.posting_run WINDOW running AS (ORDER BY transfer_id);
    IF (SELECT count(*) FROM {schema}.currency_entry
        WHERE transfer_id IN (SELECT transfer_id FROM pg_temp.posting_run)) <> 2 * v_posted THEN
        RAISE EXCEPTION 'account-unknown' USING ERRCODE = 'HT002';
    END IF;

    IF p_event IS NOT NULL THEN
        INSERT INTO {schema}.trail_outboxevent
            (kind, facts, created_at, next_try_at, attempts, last_error)
        SELECT p_event, p_facts || jsonb_build_object('transfer', transfer_id), now(), now(), 0, ''
        FROM pg_temp.posting_run;
    END IF;
    RETURN v_posted;
END $body$;
