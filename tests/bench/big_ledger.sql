-- A ledger of 5 M payments (10 M entries) that proves whole, in a town without any entry: one payer
-- and one shop with 1 M entries each, 100 payers and 400 shops with 10,000, and 100,000 residents
-- with 30. Payers have no floor, so that nobody need be given coins first.
-- Account ids: payers from 1000000 (the busy one first), shops from 2000000 (the busy one first).

INSERT INTO people_party (id, kind, name, reference, category)
SELECT md5('payer' || n)::uuid, 'person', 'Payer ' || n, '', '' FROM generate_series(0, 100100) n
UNION ALL
SELECT md5('shop' || n)::uuid, 'merchant', 'Shop ' || n, '', '' FROM generate_series(0, 400) n;

INSERT INTO currency_account (id, holder_id, pot, unit, slot, balance, held, floor, last_seq)
SELECT 1000000 + n, md5('payer' || n)::uuid, 'earned', 'coin', 0, -125 * entries, 0, NULL, entries
FROM (SELECT n, CASE WHEN n = 0 THEN 1000000 WHEN n <= 100 THEN 10000 ELSE 30 END AS entries
      FROM generate_series(0, 100100) n) payer
UNION ALL
SELECT 2000000 + n, md5('shop' || n)::uuid, 'merchant', 'coin', 0, 125 * entries, 0, 0, entries
FROM (SELECT n, CASE WHEN n = 0 THEN 1000000 ELSE 10000 END AS entries
      FROM generate_series(0, 400) n) shop;

INSERT INTO currency_transfer (id, key, digest, kind, at, posted_at, facts)
SELECT n, md5(n::text)::uuid, '\x00', 'payment', at, at, '{}'
FROM generate_series(1, 5000000) n,
    LATERAL (SELECT timestamptz '2026-11-24 08:00+00' - (5000000 - n) * interval '12 seconds') t(at);

INSERT INTO currency_entry (account_id, seq, transfer_id, amount, balance_after)
SELECT side.account, side.seq, n, side.sign * 125, side.sign * 125 * side.seq
FROM generate_series(1, 5000000) n,
    LATERAL (SELECT (n - 1) / 5 AS q, (n - 1) % 5 AS j) fives,
    LATERAL (SELECT q * 3 + j - 2 AS m, q * 4 + j AS k) numbered,
    LATERAL (VALUES
        (CASE j WHEN 0 THEN 1000000 WHEN 1 THEN 1000001 + q % 100 ELSE 1000101 + m % 100000 END,
         CASE j WHEN 0 THEN q + 1 WHEN 1 THEN q / 100 + 1 ELSE m / 100000 + 1 END, -1),
        (CASE j WHEN 4 THEN 2000000 ELSE 2000001 + k % 400 END,
         CASE j WHEN 4 THEN q + 1 ELSE k / 400 + 1 END, 1)) side(account, seq, sign);
