"""A town full of people that the payment benches share, and the table at the end of a run."""

import logging
import os
from collections.abc import Iterator

import pytest
from _pytest.terminal import TerminalReporter
from pytest_django import DjangoDbBlocker

from tenants.queries import tenant_by_schema
from tests import database
from tests.bench.crowd import Crowd, fill
from tests.bench.measuring import table
from tests.cast import people_a_town


@pytest.fixture(scope="session", autouse=True)
def _quiet() -> None:
    """No line for each request between the figures."""
    logging.disable(logging.INFO)


@pytest.fixture(scope="session")
def bench_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One database for all benches that share a town; its rows are committed."""
    with django_db_blocker.unblock(), database.a_copy():
        yield


@pytest.fixture(scope="session")
def crowd(bench_database: None) -> Crowd:
    """Heerlen full of people."""
    return fill(people_a_town(tenant_by_schema("heerlen")))


@pytest.fixture(scope="session")
def other_crowd(bench_database: None) -> Crowd:
    """Sittard-Geleen full of people."""
    return fill(people_a_town(tenant_by_schema("sittard_geleen")))


@pytest.fixture(scope="session")
def bare_crowd(bench_database: None) -> Crowd:
    """Parkstad full of people, for who takes the guards away there."""
    return fill(people_a_town(tenant_by_schema("parkstad")))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`make bench ONLY=payment-abroad` runs test_payment_abroad: the test is named as its row."""
    only = os.environ.get("ONLY", "").replace("-", "_")
    wanted = [item for item in items if item.name.partition("[")[0] == f"test_{only}"]
    wanted = wanted or [item for item in items if only in item.name.replace("-", "_")]
    config.hook.pytest_deselected(items=[item for item in items if item not in wanted])
    items[:] = wanted


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """All rows of this run under each other."""
    terminalreporter.section("measured, kept in bench.json")
    for line in table():
        terminalreporter.write_line(line)
