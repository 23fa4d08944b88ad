"""The towns of the ledger's tests."""

import pytest

from tenants.models import Agreement, Tenant
from tenants.schema import look_at
from tests.cast import Town, agree, people_a_town


@pytest.fixture
def town(heerlen: Tenant) -> Town:
    """Heerlen; its schema is current."""
    look_at(heerlen)
    return people_a_town(heerlen)


@pytest.fixture
def abroad(sittard_geleen: Tenant) -> Town:
    """The other town."""
    return people_a_town(sittard_geleen)


@pytest.fixture
def agreement(town: Town, abroad: Town) -> Agreement:
    """Heerlen's coins are good in Sittard-Geleen, one for one."""
    return agree(town, abroad)
