"""The queue at the desk: good, a question, no; with a reason, and never one's own work."""

import pytest
from django.utils import timezone

from marketplace.models import SignUp
from marketplace.web.desk_reasons import READY
from tenants.people.services import grant_role
from tests.marketplace.cast import DAY, END, REWARD, a_photo

QUEUE = "/beheer/nakijken/"


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: END)


@pytest.fixture
def desk(town, client_for):
    return client_for(town.tenant, town.checker)


def test_the_queue_shows_photo_remark_and_buttons_with_the_klus_in_their_names(town, desk):
    found = town.handed_in()
    proof = found.proofs.get()

    shown = desk.get(QUEUE).content.decode()

    assert f'src="/bewijs/{proof.id}/"' in shown
    assert "Klaar" in shown
    assert f'Goedkeuren<span class="vh">: Zwerfvuil rapen, {found.resident.name}' in shown
    assert "lijkt op een eerdere foto" not in shown


def test_the_same_photo_twice_is_pointed_out(town, desk):
    klus = town.klus()
    for person in (town.resident, town.another()):
        town.hand_in(town.begun(klus, person), a_photo("red"))

    assert desk.get(QUEUE).content.decode().count("lijkt op een eerdere foto") == 2


def test_what_waits_for_days_is_marked(town, desk, monkeypatch):
    town.handed_in()
    assert "wacht al lang" not in desk.get(QUEUE).content.decode()

    monkeypatch.setattr(timezone, "now", lambda: END + 3 * DAY)

    assert "wacht al lang" in desk.get(QUEUE).content.decode()


def test_approving_pays_once_however_often_it_is_sent(town, desk):
    found = town.handed_in()

    for _ in range(2):
        assert desk.post(f"{QUEUE}{found.id}/goed/").status_code == 302

    assert town.coins_of(found.resident) == REWARD
    assert "Alles is nagekeken" in desk.get(QUEUE).content.decode()
    assert "goedgekeurd" in desk.get(f"{QUEUE}?toon=klaar").content.decode()


def test_nobody_checks_their_own_work(town, client_for):
    found = town.handed_in()
    grant_role(person=found.resident, code="organiser", actor=None)
    own = client_for(town.tenant, found.resident)

    shown, answer = own.get(QUEUE).content.decode(), own.post(f"{QUEUE}{found.id}/goed/")

    assert "Dit is je eigen klus" in shown
    assert "Goedkeuren" not in shown
    assert answer.status_code == 403
    assert 'role="alert"' in answer.content.decode()
    assert town.coins_of(found.resident) == 0


@pytest.mark.parametrize(("choice", "state"), [("vraag", "sent-back"), ("af", "rejected")])
def test_saying_no_needs_a_reason(town, desk, choice, state):
    found = town.handed_in()
    path = f"{QUEUE}{found.id}/{choice}/"

    empty, long = desk.post(path, {"reason": " "}), desk.post(path, {"reason": "x" * 301})
    done = desk.post(path, {"reason": "De foto is wazig."})

    found.refresh_from_db()
    assert (empty.status_code, long.status_code, done.status_code) == (422, 422, 302)
    assert (found.state, found.reason) == (state, "De foto is wazig.")
    assert desk.get(path).status_code == 404


@pytest.mark.parametrize("choice", READY)
def test_each_ready_reason_fills_the_field(town, desk, choice):
    found = town.handed_in()

    for one in READY[choice]:
        shown = desk.get(f"{QUEUE}{found.id}/{choice}/?reden={one.code}").content.decode()
        assert shown.count(str(one.sentence)) == 2  # on its button and in the field
        assert len(str(one.sentence)) <= 300
    assert desk.get(f"{QUEUE}{found.id}/{choice}/?reden=onzin").status_code == 200


def test_what_was_not_handed_in_cannot_be_judged(town, desk):
    found = town.begun()

    assert desk.post(f"{QUEUE}{found.id}/goed/").status_code == 409
    assert desk.post(f"{QUEUE}{found.id}/af/", {"reason": "nee"}).status_code == 404
    assert desk.post(f"{QUEUE}0/goed/").status_code == 404
    assert SignUp.objects.get().state == SignUp.State.CHECKED_IN
