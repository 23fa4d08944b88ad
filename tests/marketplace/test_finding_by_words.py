"""Finding klussen and shops by words: parts of words, mistakes of typing, and by their index."""

from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from marketplace import queries
from marketplace.models import Klus, Merchant
from marketplace.queries import KlusFilter
from marketplace.services.merchants import ShopDetails, apply_merchant, approve_merchant
from tenants.models import Tenant
from tenants.queries import all_tenants
from tests.clients import client_for
from tests.marketplace.busy_town import fill_streets
from tests.marketplace.cast import DAY, NOW, Town

INDEXES = ("klus_by_words", "merchant_by_words")


def named(town: Town, title: str, **told: str) -> Klus:
    """An open klus with this title."""
    klus = town.klus()
    Klus.objects.filter(id=klus.id).update(title=title, **told)
    return klus


def a_shop(town: Town, name: str, about: str = "", address: str = "") -> Merchant:
    """A shop where the coin is good."""
    details = ShopDetails(name=name, about=about, address=address)
    made = apply_merchant(key=uuid4(), details=details, owner=town.resident, now=NOW)
    return approve_merchant(merchant_id=made.id, actor=town.clerk, now=NOW)


def titles(text: str) -> list[str]:
    """What the words find."""
    return [klus.title for klus in queries.open_klussen(now=NOW, narrow=KlusFilter(text=text))]


@pytest.mark.parametrize("typed", ["schofelen", "schoffellen", "shoffelen", "SCHOFFELN", "onkruit"])
def test_a_klus_is_found_with_a_mistake_in_the_word(town: Town, typed: str) -> None:
    named(town, "Onkruid schoffelen")
    named(town, "Koffie schenken")

    assert titles(typed) == ["Onkruid schoffelen"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [("bakerij", "Bakkerij Wiertz"), ("fiestenmaker", "Fietsenmaker Jo"),
     ("cafee", "Café De Kroon"), ("yilmaz", "Groente en Fruit Yılmaz"),
     ("kaper nadja", "Kapper Nadia"), ("blomen", "Bloemen van Annelies")],
)  # fmt: skip
def test_a_shop_is_found_with_a_mistake_in_the_word(town: Town, typed: str, name: str) -> None:
    for one in (name, "Zwembad Otterveurdt"):
        a_shop(town, one)

    found = queries.merchants_found(text=typed)

    assert [(shop.name, shop.is_guess) for shop in found] == [(name, True)]


def test_what_stands_there_goes_before_what_looks_like_it(town: Town) -> None:
    named(town, "Parkeren regelen")
    named(town, "Bankjes in het park verven")

    assert titles("park verven") == ["Bankjes in het park verven"]
    assert titles("arke") == ["Parkeren regelen"]


def test_a_mistake_is_forgiven_in_a_long_text_too(town: Town) -> None:
    named(town, "Met de groenploeg mee", description="We gaan schoffelen in de Akerstraat.")

    assert titles("shoffelen") == ["Met de groenploeg mee"]


def test_of_what_looks_like_it_the_most_alike_comes_first(town: Town) -> None:
    named(town, "Samen door het moestuinpad", description="Schoon")
    named(town, "Koffie met de buren")
    named(town, "Moestuin wieden")

    assert titles("moesttuin") == ["Moestuin wieden", "Samen door het moestuinpad"]


@pytest.mark.parametrize("typed", ["%", "_", "\\", "100%_", "'; --", "\x00", "x" * 60, "🥐"])
def test_signs_that_mean_something_to_a_database_mean_nothing(town: Town, typed: str) -> None:
    named(town, "Zwerfvuil rapen")
    expected = ["Zwerfvuil rapen"] if not typed.strip("\x00") else []

    assert titles(typed) == expected


def test_the_pages_say_that_it_is_a_guess(town: Town) -> None:
    named(town, "Onkruid schoffelen")
    a_shop(town, "Bakkerij Wiertz")
    visitor = client_for(town.tenant)
    tomorrow = timezone.now() + DAY
    Klus.objects.get().slots.update(starts_at=tomorrow, ends_at=tomorrow + DAY)

    asked = {"/klussen/?text=schofelen": "Onkruid", "/winkels/?text=bakerij": "Wiertz"}
    for address, found in asked.items():
        page = visitor.get(address).content.decode()
        assert "Dit lijkt erop" in page
        assert found in page
    assert "Dit lijkt erop" not in visitor.get("/winkels/?text=bakkerij").content.decode()
    assert "Geen winkel gevonden" in visitor.get("/winkels/?text=zxqzxq").content.decode()


def test_the_index_stands_in_every_schema_of_a_town(heerlen: Tenant) -> None:
    towns = {tenant.schema_name for tenant in all_tenants()} - {"public"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, array_agg(schemaname::text) FROM pg_indexes"
            " WHERE indexname = ANY(%s) AND indexdef LIKE '%%USING gin%%gin_trgm_ops%%' GROUP BY 1",
            [list(INDEXES)],
        )
        found = {name: set(schemas) for name, schemas in cursor.fetchall()}

    assert found == dict.fromkeys(INDEXES, towns)


def test_a_mistake_is_looked_up_in_the_index(town: Town) -> None:
    fill_streets(town, klussen=2_000, shops=0, now=NOW)
    found = Klus.objects.filter(title__trigram_word_similar="scholfelen")

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "klus_by_words" in found.explain()
