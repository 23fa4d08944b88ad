"""The towns of the settlement tests: one that is rolled back, one whose rows are committed."""

from collections.abc import Iterator
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django_tenants.utils import schema_context
from psycopg import sql
from pytest_django import DjangoDbBlocker

from tenants.models import Domain, Tenant
from tenants.services import create_tenant
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
def committed_town(heerlen_exists: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Town]:
    """A town of its own whose rows are committed, for several connections at once; then dropped."""
    name = f"race_{uuid4().hex[:8]}"
    with django_db_blocker.unblock():
        tenant = create_tenant(schema_name=name, name="Race", host=f"{name}.localhost", code="ZZ")
        try:
            with schema_context(name):
                yield people_a_town(tenant)
        finally:
            connection.set_schema_to_public()
            with connection.cursor() as cursor:
                cursor.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))
            Domain.objects.filter(tenant=tenant).delete()
            Tenant.objects.filter(id=tenant.id).delete()
