-- What a payment took from its payer's purses and left in all of them: `paid` and `remaining`, in
-- minor units. A purse it did not touch still has what the entry before it left. Volatile, so that
-- it sees what the statement it stands in has just posted.
CREATE FUNCTION {schema}.payment_receipt(
    p_transfer bigint, p_payer uuid, p_pots text[],
    OUT paid_at timestamptz, OUT paid bigint, OUT remaining bigint
) LANGUAGE plpgsql AS $body$
BEGIN
    SELECT t.at, -sum(coalesce(e.amount, 0)),
            sum(coalesce(e.balance_after, earlier.balance_after, 0))
        INTO paid_at, paid, remaining
        FROM {schema}.currency_transfer t
        JOIN {schema}.currency_account a ON a.holder_id = p_payer AND a.pot = ANY(p_pots)
        LEFT JOIN {schema}.currency_entry e ON e.account_id = a.id AND e.transfer_id = t.id
        LEFT JOIN LATERAL (
            SELECT b.balance_after FROM {schema}.currency_entry b
            WHERE b.account_id = a.id AND b.transfer_id < t.id AND e.seq IS NULL
            ORDER BY b.seq DESC LIMIT 1) earlier ON true
        WHERE t.id = p_transfer GROUP BY t.id;
END $body$;
