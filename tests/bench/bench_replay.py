"""How long a replay of a million transfers takes: the whole of it, reading and judging.

The history is made set by set, with the ledger's guards in force: half a year in which residents
earn and pay out of two pots at shops that redeem each week.
"""

import time
from datetime import UTC, datetime
from typing import Final

import pytest

from currency.replay import replay
from currency.rules.document import Rules
from tenants.models import Tenant
from tests.bench.history import write_history
from tests.cast import Town, people_a_town

TRANSFERS: Final = 1_000_000
LIMIT_S: Final = 60.0
NOW: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
STRICTER: Final = Rules.model_validate(
    {
        "payments": {"maximum": 2_400, "maximum_per_day": 4_000, "maximum_per_month": 30_000},
        "pots": {"order": ["earned", "gift"], "gift": {
            "maximum_per_day": 1_500, "categories": ["food"],
            "expiry": {"kind": "months", "months": 3}}},
        "rewards": {"maximum": 1_900},
        "demurrage": {"share_bp": 100, "above": 1_000},
        "redemption": {"holding_days": 21, "fee_bp": 150},
    }
)  # fmt: skip


@pytest.fixture
def town(committed: None, heerlen: Tenant) -> Town:
    """Heerlen with half a year behind it."""
    town = people_a_town(heerlen)
    begun = time.perf_counter()
    write_history(town, TRANSFERS, since=datetime(2026, 6, 1, tzinfo=UTC), until=NOW)
    print(f"\nwritten in {time.perf_counter() - begun:.1f} s")
    return town


def test_a_million_transfers_are_replayed_in_a_minute(town: Town) -> None:
    with town.here():
        begun = time.perf_counter()
        found = replay(STRICTER, 6, now=NOW)
        took = time.perf_counter() - begun

    print(f"{found.transfers} transfers in {took:.1f} s")
    for one in found.differences:
        print(f"  {one.rule:<32}{one.effect:<10}{one.count:>8}{one.amount:>12}{one.parties:>7}")
    assert found.transfers >= TRANSFERS
