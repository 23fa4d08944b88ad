"""Looking for work and shops in a town with 2,000 klussen and 1,500 shops, beside one with 20.

Through all of the middleware; milliseconds of the processor, here and in the database.
"""

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from tenants.models import Tenant
from tenants.queries import tenant_by_schema
from tenants.schema import look_at
from tests import database
from tests.bench.measuring import compare, spent_s
from tests.clients import HostClient, client_for
from tests.marketplace.busy_town import fill_streets
from tests.marketplace.cast import people_a_town

VISITS, ROUNDS = 20, 7


@pytest.fixture(scope="module")
def towns(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[HostClient]]:
    """A resident of a large town, and one of a small one."""
    with django_db_blocker.unblock(), database.a_copy():
        yield [
            resident_of(tenant_by_schema("heerlen"), klussen=2_000, shops=1_500),
            resident_of(tenant_by_schema("parkstad"), klussen=20, shops=20),
        ]


def resident_of(tenant: Tenant, *, klussen: int, shops: int) -> HostClient:
    """Somebody who signed in to a town with so much in it."""
    look_at(tenant)
    town = people_a_town(tenant)
    fill_streets(town, klussen=klussen, shops=shops, now=timezone.now())
    return client_for(tenant, town.resident)


def visits(client: HostClient, address: str) -> Callable[[], float]:
    """Milliseconds of the processor a page."""

    def visit() -> None:
        for _ in range(VISITS):
            assert client.get(address).status_code == 200

    visit()
    return lambda: spent_s(visit) * 1_000 / VISITS


@pytest.mark.parametrize(
    ("name", "address"),
    [("klussen-list", "/klussen/?toon=lijst"), ("klussen-map", "/klussen/"),
     ("klussen-search", "/klussen/?text=koffie"), ("shops-list", "/winkels/"),
     ("shops-search", "/winkels/?text=fiestenmaker"),
     ("klussen-spots", "/klussen/kaart.json?vak=5.85,50.8,6.05,51&zoom=13"),
     ("shops-spots", "/winkels/kaart.json?vak=5.85,50.8,6.05,51&zoom=13")],
)  # fmt: skip
def test_finding(towns: list[HostClient], name: str, address: str) -> None:
    large, small = towns

    compare(
        name, "≤ 1.5", "ms of the processor a page", ROUNDS,
        {"2000-and-1500": visits(large, address), "20-and-20": visits(small, address)},
    )  # fmt: skip
