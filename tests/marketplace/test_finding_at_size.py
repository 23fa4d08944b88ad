"""A town with 2,000 klussen and 1,500 shops: pages ask the database as little as in a small one.

What it costs in time stands in `tests/bench/bench_finding.py`.
"""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketplace import queries
from tenants.people.models import Neighbourhood, Person
from tests.clients import HostClient, client_for
from tests.marketplace.busy_town import fill_streets
from tests.marketplace.cast import Town

MOST_QUERIES = 12
PAGES = (
    "/klussen/", "/klussen/?page=40", "/klussen/?toon=lijst", "/klussen/?text=koffie",
    "/klussen/?text=schofelen", "/klussen/?text=lekers",
    "/klussen/?category=green&short=on", "/winkels/",
    "/winkels/?page=30", "/winkels/?text=bakkerij", "/winkels/?text=fiestenmaker",
    "/klussen/kaart.json?vak=5.85,50.8,6.05,51&zoom=13", "/klussen/?near=50.9,5.95",
    "/winkels/kaart.json?vak=5.85,50.8,6.05,51&zoom=13", "/winkels/?near=50.9,5.95",
)  # fmt: skip


@pytest.fixture
def busy(town: Town) -> Iterator[Town]:
    """A town full of work and shops."""
    fill_streets(town, klussen=2_000, shops=1_500, now=timezone.now())
    return town


def asked_by(client: HostClient, address: str) -> int:
    """How many queries a page takes once the caches know the tenant."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_no_page_takes_more_than_twelve_queries(busy: Town) -> None:
    home = Neighbourhood.objects.create(name="Heide", latitude="50.90000", longitude="5.95000")
    Person.objects.filter(id=busy.resident.id).update(neighbourhood=home)
    for client in (client_for(busy.tenant), client_for(busy.tenant, busy.resident)):
        found = {address: asked_by(client, address) for address in PAGES}

        assert max(found.values()) <= MOST_QUERIES, found


def test_all_of_them_are_counted_and_each_stands_on_one_page(busy: Town) -> None:
    found = queries.open_klussen(now=timezone.now())

    seen = [klus.id for start in range(0, 2_000, 500) for klus in found[start : start + 500]]

    assert found.count() == 2_000 == len(set(seen))
    assert all(klus.free_places and klus.next_start for klus in found[:20])
    assert queries.merchants_found().count() == 1_500
