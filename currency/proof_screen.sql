-- Four differences that are nothing where the ledger's greatest promises hold, in one snapshot.
--
-- A row's weight is 22 bits of a hash with this run's seed: times any balance below 11 billion coins
-- it is still a bigint. Summed over a transfer, amounts times the transfer's weight are nothing where
-- the transfer sums to nothing. And where each entry begins at the number and the balance at which
-- the one before it ended, all that ends but does not begin anew is each account's last entry.
SELECT
    of_entries.transfers,
    (SELECT coalesce(sum(amount * (hashint8extended(transfer_id, %(seed)s) & 4194303)), 0)
        FROM currency_entry
        WHERE account_id IN (SELECT id FROM currency_account WHERE unit = 'euro')),
    of_entries.ends - (
        SELECT coalesce(sum(
            (balance + %(shift)s) * (hashint8extended((id << 32) | last_seq, %(seed)s) & 4194303)
            - %(shift)s * (hashint8extended(id << 32, %(seed)s) & 4194303)), 0)
        FROM currency_account),
    -- No amount is zero, so a transfer that has entries and sums to nothing has two at least.
    (SELECT count(*) FROM currency_transfer)
        - (SELECT count(DISTINCT transfer_id) FROM currency_entry)
FROM (
    SELECT
        coalesce(sum(amount * (hashint8extended(transfer_id, %(seed)s) & 4194303)), 0) AS transfers,
        coalesce(sum(
            (balance_after + %(shift)s)
                * (hashint8extended((account_id << 32) | seq, %(seed)s) & 4194303)
            - (balance_after - amount + %(shift)s)
                * (hashint8extended((account_id << 32) | (seq - 1), %(seed)s) & 4194303)), 0) AS ends
    FROM currency_entry) of_entries
