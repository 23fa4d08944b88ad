"""Pages: a statement deep down beside its first page, and a signed-in page beside an empty one.

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
from tests.bench.measuring import report, take_turns
from tests.cast import Town, people_a_town
from tests.clients import HostClient
from tests.clients import client_for as visit

ROUNDS, SECONDS = 5, 1.0
SHORT, LONG = 200, 100_000
PER_PAGE = 25


def empty(request: HttpRequest) -> HttpResponse:
    """What every page costs before it does anything."""
    return HttpResponse(b"")


def who(request: HttpRequest) -> HttpResponse:
    """The same, and who asks."""
    return HttpResponse(str(request.user.is_authenticated).encode())


urlpatterns = [path("leeg/", empty), path("wie/", who), path("", include("heitje.urls.tenant"))]


@pytest.fixture
def town(committed: None, heerlen: Tenant, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Heerlen, with an empty page among its own."""
    monkeypatch.setitem(hosts.URLCONFS, Domain.Face.TENANT, "tests.bench.bench_pages")
    return people_a_town(heerlen)


def somebody(town: Town, entries: int) -> Person:
    """A resident with so many lines to look back on."""
    with town.here():
        person = add_person(email=f"{entries}@town.example", name="Samira El Idrissi")
        give_a_past(town, person.party, entries, until=timezone.now())
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


def test_a_statement_deep_down(town: Town) -> None:
    short, long = (visit(town.tenant, somebody(town, entries)) for entries in (SHORT, LONG))
    last = LONG // PER_PAGE

    found = take_turns(
        ROUNDS,
        {
            "first-of-8-pages": pages_a_second(short, "/saldo/"),
            "first-of-4000": pages_a_second(long, "/saldo/"),
            "last-of-4000": pages_a_second(long, f"/saldo/?page={last}"),
        },
    )
    report(
        "statement", "pages a second", found,
        [("first-of-4000", "first-of-8-pages"), ("last-of-4000", "first-of-4000")],
    )  # fmt: skip


def test_a_signed_in_page(town: Town) -> None:
    signed_in = visit(town.tenant, somebody(town, SHORT))

    found = take_turns(
        ROUNDS,
        {
            "empty": pages_a_second(visit(town.tenant), "/leeg/"),
            "who-asks": pages_a_second(signed_in, "/wie/"),
            "statement": pages_a_second(signed_in, "/saldo/"),
            "home": pages_a_second(signed_in, "/"),
        },
    )
    report(
        "signed-in page", "pages a second", found,
        [("who-asks", "empty"), ("statement", "who-asks"), ("statement", "empty"),
         ("home", "empty")],
    )  # fmt: skip
