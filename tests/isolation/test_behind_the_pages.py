"""Behind the pages: rows, cache keys, channels and the connection are of one town at a time."""

from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django_tenants.utils import schema_context

from currency.live import channel
from tenants.models import Tenant
from tenants.people.models import Person
from tenants.schema import PUBLIC, current_schema
from tenants.trail.models import OutboxEvent
from tenants.trail.services import relay_outbox, tell, tells
from tests.isolation.cast import FullTown
from tests.isolation.visits import browser
from tests.marketplace.cast import NOW

# Tables that a prepared town starts with, by themselves or through its signal.
SEEDED = {
    "people.Role", "people.Party", "currency.Account", "currency.RuleSet",
    "contenttypes.ContentType", "auth.Permission",
}  # fmt: skip


def models_of_a_town() -> list[type]:
    names = set(settings.TENANT_APPS)
    return [
        model
        for model in apps.get_models()
        if apps.get_app_config(model._meta.app_label).name in names
    ]


def test_no_table_of_a_town_shows_a_row_of_another(other: FullTown, heerlen: Tenant) -> None:
    filled = []
    for model in models_of_a_town():
        with schema_context(other.tenant.schema_name):
            there = model.objects.count()
        with schema_context(heerlen.schema_name):
            here = model.objects.count()
        if there and model._meta.label not in SEEDED:
            filled.append(model._meta.label)
            assert here == 0, model._meta.label

    assert len(filled) > 20, "the town should have rows in nearly every table"


def test_every_table_of_a_town_stands_in_its_own_schema(heerlen: Tenant) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_schema, table_name FROM information_schema.tables"
            " WHERE table_schema IN ('public', 'heerlen')"
        )
        found = set(cursor.fetchall())

    # What every schema has of its own, public too: its own people, sessions and trail.
    everywhere = {entry.rpartition(".")[2] for entry in settings.EVERY_SCHEMA_APPS}
    for model in models_of_a_town():
        assert ("heerlen", model._meta.db_table) in found
        if model._meta.app_label not in everywhere:
            assert (PUBLIC, model._meta.db_table) not in found


def test_a_key_of_the_cache_is_of_one_town(heerlen: Tenant, sittard_geleen: Tenant) -> None:
    with schema_context("heerlen"):
        cache.set("balance", 750)

    for schema in ("sittard_geleen", PUBLIC):
        with schema_context(schema):
            assert cache.get("balance") is None
            cache.set("balance", 1)
            cache.delete("balance")
    with schema_context("heerlen"):
        assert cache.get("balance") == 750


def test_the_channel_of_a_request_names_its_town() -> None:
    same = UUID(int=1)

    assert channel("heerlen", same) != channel("sittard_geleen", same)
    assert "sittard_geleen" not in channel("heerlen", same)


def test_what_is_to_be_told_is_told_in_its_own_town(rows: None) -> None:
    heard: list[str] = []
    tells("isolation.test")(lambda facts: heard.append(f"{facts['of']} in {current_schema()}"))
    for schema in ("heerlen", "sittard_geleen"):
        with schema_context(schema):
            tell("isolation.test", of=schema)

    with schema_context("heerlen"):
        relay_outbox(now=NOW.replace(year=2100))

    assert heard == ["heerlen in heerlen"]
    with schema_context("sittard_geleen"):
        assert OutboxEvent.objects.get(kind="isolation.test").told_at is None


def test_the_same_person_in_two_towns_is_two_people(other: FullTown, heerlen: Tenant) -> None:
    with schema_context(heerlen.schema_name):
        assert not Person.objects.filter(email=other.chief.email).exists()
    with schema_context(PUBLIC):
        assert not Person.objects.filter(email=other.chief.email).exists()


def test_after_an_answer_the_connection_is_led_anew(other: FullTown, heerlen: Tenant) -> None:
    chief, nobody = browser(other.tenant, other.chief), browser(heerlen)

    for _ in range(3):
        assert "Stille" in chief.get("/mijn/").content.decode()
        assert "Stille" not in nobody.get("/").content.decode()
        assert browser("unknown.localhost").get("/").status_code == 404
        assert browser(heerlen).get(f"/winkels/{other.rows['merchant_id']}/").status_code == 404
