"""Sixteen payers at one shop beside sixteen payers at sixteen shops, with every commit flushed.

The shop's accounts are those the service gives its requests when it is busy.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from currency.models import PaymentRequest
from tenants.queries import tenant_by_schema
from tests import database
from tests.bench.crowd import Crowd, fill
from tests.bench.durable import flushing_server
from tests.bench.measuring import compare
from tests.bench.posting import posting_script
from tests.bench.workers import pgbench_by_the_clock
from tests.cast import people_a_town

PAYERS = 16
BUSY = 128


@pytest.fixture
def flushed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Crowd]:
    """Heerlen full of people, on a server that flushes every commit to its disk."""
    with django_db_blocker.unblock(), flushing_server(), database.a_copy():
        yield fill(people_a_town(tenant_by_schema("heerlen")))


def accounts_of_a_busy_shop(crowd: Crowd) -> list[int]:
    """Where the requests of a shop lead, once many of them were made in a minute."""
    shop = crowd.town.shop()
    asked = [crowd.town.asks(shop, 125).id for _ in range(BUSY)]
    with crowd.town.here():
        found = PaymentRequest.objects.filter(id__in=asked[-BUSY // 2 :])
        return sorted(set(found.values_list("payee_id", flat=True)))


def test_hot_shop(flushed: Crowd, tmp_path: Path) -> None:
    busy = accounts_of_a_busy_shop(flushed)
    one, sixteen = posting_script(flushed, busy), posting_script(flushed, flushed.shops[:PAYERS])

    compare(
        "hot-shop", "≥ 0.7", "postings a second", 7,
        {"one-shop": lambda: pgbench_by_the_clock(one, tmp_path, PAYERS),
         "sixteen-shops": lambda: pgbench_by_the_clock(sixteen, tmp_path, PAYERS)},
    )  # fmt: skip
