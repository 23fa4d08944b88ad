"""The agenda a resident subscribes to: a secret address, the right times, nothing of others."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django_tenants.utils import schema_context
from icalendar import Calendar

from marketplace.models import Klus
from marketplace.planning.models import AgendaAddress
from marketplace.planning.services.agenda import put_agenda_away, renew_agenda
from marketplace.rules.standing import stretch
from marketplace.services.klussen import cancel_klus, create_klus, publish_klus
from tests.clients import client_for as a_client
from tests.marketplace.cast import END, NOW, START, Town

PAGE = "/mijn-klussen/agenda/"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def visitor(town, client_for):
    return client_for(town.tenant, town.resident)


def path_of(person) -> str:
    return f"/agenda/{AgendaAddress.objects.get(person=person).secret}.ics"


def events(town: Town, person) -> list:
    answer = a_client(town.tenant).get(path_of(person))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_an_address_is_made_read_without_signing_in_and_renewed(town, visitor):
    assert "Maak mijn agenda-adres" in visitor.get(PAGE).content.decode()
    visitor.post(PAGE)
    first = path_of(town.resident)
    assert first in visitor.get(PAGE).content.decode()
    assert "webcal://" in visitor.get(PAGE).content.decode()
    visitor.post(PAGE)
    assert path_of(town.resident) == first

    assert visitor.get(PAGE + "nieuw/").status_code == 200
    visitor.post(PAGE + "nieuw/")

    assert a_client(town.tenant).get(first).status_code == 404
    assert events(town, town.resident) == []
    visitor.post(PAGE + "stop/")
    assert not AgendaAddress.objects.exists()
    put_agenda_away(person=town.resident)


def test_a_klus_stands_in_it_at_its_time_and_place_without_any_sum(town):
    renew_agenda(person=town.resident, now=NOW)
    klus = town.klus()
    Klus.objects.filter(id=klus.id).update(
        title="Rapen; prikken, en\r\nATTENDEE:mailto:x@y.z", latitude="50.88", longitude="5.98"
    )
    found = town.signed_up(klus)

    (event,) = events(town, town.resident)

    assert event["UID"].startswith(f"klus-{found.id}@")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (
        START.astimezone(UTC), END.astimezone(UTC),
    )  # fmt: skip
    assert "ATTENDEE" not in event
    assert str(event["STATUS"]) == "CONFIRMED"
    assert str(event["URL"]).endswith(f"/mijn-klussen/{found.id}/")
    raw = a_client(town.tenant).get(path_of(town.resident)).content.decode()
    assert "5,00" not in raw
    assert town.resident.name not in raw


def test_what_is_called_off_is_cancelled_and_later_gone(town, monkeypatch):
    renew_agenda(person=town.resident, now=NOW)
    klus = town.klus()
    town.signed_up(klus)
    cancel_klus(klus_id=klus.id, actor=town.organiser, reason="Storm", now=NOW)

    (event,) = events(town, town.resident)
    assert (str(event["STATUS"]), event["SEQUENCE"]) == ("CANCELLED", 1)

    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=31))
    assert events(town, town.resident) == []


def test_a_standing_klus_takes_whole_days_and_keeps_nobody_busy(town):
    renew_agenda(person=town.resident, now=NOW)
    zone = timezone.get_default_timezone()
    made = create_klus(
        key=uuid4(), actor=town.organiser, title="Rapen", description="x", category="litter",
        programme=town.programme, place="Overal", reward=500, duration_minutes=60, now=NOW,
        is_standing=True, moments=[stretch(date(2026, 12, 1), date(2026, 12, 31), 3, zone)],
    )  # fmt: skip
    publish_klus(klus_id=made.id, actor=town.organiser, now=NOW)
    town.signed_up(made)

    (event,) = events(town, town.resident)

    assert event.decoded("DTSTART") == date(2026, 12, 1)
    assert event.decoded("DTEND") == date(2027, 1, 1)
    assert str(event["TRANSP"]) == "TRANSPARENT"


def test_it_is_sent_again_only_when_it_changed(town):
    renew_agenda(person=town.resident, now=NOW)
    town.signed_up()
    program = a_client(town.tenant)
    first = program.get(path_of(town.resident))

    again = program.get(path_of(town.resident), headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert first["Cache-Control"] == "private, max-age=900"


def test_nothing_of_others_stands_in_it_and_nobody_guesses_it(town, sittard_geleen):
    renew_agenda(person=town.resident, now=NOW)
    town.signed_up(person=town.another())

    assert events(town, town.resident) == []
    for wrong in ("x", "a" * 43, "..%2f..", path_of(town.resident)[8:-5]):
        assert a_client(town.tenant).get(f"/agenda/{wrong}.ics").status_code == 404
    assert a_client(sittard_geleen).get(path_of(town.resident)).status_code == 404
    with schema_context(sittard_geleen.schema_name):
        assert not AgendaAddress.objects.exists()


def test_who_left_has_no_agenda_any_more(town):
    renew_agenda(person=town.resident, now=NOW)
    town.resident.is_active = False
    town.resident.save()

    assert a_client(town.tenant).get(path_of(town.resident)).status_code == 404


def test_the_secret_lies_sealed(town):
    made = renew_agenda(person=town.resident, now=datetime(2026, 11, 24, tzinfo=UTC))

    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM planning_agendaaddress")
        (raw,) = cursor.fetchone()
    assert made.secret.encode() not in bytes(raw)
