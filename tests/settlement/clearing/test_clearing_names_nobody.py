"""No personal field reaches the coordinator: not in the tables, not on a page, not by the API."""

from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone
from django_tenants.utils import schema_context

from currency.models import Transfer
from settlement.clearing.models import ClearingPayment, ClearingRun
from tenants.people.models import Party, Person
from tests.clients import HostClient
from tests.settlement.cast import NOW
from tests.settlement.clearing.cast import Parkstad

# Words that say nothing about anybody: choices, our own references, codes, a checked pattern.
TEXTS = {
    "ClearingRun": {"method", "state"},
    "ClearingPair": {"left_out"},
    "ClearingObligation": set(),
    "ClearingPayment": {"reference", "bank_reference"},
}
PATHS = (
    "/", "/verrekening/", "/verrekening.csv", "/verrekening/rondes/", "/verrekening/rondes/nieuw/",
    "/verrekening/rondes/{run}/", "/overeenkomsten/", "/api/v1/positions", "/api/v1/check",
    "/api/v1/agreements", "/api/v1/clearing-runs", "/api/v1/clearing-runs/{run}",
)  # fmt: skip
OPEN = ("/verrekening/rondes/{run}/voorleggen/", "/verrekening/rondes/{run}/intrekken/")


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def settled(region: Parkstad) -> ClearingRun:
    """A closed run, and payments made since."""
    region.spend(region.heerlen, region.sittard, 1_000)
    region.spend(region.parkstad, region.sittard, 700)
    run = region.settled()
    region.spend(region.sittard, region.heerlen, 400)
    return run


def personal(region: Parkstad) -> Iterator[str]:
    """Whatever the towns know of people, shops and single payments."""
    for town in region.towns:
        with schema_context(town.tenant.schema_name):
            for person in Person.objects.all():
                yield from (person.email, person.name, str(person.party_id))
            others = Party.objects.exclude(kind__in=[Party.Kind.SYSTEM, Party.Kind.TENANT])
            yield from (str(party.id) for party in others)
            yield from (party.name for party in others)
            yield from map(str, Transfer.objects.values_list("key", flat=True))


def acted() -> Iterator[str]:
    """The pseudonymous ids of who did something in a run."""
    for model in (ClearingRun, ClearingPayment):
        names = [field.name for field in model._meta.fields if field.name.endswith("_by")]
        for row in model.objects.values_list(*names):
            yield from (str(party) for party in row if party)


def test_nothing_of_a_person_is_read_on_any_page_or_by_the_api(
    region: Parkstad, settled: ClearingRun, client_for: Callable[..., HostClient]
) -> None:
    desk = client_for("regio.localhost", region.coordinator)
    waiting = region.open()
    secrets = {one for one in (*personal(region), *acted()) if len(one) > 4}
    assert len(secrets) > 40

    paths = [path.format(run=settled.id) for path in PATHS]
    for path in [*paths, *(path.format(run=waiting.id) for path in OPEN)]:
        answer = desk.get(path)
        told = answer.content.decode().replace(region.coordinator.name, "")
        assert answer.status_code == 200, path
        assert [one for one in secrets if one in told] == [], path


def test_the_tables_of_clearing_have_no_room_for_a_person() -> None:
    for model in apps.get_app_config("clearing").get_models():
        name = model.__name__
        for field in model._meta.fields:
            if isinstance(field, models.ForeignKey):
                related = field.related_model
                assert isinstance(related, type)
                assert related._meta.app_label in {"tenants", "clearing"}, (name, field.name)
            elif isinstance(field, models.CharField | models.TextField):
                assert field.name in TEXTS[name], (name, field.name)
            else:
                assert not isinstance(
                    field, models.JSONField | models.BinaryField | models.FileField
                )


def test_what_a_town_books_names_the_run_and_nobody(region: Parkstad, settled: ClearingRun) -> None:
    for town in region.towns:
        with schema_context(town.tenant.schema_name):
            for transfer in Transfer.objects.filter(kind__startswith="clearing"):
                assert set(transfer.facts) <= {"run", "payment"}
                assert transfer.actor is None
