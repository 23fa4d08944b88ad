-- Many rewards out of one hold at once, in one set: what `post_transfer` would post one by one.
--
-- Each reward has its own key; one that was used before for the same is left alone. Whose balance
-- would pass the maximum is passed over and is missing in the answer. People are locked before
-- their balances are read, as who approves a single reward does. All of it stands or none.
CREATE FUNCTION {schema}.reward_run(
    p_hold bigint, p_keys uuid[], p_parties uuid[], p_amounts bigint[], p_facts jsonb[],
    p_at timestamptz, p_actor uuid, p_rules bigint, p_most bigint, p_most_earned bigint,
    p_event text
) RETURNS TABLE (reward_key uuid, reward_transfer bigint) LANGUAGE plpgsql AS $body$
DECLARE
    v_house bigint;
    v_posted bigint;
    v_total bigint;
    v_balance bigint;
    v_seq bigint;
    v_transfers bigint[];
    v_accounts bigint[];
    v_amounts bigint[];
    v_facts jsonb[];
BEGIN
    IF cardinality(p_keys) <> cardinality(p_parties)
        OR cardinality(p_parties) <> cardinality(p_amounts)
        OR cardinality(p_amounts) <> cardinality(p_facts) OR cardinality(p_keys) > 10000
        OR (SELECT min(amount) FROM unnest(p_amounts) amount) < 1
        OR (SELECT count(DISTINCT party) FROM unnest(p_parties) party) <> cardinality(p_parties)
    THEN
        RAISE EXCEPTION 'movement-malformed' USING ERRCODE = 'HT006';
    END IF;
    SELECT account_id INTO v_house FROM {schema}.currency_hold WHERE id = p_hold;
    IF v_house IS NULL THEN
        RAISE EXCEPTION 'hold-too-small' USING ERRCODE = 'HT005';
    END IF;
    PERFORM 1 FROM {schema}.people_person WHERE party_id = ANY(p_parties)
        ORDER BY id FOR NO KEY UPDATE;
    INSERT INTO {schema}.currency_account
            (holder_id, pot, unit, slot, balance, held, floor, last_seq)
        SELECT party, 'earned', 'coin', 0, 0, 0, 0, 0 FROM unnest(p_parties) party
        WHERE NOT EXISTS (SELECT 1 FROM {schema}.currency_account
            WHERE holder_id = party AND pot = 'earned' AND unit = 'coin' AND slot = 0)
        ORDER BY party ON CONFLICT DO NOTHING;

    WITH asked AS MATERIALIZED (
        SELECT share.key, account.id AS account, share.amount, share.facts, share.party
        FROM unnest(p_keys, p_parties, p_amounts, p_facts) AS share(key, party, amount, facts)
        JOIN {schema}.currency_account account ON account.holder_id = share.party
            AND account.pot = 'earned' AND account.unit = 'coin' AND account.slot = 0
    ), kept AS MATERIALIZED (
        SELECT holder_id, sum(balance) AS all_pots,
            coalesce(sum(balance) FILTER (WHERE pot = 'earned'), 0) AS earned
        FROM {schema}.currency_account WHERE holder_id = ANY(p_parties) AND unit = 'coin'
            AND pot IN ('earned', 'topped-up', 'gift', 'emergency')
        GROUP BY holder_id
    ), made AS (
        INSERT INTO {schema}.currency_transfer
            (key, digest, kind, at, actor, rules_id, facts, hold_id)
        SELECT key, sha256(convert_to(jsonb_build_array('reward', ARRAY[v_house, account],
                ARRAY[-amount, amount], p_actor, facts, NULL, p_hold, NULL)::text, 'UTF8')),
            'reward', p_at, p_actor, p_rules, facts, p_hold
        FROM asked JOIN kept ON kept.holder_id = asked.party
        WHERE kept.all_pots + amount <= p_most
            AND (p_most_earned IS NULL OR kept.earned + amount <= p_most_earned)
            AND NOT EXISTS (SELECT 1 FROM {schema}.currency_transfer t WHERE t.key = asked.key)
        ORDER BY key
        ON CONFLICT (key) DO NOTHING RETURNING id, key
    )
    SELECT count(*), coalesce(sum(amount), 0), array_agg(made.id ORDER BY made.id),
            array_agg(account ORDER BY made.id), array_agg(amount ORDER BY made.id),
            array_agg(facts ORDER BY made.id)
        INTO v_posted, v_total, v_transfers, v_accounts, v_amounts, v_facts
        FROM made JOIN asked USING (key);

    IF v_posted < cardinality(p_keys) AND EXISTS (
        SELECT 1 FROM unnest(p_keys, p_parties, p_amounts, p_facts)
            AS share(key, party, amount, facts)
        JOIN {schema}.currency_transfer t USING (key)
        JOIN {schema}.currency_account account ON account.holder_id = share.party
            AND account.pot = 'earned' AND account.unit = 'coin' AND account.slot = 0
        WHERE t.digest <> sha256(convert_to(jsonb_build_array('reward',
            ARRAY[v_house, account.id], ARRAY[-share.amount, share.amount], p_actor, share.facts,
            NULL, p_hold, NULL)::text, 'UTF8'))) THEN
        RAISE EXCEPTION 'key-reused' USING ERRCODE = 'HT001';
    END IF;

    IF v_posted > 0 THEN
        UPDATE {schema}.currency_hold SET captured = captured + v_total,
                state = CASE WHEN captured + v_total + released = amount
                        THEN 'closed' ELSE 'open' END
            WHERE id = p_hold AND state = 'open' AND captured + v_total + released <= amount;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'hold-too-small' USING ERRCODE = 'HT005';
        END IF;
        PERFORM 1 FROM {schema}.currency_account WHERE id = v_house OR id = ANY(v_accounts)
            ORDER BY id FOR NO KEY UPDATE;
        UPDATE {schema}.currency_account SET balance = balance - v_total, held = held - v_total,
                last_seq = last_seq + v_posted
            WHERE id = v_house RETURNING balance, last_seq INTO v_balance, v_seq;
        WITH moved AS (
            UPDATE {schema}.currency_account a
                SET balance = a.balance + run.amount, last_seq = a.last_seq + 1
                FROM unnest(v_transfers, v_accounts, v_amounts) AS run(transfer, account, amount)
                WHERE a.id = run.account
                RETURNING a.id, a.last_seq, run.transfer, run.amount, a.balance
        )
        INSERT INTO {schema}.currency_entry (account_id, seq, transfer_id, amount, balance_after)
            SELECT id, last_seq, transfer, amount, balance FROM moved;
        INSERT INTO {schema}.currency_entry (account_id, seq, transfer_id, amount, balance_after)
            SELECT v_house, v_seq - v_posted + row_number() OVER running, transfer, -amount,
                v_balance + v_total - sum(amount) OVER running
            FROM unnest(v_transfers, v_amounts) AS run(transfer, amount)
            WINDOW running AS (ORDER BY transfer);
        IF p_event IS NOT NULL THEN
            INSERT INTO {schema}.trail_outboxevent
                (kind, facts, created_at, next_try_at, attempts, last_error)
            SELECT p_event, facts || jsonb_build_object('transfer', transfer), now(), now(), 0, ''
            FROM unnest(v_transfers, v_facts) AS run(transfer, facts);
        END IF;
    END IF;
    RETURN QUERY SELECT t.key, t.id FROM {schema}.currency_transfer t WHERE t.key = ANY(p_keys);
END $body$;
