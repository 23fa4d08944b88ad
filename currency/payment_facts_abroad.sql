-- What paying in another town needs besides: the rules there, and the two accounts that mirror each
-- other. Always one row. {home} is the payer's schema and {shop} the shop's.

SELECT there.id, there.version, there.approved_at,
    (SELECT clearing.id FROM {home}.currency_account clearing
        JOIN {home}.people_party other ON other.id = clearing.holder_id
        WHERE other.kind = 'tenant' AND other.reference = %(shop_schema)s
            AND clearing.pot = 'clearing'),
    (SELECT clearing.id FROM {shop}.currency_account clearing
        JOIN {shop}.people_party other ON other.id = clearing.holder_id
        WHERE other.kind = 'tenant' AND other.reference = %(home_schema)s
            AND clearing.pot = 'clearing')
FROM (SELECT) always
LEFT JOIN LATERAL (
    SELECT id, version, approved_at FROM {shop}.currency_ruleset
    WHERE state = 'approved' AND starts_at <= %(at)s
    ORDER BY starts_at DESC, version DESC LIMIT 1) there ON true
