"""The region of the clearing tests: one that is rolled back, one whose rows are committed."""

import pytest

from tenants.models import Tenant
from tests.settlement.clearing.cast import Parkstad, people_the_region


@pytest.fixture
def region(heerlen: Tenant, sittard_geleen: Tenant, parkstad: Tenant) -> Parkstad:
    """Three towns that accept each other's coins; everything is rolled back after the test."""
    return people_the_region(heerlen, sittard_geleen, parkstad)


@pytest.fixture
def committed_region(
    committed: None, heerlen: Tenant, sittard_geleen: Tenant, parkstad: Tenant
) -> Parkstad:
    """The same in a database of its own, for several connections at once."""
    return people_the_region(heerlen, sittard_geleen, parkstad)
