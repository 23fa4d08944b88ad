-- What paying a request means for a payer: one row, or none when no request has this code.
-- {home} is the payer's schema and {shop} the shop's (the same for a payment at home).

SELECT r.id, r.code, shop.name, shop.id, r.payee_id, r.amount, r.description, r.expires_at, r.state,
    r.payer_id, shop.kind, shop.category,
    (SELECT jsonb_agg(jsonb_build_array(purse.pot, purse.id,
            coalesce(purse.balance - purse.held - purse.floor, 0)) ORDER BY purse.slot)
        FROM {home}.currency_account purse
        WHERE purse.holder_id = %(payer)s AND purse.pot = ANY(%(pots)s)),
    EXISTS (SELECT 1 FROM {home}.people_seat seat
        JOIN {home}.people_person owner ON owner.id = seat.person_id
        WHERE seat.party_id IN (shop.id, %(payer)s) AND seat.duty = 'owner'
            AND owner.party_id IN (shop.id, %(payer)s)),
    here.id, here.version, here.approved_at
FROM {shop}.currency_paymentrequest r
JOIN {shop}.currency_account payee ON payee.id = r.payee_id
JOIN {shop}.people_party shop ON shop.id = payee.holder_id
LEFT JOIN LATERAL (
    SELECT id, version, approved_at FROM {home}.currency_ruleset
    WHERE state = 'approved' AND starts_at <= %(at)s
    ORDER BY starts_at DESC, version DESC LIMIT 1) here ON true
WHERE r.code = %(code)s
