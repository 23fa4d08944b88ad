-- The journal of a tenant, day by day (by the moment of posting, in Amsterdam): what each kind of
-- transfer did to each position, debit and credit apart, in cents.
--
-- A coin's cents are what the account was worth after the entry less what it was worth before, each
-- rounded: the sum over an account is its balance in euros, whatever a coin is worth. What a transfer
-- then lacks is the rounding.

WITH valued AS (
    SELECT (t.posted_at AT TIME ZONE 'Europe/Amsterdam')::date AS day, t.kind, t.id AS transfer_id,
        a.pot, programme.id AS programme_id,
        CASE WHEN a.unit = 'euro' THEN e.amount ELSE
            round(e.balance_after * %(value)s / 100.0)::bigint
            - round((e.balance_after - e.amount) * %(value)s / 100.0)::bigint END AS cents
    FROM currency_entry e
    JOIN currency_transfer t ON t.id = e.transfer_id
    JOIN currency_account a ON a.id = e.account_id
    LEFT JOIN currency_programme programme
        ON programme.party_id = a.holder_id AND a.pot = 'programme'
    WHERE t.posted_at >= %(begins)s AND t.posted_at < %(ends)s AND t.kind <> ALL(%(left_out)s)
), summed AS (
    SELECT day, kind, pot, programme_id,
        -coalesce(sum(cents) FILTER (WHERE cents < 0), 0)::bigint AS debit,
        coalesce(sum(cents) FILTER (WHERE cents > 0), 0)::bigint AS credit
    FROM valued GROUP BY day, kind, pot, programme_id
)
SELECT day, kind, pot, programme_id, debit, credit FROM summed WHERE debit > 0 OR credit > 0
ORDER BY day, kind, pot, programme_id
