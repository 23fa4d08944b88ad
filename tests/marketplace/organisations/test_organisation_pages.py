"""The pages of organisations: their own, the municipality's, and the desk narrowed to theirs."""

from uuid import uuid4

import pytest
from django.utils import timezone

from marketplace.models import Klus
from marketplace.organisations.models import Allotment, Organisation
from marketplace.services.klussen import publish_klus
from tenants.people.models import Seat
from tests.marketplace.cast import NOW
from tests.marketplace.console_cast import klus_fields
from tests.marketplace.organisations.cast import a_club, applied

OWN, DESK = "/organisaties/", "/beheer/organisaties/"


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def club(town):
    return a_club(town)


def said(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[-500:]
    return answer.content.decode()


def test_somebody_asks_and_reads_that_it_waits(town, client_for):
    page = client_for(town.tenant, town.resident)
    assert "Nog geen organisatie" in said(page.get(OWN))
    form = {"key": uuid4(), "name": "De Linde", "kind": "school", "kvk_number": "12", "about": ""}

    wrong = said(page.post(f"{OWN}meedoen/", form), 422)
    done = page.post(f"{OWN}meedoen/", form | {"kvk_number": "", "about": "Snoeien"})

    assert 'id="id_kvk_number_error"' in wrong
    assert 'id="id_about_error"' in wrong
    assert 'value="De Linde"' in wrong
    assert "kijkt je aanvraag na" in said(page.get(done["location"]))
    assert "De Linde" in said(page.get(OWN))


def test_the_municipality_lets_it_in_and_gives_it_a_part(town, client_for):
    made = applied(town, town.resident)
    page = client_for(town.tenant, town.clerk)
    assert "De Linde" in said(page.get(f"{DESK}?zoek=linde"))
    assert "Geen organisatie gevonden" in said(page.get(f"{DESK}?zoek=eik"))

    page.post(f"{DESK}{made.id}/goed/")
    part = {"programme": town.programme.id, "amount": "12,50"}
    assert 'id="id_amount_error"' in said(
        page.post(f"{DESK}{made.id}/", part | {"amount": "x"}), 422
    )
    page.post(f"{DESK}{made.id}/", part)

    assert Allotment.objects.get().amount == 1_250
    assert "van 12,50 beloofd" in said(page.get(f"{DESK}{made.id}/"))


def test_not_let_in_it_reads_why(town, client_for):
    made = applied(town, town.resident)
    page = client_for(town.tenant, town.clerk)
    assert 'id="id_reason_error"' in said(page.post(f"{DESK}{made.id}/af/", {"reason": ""}), 422)

    page.post(f"{DESK}{made.id}/af/", {"reason": "Er is geen budget."})

    assert Organisation.objects.get().state == Organisation.State.DECLINED
    own = client_for(town.tenant, town.resident)
    assert "Er is geen budget." in said(own.get(f"{OWN}{made.id}/"))


def test_its_people_make_and_open_a_klus_at_the_desk(town, club, client_for):
    desk = client_for(town.tenant, club.helper)
    form = klus_fields(town)
    assert "Nakijken" in said(desk.get("/beheer/klussen/nieuw/"))

    made = desk.post("/beheer/klussen/nieuw/", form)
    desk.post(f"{made['location']}open/")

    klus = Klus.objects.get()
    assert (klus.state, klus.organiser) == (Klus.State.PUBLISHED, club.organisation.party)
    assert klus.title in said(desk.get("/beheer/klussen/"))


def test_at_the_desk_they_find_nothing_of_others(town, club, client_for):
    klus = town.klus()
    desk = client_for(town.tenant, club.helper)

    assert klus.title not in said(desk.get("/beheer/klussen/"))
    for path in ("", "sluit/", "afgelast/"):
        said(desk.get(f"/beheer/klussen/{klus.id}/{path}"), 404)
    for path in ("/beheer/", "/beheer/ondernemers/", DESK, "/beheer/budgetten/"):
        said(desk.get(path), 403)
    said(desk.get(f"/api/v1/klussen/{klus.id}/participants"), 404)


def test_the_queue_shows_them_their_own_work_alone(town, club, client_for):
    klus = publish_klus(klus_id=club.draft().id, actor=club.helper, now=NOW)
    town.handed_in(town.klus())
    desk = client_for(town.tenant, club.helper)
    assert "Zwerfvuil" not in said(desk.get("/beheer/nakijken/"))

    own = town.handed_in(klus)
    assert klus.title in said(desk.get("/beheer/nakijken/"))
    desk.post(f"/beheer/nakijken/{own.id}/goed/")

    assert town.coins_of(town.resident) == klus.reward


def test_a_colleague_is_added_and_taken_away(town, club, client_for):
    page, path = client_for(town.tenant, club.owner), f"{OWN}{club.organisation.id}/"
    unknown = said(page.post(path, {"email": "niemand@example.org", "duty": "staff"}), 422)
    assert "Wij kennen dit e-mailadres niet" in unknown
    page.post(path, {"email": town.resident.email, "duty": "staff"})
    seat = Seat.objects.get(person=town.resident)
    assert town.resident.name in said(page.get(path))

    said(client_for(town.tenant, club.helper).get(f"{path}wie/{seat.id}/weg/"), 404)
    page.post(f"{path}wie/{seat.id}/weg/")

    assert not Seat.objects.filter(id=seat.id).exists()


def test_others_are_told_that_an_organisation_is_not_there(town, club, client_for):
    page = client_for(town.tenant, town.resident)

    said(page.get(f"{OWN}{club.organisation.id}/"), 404)
    said(page.get(f"{DESK}{club.organisation.id}/"), 403)
