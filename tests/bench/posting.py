"""The posting function as pgbench calls it: nothing of Python, the same function and parameters."""

from collections.abc import Sequence
from typing import Final

from currency.queries import rules_in_force
from tests.bench.crowd import Crowd, account_ids
from tests.cast import NOW

SCRIPT: Final = """
\\set a random({first_resident}, {last_resident})
\\set n random(1, {count})
SELECT {schema}.post_transfer(gen_random_uuid(), 'payment',
    ARRAY[:a, (ARRAY{shops})[:n]]::bigint[],
    '{{-125,125}}'::bigint[], now(), NULL, {rules}, '{{"request": "x", "code": "y"}}'::jsonb, NULL,
    NULL, NULL, jsonb_build_array(jsonb_build_object('name', 'paid-per-day', 'subject', :a::text,
    'period', '2026-11-24', 'add', 125, 'cap', 1000000000)), 'payment.posted', NULL);
"""


def posting_script(crowd: Crowd, shops: Sequence[int] | None = None) -> str:
    """Payments by residents at random to these accounts of shops, with a limit and an outbox."""
    earned = account_ids(crowd.town, "earned")
    shops = shops or crowd.shops
    with crowd.town.here():
        rules = rules_in_force(NOW).id
    return SCRIPT.format(
        schema=crowd.town.tenant.schema_name, first_resident=earned[0], last_resident=earned[-1],
        shops=list(shops), count=len(shops), rules=rules,
    )  # fmt: skip
