"""Whole payments a second: beside pgbench with the same function, django-hordak, another town.

A whole payment is what a tap on "Betalen" runs: request, rules, limits, posting, outbox, receipt.
"""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from currency.services import payments
from tenants.models import Tenant
from tenants.schema import look_at
from tests.bench.crowd import Crowd
from tests.bench.hordak_side import HordakSide
from tests.bench.measuring import compare
from tests.bench.posting import rate_of_posting
from tests.bench.workers import rate_of
from tests.cast import NOW, agree

PER_ROUND = 10_000


def paying(home: Tenant, payers: Crowd, shops: Crowd) -> Callable[[], float]:
    """Payments a second by residents at random, at shops of the one town or the other."""

    def pay(code: str) -> None:
        look_at(home)
        payments.pay(code=code, payer=chance.choice(payers.residents), at=NOW)

    chance = Random(7)
    return lambda: rate_of(pay, shops.ask(PER_ROUND))


def test_payment(crowd: Crowd, tmp_path: Path) -> None:
    compare(
        "payment", "≥ 0.45", "payments a second of the processor", 5,
        {"service": paying(crowd.town.tenant, crowd, crowd),
         "pgbench": lambda: rate_of_posting(crowd, tmp_path, 2 * PER_ROUND)},
    )  # fmt: skip


def test_payment_beside_hordak(crowd: Crowd) -> None:
    with HordakSide() as hordak:
        compare(
            "payment-beside-hordak", "≥ 10", "payments a second of the processor", 3,
            {"service": paying(crowd.town.tenant, crowd, crowd), "hordak": hordak.rate},
        )  # fmt: skip


@pytest.fixture(scope="session")
def accepted(crowd: Crowd, other_crowd: Crowd) -> Crowd:
    """The other town, where Heerlen's coins are good without end."""
    agree(crowd.town, other_crowd.town, cap_payment=10**9, cap_outstanding=10**12)
    return other_crowd


def test_payment_abroad(crowd: Crowd, accepted: Crowd) -> None:
    home = crowd.town.tenant

    compare(
        "payment-abroad", "≥ 0.5", "payments a second of the processor", 5,
        {"abroad": paying(home, crowd, accepted), "home": paying(home, crowd, crowd)},
    )  # fmt: skip
