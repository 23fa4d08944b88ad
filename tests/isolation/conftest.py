"""Photos of these tests lie in a folder of their own."""

from pathlib import Path
from typing import Any

import pytest

from tenants.models import Tenant
from tests.isolation.cast import FullTown, a_full_town


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """Where they lie."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = dict(settings.STORAGES)
    return Path(settings.MEDIA_ROOT)


@pytest.fixture
def full(heerlen: Tenant, sittard_geleen: Tenant) -> FullTown:
    """Heerlen with one of everything."""
    return a_full_town(heerlen, sittard_geleen)


@pytest.fixture
def other(heerlen: Tenant, sittard_geleen: Tenant) -> FullTown:
    """Sittard-Geleen with one of everything; Heerlen is empty."""
    return a_full_town(sittard_geleen, heerlen)
