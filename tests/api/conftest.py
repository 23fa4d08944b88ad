"""Two towns and a region for the tests of the API."""

from pathlib import Path
from typing import Any

import pytest

from tenants.models import Tenant
from tests.api.cast import Api, Town, make_person


@pytest.fixture
def town(heerlen: Tenant) -> Town:
    """Heerlen."""
    return Town(heerlen)


@pytest.fixture
def abroad(sittard_geleen: Tenant) -> Town:
    """The other town."""
    return Town(sittard_geleen)


@pytest.fixture
def region(rows: None) -> Api:
    """The coordinator's program."""
    return Api("regio.localhost", make_person(None, "coordinator", "coordinator"))


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """Photos of a test lie in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return Path(settings.MEDIA_ROOT)
