"""A town whose rows are committed, one for all tests of a module: the stream has connections of
its own, and a database for each test would cost more than the tests."""

from collections.abc import Iterator

import pytest
from django_tenants.utils import schema_context
from pytest_django import DjangoDbBlocker

from tenants.queries import tenant_by_schema
from tests import database
from tests.marketplace.cast import Town, people_a_town


@pytest.fixture(scope="module")
def shared_town(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Town]:
    """Heerlen with its cast."""
    with django_db_blocker.unblock(), database.a_copy(), schema_context("heerlen"):
        yield people_a_town(tenant_by_schema("heerlen"), coins=1_000_000)


@pytest.fixture
def stream_town(shared_town: Town) -> Iterator[Town]:
    """The same, and its schema is current."""
    with schema_context(shared_town.tenant.schema_name):
        yield shared_town
