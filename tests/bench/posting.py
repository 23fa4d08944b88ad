"""The posting function as pgbench calls it: nothing of Python, the same function and parameters."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.db import connection

from currency.queries import rules_in_force
from tests.bench.crowd import Crowd, account_ids
from tests.bench.workers import pgbench
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

# One request after the other is paid, so this many clients never pay the same one.
PAYING: Final = """
\\set a random({first_resident}, {last_resident})
SELECT {schema}.post_transfer(md5(r.code)::uuid, 'payment',
    ARRAY[:a, ({shops})[1 + r.n % {count}]]::bigint[], '{{-125,125}}'::bigint[], '{now}', NULL,
    {rules}, jsonb_build_object('request', md5(r.code), 'code', r.code), NULL, NULL,
    md5(r.code)::uuid, jsonb_build_array(jsonb_build_object('name', 'paid-per-day', 'subject',
    :a::text, 'period', '2026-11-24', 'add', 125, 'cap', 1000000000)), 'payment.posted', NULL)
FROM (SELECT n, '{town}' || upper(lpad(to_hex({first} + n), 6, '0')) AS code
    FROM nextval('{schema}.bench_requests') n) r;
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


def rate_of_posting(crowd: Crowd, directory: Path, requests: int) -> float:
    """Payments of requests a second, by pgbench: what a whole payment posts, and nothing else."""
    first = crowd.asked
    crowd.ask(requests)
    earned, schema = account_ids(crowd.town, "earned"), crowd.town.tenant.schema_name
    with crowd.town.here(), connection.cursor() as cursor:
        cursor.execute("DROP SEQUENCE IF EXISTS bench_requests")
        cursor.execute("CREATE SEQUENCE bench_requests CACHE 1")
        rules = rules_in_force(NOW).id
    script = PAYING.format(
        schema=schema, first_resident=earned[0], last_resident=earned[-1], now=NOW.isoformat(),
        shops=f"ARRAY{crowd.shops}", count=len(crowd.shops), rules=rules,
        town=crowd.town.tenant.code, first=first,
    )  # fmt: skip
    return pgbench(script, directory)
