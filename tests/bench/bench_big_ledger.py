"""What grows with a ledger, at 10 M entries: a page of a statement, and the proof of all of it."""

from collections.abc import Callable, Iterator
from random import Random
from statistics import median

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from currency.proof import verify_ledger
from tenants.models import Tenant
from tenants.people.models import Party, Person
from tenants.schema import looking_at
from tests.bench.big_ledger import ENTRIES, big_ledger, party
from tests.bench.measuring import compare, measured, spent_s
from tests.clients import HostClient, client_for
from tests.marketplace.cast import make_person

PAGE, MANY_PAGES, FEW_PAGES = 25, 1_000_000 // 25, 10_000 // 25
VISITS = 30


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Tenant]:
    """Heerlen with 10 M entries."""
    with django_db_blocker.unblock(), big_ledger() as tenant:
        yield tenant


def pages_anywhere(client: HostClient, address: str, pages: int) -> Callable[[], float]:
    """Milliseconds of the processor for a page, over some pages at random."""
    chance = Random(7)

    def visit() -> None:
        for number in chance.choices(range(1, pages + 1), k=VISITS):
            assert client.get(f"{address}?page={number}").status_code == 200

    visit()
    return lambda: spent_s(visit) * 1_000 / VISITS


def test_statement_page(town: Tenant) -> None:
    busy, quiet = (client_for(town, payer(number)) for number in (0, 1))

    compare(
        "statement-page", "≤ 1.2", "ms of the processor a page", 5,
        {"1-M-entries": pages_anywhere(busy, "/saldo/", MANY_PAGES),
         "10-k-entries": pages_anywhere(quiet, "/saldo/", FEW_PAGES)},
    )  # fmt: skip


def payer(number: int) -> Person:
    """The person who has this payer's account."""
    with looking_at("heerlen"):
        holder = Party.objects.get(id=party(f"payer{number}"))
        found = Person.objects.filter(party=holder).first()
        if found is None:
            found = make_person(f"payer {number}")
            Person.objects.filter(id=found.id).update(party=holder)
            found.refresh_from_db()
        return found


def test_proof(town: Tenant) -> None:
    with looking_at("heerlen"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM currency_entry")
        assert cursor.fetchone() == (ENTRIES,)
    found: list[object] = []

    def prove() -> None:
        found.extend(verify_ledger("heerlen"))

    took = [spent_s(prove) for _ in range(3)]
    assert found == []
    measured(
        "proof", median(took), "< 3", "seconds of the processor", "10 M entries, all promises",
        {"verify_ledger": took},
    )  # fmt: skip
