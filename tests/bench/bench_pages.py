"""A signed-in page with a statement beside an empty view behind the same middleware.

In one process through all of the middleware, pages a second.
"""

import time
from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils import timezone

from heitje import hosts
from tenants.models import Domain, Tenant
from tenants.people.models import Person
from tenants.people.services import add_person
from tests.bench.crowd import give_a_past
from tests.bench.measuring import compare
from tests.cast import Town, people_a_town
from tests.clients import HostClient
from tests.clients import client_for as visit

ROUNDS, SECONDS = 5, 1.0
ENTRIES = 200


def empty(request: HttpRequest) -> HttpResponse:
    """What every page costs before it does anything."""
    return HttpResponse(b"")


urlpatterns = [path("leeg/", empty), path("", include("heitje.urls.tenant"))]


@pytest.fixture
def town(committed: None, heerlen: Tenant, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Heerlen, with an empty page among its own."""
    monkeypatch.setitem(hosts.URLCONFS, Domain.Face.TENANT, "tests.bench.bench_pages")
    return people_a_town(heerlen)


def somebody(town: Town) -> Person:
    """A resident with some pages to look back on."""
    with town.here():
        person = add_person(email="samira@town.example", name="Samira El Idrissi")
        give_a_past(town, person.party, ENTRIES, until=timezone.now())
    return person


def pages_a_second(client: HostClient, address: str) -> Callable[[], float]:
    """How often a second a page is answered."""

    def measure() -> float:
        assert client.get(address).status_code == 200
        begun, done = time.monotonic(), 0
        while time.monotonic() - begun < SECONDS:
            client.get(address)
            done += 1
        return done / (time.monotonic() - begun)

    return measure


def test_signed_in_page(town: Town) -> None:
    compare(
        "signed-in-page", "≥ 0.25", "pages a second", ROUNDS,
        {"statement": pages_a_second(visit(town.tenant, somebody(town)), "/saldo/"),
         "empty": pages_a_second(visit(town.tenant), "/leeg/")},
    )  # fmt: skip
