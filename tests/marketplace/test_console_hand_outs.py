"""Handing out at the console and by the API: looked at first, put forward, approved by another."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from currency.models import HandOut, Pot
from currency.queries import balance_of
from tenants.trail.services import relay_outbox
from tests.marketplace.cast import NOW, make_person

LISTS = "/beheer/uitdelen/"
NEW = f"{LISTS}nieuw/"
API = "/api/v1/hand-outs"


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def desk(town, client_for):
    """Who makes lists."""
    return client_for(town.tenant, town.clerk)


@pytest.fixture
def finance(town, client_for):
    """Who approves them."""
    return client_for(town.tenant, make_person("fien", "finance"))


def form(town, rows, **other):
    return {
        "key": uuid4(), "name": "Kerst 2026", "programme": town.programme.id, "pot": "gift",
        "rows": rows, **other,
    }  # fmt: skip


def gift_of(person):
    return balance_of(person.party, Pot.GIFT)


def test_a_list_is_looked_at_before_it_is_put_forward(town, desk, finance):
    piet = make_person("piet")
    rows = f"{town.resident.email};12,50\n{piet.id};5"

    looked = desk.post(NEW, form(town, rows)).content.decode()
    assert "17,50" in looked
    assert town.resident.name in looked
    assert not HandOut.objects.exists()
    told = f"{town.resident.id};12,50\n{piet.id};5,00"
    assert told in looked
    made = desk.post(NEW, form(town, told, zeker="ja"))
    found = HandOut.objects.get()
    assert made["location"] == f"{LISTS}{found.id}/"
    assert "Een collega moet deze lijst goedkeuren" in desk.get(made["location"]).content.decode()
    assert "wacht op een collega" in finance.get(LISTS).content.decode()

    assert finance.post(f"{LISTS}{found.id}/").status_code == 302
    assert (gift_of(town.resident), gift_of(piet)) == (1_250, 500)
    assert "uitgedeeld" in desk.get(f"{LISTS}{found.id}/").content.decode()


def test_every_wrong_line_stands_on_the_page_and_nothing_typed_is_lost(town, desk):
    rows = f"niemand@x.nl;1\n{town.resident.id};x\n{town.resident.id};5"

    answer = desk.post(NEW, form(town, rows))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "2 regels kloppen niet" in page
    assert "Regel 1: Deze inwoner kennen we niet." in page
    assert "Regel 2: Dit is geen bedrag." in page
    assert "niemand@x.nl;1" in page
    assert 'value="Kerst 2026"' in page
    assert desk.post(NEW, form(town, rows, zeker="ja")).status_code == 422
    assert not HandOut.objects.exists()


def test_a_file_of_a_spreadsheet_is_read(town, desk):
    raw = f"E-mail;Bedrag\r\n{town.resident.email};499,50\r\n".encode("utf-8-sig")
    file = SimpleUploadedFile("lijst.csv", raw, "text/csv")

    answer = desk.post(NEW, form(town, "", file=file))

    assert answer.status_code == 200
    assert "499,50 heitjes voor 1 inwoner?" in answer.content.decode()


def test_more_than_the_budget_has_is_said_before_it_is_put_forward(town, desk):
    rows = "\n".join(f"{make_person('piet').id};400" for _ in range(3))

    answer = desk.post(NEW, form(town, rows))

    assert answer.status_code == 422
    assert "De lijst is samen 1.200, en in het budget is nog 1.000 vrij." in answer.content.decode()
    assert desk.post(NEW, form(town, rows, zeker="ja")).status_code == 409


@pytest.mark.parametrize(
    ("typed", "says"),
    [("", "Kies een bestand of plak de lijst."), ('1;"2', "Deze lijst kunnen we niet lezen")],
)  # fmt: skip
def test_what_is_no_list_gets_a_sentence(town, desk, typed, says):
    answer = desk.post(NEW, form(town, typed))

    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_who_gets_something_gets_a_letter_in_their_language(town, desk, finance):
    town.resident.language = "nl"
    desk.post(NEW, form(town, f"{town.resident.email};12,50", zeker="ja"))
    finance.post(f"{LISTS}{HandOut.objects.get().id}/")

    relay_outbox(now=NOW + timedelta(days=30))

    (letter,) = [one for one in mail.outbox if one.to == [town.resident.email]]
    assert letter.subject == "Je hebt iets gekregen van je gemeente"
    assert "12,50" in letter.body
    assert "Kerst 2026" in letter.body


def test_a_list_is_stopped_by_who_made_it(town, desk, finance):
    desk.post(NEW, form(town, f"{town.resident.email};5", zeker="ja"))
    found = HandOut.objects.get()

    assert desk.post(f"{LISTS}{found.id}/stop/").status_code == 302
    refused = finance.post(f"{LISTS}{found.id}/")

    assert refused.status_code == 409
    assert "al uitgedeeld of gestopt" in refused.content.decode()
    assert gift_of(town.resident) == 0


def test_who_makes_a_list_does_not_approve_it(town, desk):
    desk.post(NEW, form(town, f"{town.resident.email};5", zeker="ja"))
    found = HandOut.objects.get()

    assert desk.post(f"{LISTS}{found.id}/").status_code == 403
    assert "Keur goed" not in desk.get(f"{LISTS}{found.id}/").content.decode()


def test_a_resident_and_an_organiser_see_no_list(town, client_for):
    for person in (make_person("piet"), town.organiser):
        client = client_for(town.tenant, person)
        assert {client.get(path).status_code for path in (LISTS, NEW)} == {403}


def api_file(raw):
    return SimpleUploadedFile("lijst.csv", raw.encode(), "text/csv")


def test_the_api_looks_proposes_and_approves(town, desk, finance):
    raw = f"{town.resident.email};5\nniemand@x.nl;1"
    checked = desk.post(f"{API}/check", {"pot": "gift", "file": api_file(raw)}).json()
    assert checked["total"] == 500
    assert [(one["line"], one["code"]) for one in checked["wrong"]] == [(2, "unknown-person")]

    asked = {"pot": "gift", "name": "Kerst", "programme": town.programme.id}
    key = {"Idempotency-Key": str(uuid4())}
    wrong = desk.post(API, {**asked, "file": api_file(raw)}, headers=key)
    assert (wrong.status_code, wrong.json()["code"]) == (422, "list-invalid")
    assert wrong.json()["facts"]["lines"] == [{"line": 2, "code": "unknown-person"}]
    raw = f"{town.resident.email};5"
    made = [desk.post(API, {**asked, "file": api_file(raw)}, headers=key) for _ in range(2)]
    assert [one.status_code for one in made] == [201, 201]
    found = made[1].json()["id"]

    done = finance.post(f"{API}/{found}/approve")

    assert (done.status_code, done.json()["state"]) == (200, "done")
    assert gift_of(town.resident) == 500
    assert finance.get(API).json()["count"] == 1
    assert finance.get(f"{API}/{found}").json()["total"] == 500
    assert finance.post(f"{API}/{found}/cancel").json()["code"] == "hand-out-not-open"
