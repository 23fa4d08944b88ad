"""How long a replay of a million transfers takes: the whole of it, reading and judging.

The history is half a year in which residents earn and pay out of two pots at shops that redeem.
"""

import time
from datetime import UTC, datetime
from typing import Final

import pytest

from currency.replay import replay
from currency.rules.document import Rules
from tenants.models import Tenant
from tests.bench.history import write_history
from tests.bench.measuring import measured
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
    write_history(town, TRANSFERS, since=datetime(2026, 6, 1, tzinfo=UTC), until=NOW)
    return town


def test_replay_1m(town: Town) -> None:
    with town.here():
        begun, worked = time.perf_counter(), time.process_time()
        found = replay(STRICTER, 6, now=NOW)
        took, own = time.perf_counter() - begun, time.process_time() - worked

    print(f"\n{found.transfers:,} transfers in {took:.1f} s, {own:.1f} s of the processor")
    for one in found.differences:
        print(f"  {one.rule:<32}{one.effect:<10}{one.kind:<12}{one.count:>8}{one.amount:>12}")
    measured("replay-1m", LIMIT_S / took, "≥ 1", "times as quick", "a minute", {"seconds": [took]})
    assert found.transfers >= TRANSFERS
