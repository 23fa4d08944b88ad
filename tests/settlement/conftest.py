"""The towns of the settlement tests: one that is rolled back, one whose rows are committed."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django_tenants.utils import schema_context

from tenants.models import Tenant
from tests.settlement.cast import NOW, Town, people_a_town


@pytest.fixture
def town(heerlen: Tenant) -> Iterator[Town]:
    """Heerlen with its cast; everything is rolled back after the test."""
    with schema_context(heerlen.schema_name):
        yield people_a_town(heerlen)


@pytest.fixture
def now() -> datetime:
    """The moment the tests happen at."""
    return NOW


@pytest.fixture
def committed_town(committed: None, heerlen: Tenant) -> Iterator[Town]:
    """Heerlen with its cast in a database of its own, for several connections at once."""
    with schema_context(heerlen.schema_name):
        yield people_a_town(heerlen)
