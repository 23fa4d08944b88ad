"""The towns of the marketplace's tests: one that is rolled back, one whose rows are committed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django_tenants.utils import schema_context

from tenants.models import Tenant
from tests.marketplace.cast import Town, people_a_town


@pytest.fixture
def town(heerlen: Tenant) -> Iterator[Town]:
    """Heerlen with its cast; everything is rolled back after the test."""
    with schema_context(heerlen.schema_name):
        yield people_a_town(heerlen)


@pytest.fixture
def committed_town(committed: None, heerlen: Tenant) -> Iterator[Town]:
    """Heerlen with its cast in a database of its own, for several connections at once."""
    with schema_context(heerlen.schema_name):
        yield people_a_town(heerlen)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """Photos of a test lie in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    # The storage remembers where it lay; told that it is another one, it looks again.
    settings.STORAGES = dict(settings.STORAGES)
    return Path(settings.MEDIA_ROOT)
