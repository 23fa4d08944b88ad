"""Klussen at the desk: made, opened, ticked off, closed and called off; what is wrong is said."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from marketplace.models import Klus, SignUp
from tests.marketplace.cast import END, NOW, START
from tests.marketplace.console_cast import klus_fields

NEW = "/beheer/klussen/nieuw/"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """`clock(moment)` sets the hour of the pages; they begin when the cast was made."""

    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_to(NOW)
    return set_to


@pytest.fixture
def desk(town, client_for):
    return client_for(town.tenant, town.organiser)


def test_a_klus_is_made_once_however_often_it_is_sent(town, desk):
    form = klus_fields(town, day_2="2026-11-29", start_2="14:00", places_2=2)

    first, again = desk.post(NEW, form), desk.post(NEW, form)

    klus = Klus.objects.get()
    assert first["location"] == again["location"] == f"/beheer/klussen/{klus.id}/"
    assert (klus.reward, klus.state, klus.slots.count()) == (750, "draft", 2)
    assert "nodig om hem open te zetten" in desk.get(first["location"]).content.decode().lower()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""), ("reward", "0"), ("reward", "-5"), ("reward", "1,005"),
        ("reward", "9" * 40), ("minutes", "5"), ("minutes", "9999"), ("category", "x"),
        ("programme", "0"), ("day_1", ""), ("day_1", "31-02-2026"), ("places_1", "0"),
        ("places_1", "100000"), ("start_1", "25:00"),
    ],
)  # fmt: skip
def test_what_makes_no_klus_is_said_at_its_field(town, desk, field, value):
    answer = desk.post(NEW, klus_fields(town) | {field: value})

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not Klus.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"reward": "0,50"},  # below what the rules allow
        {"reward": "500"},  # above it
        {"day_1": "2020-01-01"},  # past
        {"day_1": "2027-06-01"},  # after the budget ends
        {"day_2": "2026-11-28", "start_2": "10:00", "places_2": 1},  # the same moment twice
    ],
)
def test_what_the_rules_refuse_comes_back_with_what_was_typed(town, desk, wrong):
    answer = desk.post(NEW, klus_fields(town) | wrong)
    if answer.status_code == 302:  # a moment is judged when the klus is opened
        answer = desk.post(answer["location"] + "open/")

    assert answer.status_code in {409, 422}
    assert 'role="alert"' in answer.content.decode()
    assert not Klus.objects.filter(state="published").exists()


def test_a_half_moment_is_asked_about(town, desk):
    answer = desk.post(NEW, klus_fields(town, day_2="2026-11-29"))

    assert answer.status_code == 422
    assert 'id="id_day_2_error"' in answer.content.decode()


def test_opening_sets_the_budget_aside_and_a_too_small_one_says_so(town, desk):
    small, large = town.draft(places=2), town.draft(places=190, reward=700)

    assert desk.post(f"/beheer/klussen/{small.id}/open/").status_code == 302
    answer = desk.post(f"/beheer/klussen/{large.id}/open/")

    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()
    assert town.budget.held == 2 * small.reward


def test_the_buttons_come_when_their_hour_comes(town, desk, clock):
    found = town.signed_up()
    page = f"/beheer/klussen/{found.slot.klus_id}/"

    assert "Is er" not in desk.get(page).content.decode()
    clock(START)
    assert "Is er" in desk.get(page).content.decode()
    assert "Kwam niet" not in desk.get(page).content.decode()
    clock(END)
    assert "Kwam niet" in desk.get(page).content.decode()


def test_somebody_is_ticked_off_or_missed(town, desk, clock):
    klus = town.klus(places=2)
    here, gone = town.signed_up(klus), town.signed_up(klus, town.another())
    clock(END)

    desk.post(f"/beheer/klussen/{klus.id}/wie/{here.id}/", {"keuze": "er"})
    desk.post(f"/beheer/klussen/{klus.id}/wie/{gone.id}/", {"keuze": "niet"})

    here.refresh_from_db()
    gone.refresh_from_db()
    assert (here.state, gone.state) == (SignUp.State.CHECKED_IN, SignUp.State.NO_SHOW)


def test_ticking_off_at_the_wrong_time_or_klus_changes_nothing(town, desk):
    found, other = town.signed_up(), town.klus()

    early = desk.post(f"/beheer/klussen/{found.slot.klus_id}/wie/{found.id}/", {"keuze": "er"})
    wrong = desk.post(f"/beheer/klussen/{other.id}/wie/{found.id}/", {"keuze": "er"})

    found.refresh_from_db()
    assert (early.status_code, wrong.status_code) == (409, 404)
    assert 'role="alert"' in early.content.decode()
    assert found.state == SignUp.State.SIGNED_UP


def test_closing_asks_first_and_happens_once(town, desk):
    klus = town.klus()
    path = f"/beheer/klussen/{klus.id}/sluit/"

    asked = desk.get(path).content.decode()
    first, again = desk.post(path), desk.post(path)

    assert "Klus sluiten?" in asked
    assert (first.status_code, again.status_code) == (302, 409)
    assert town.budget.held == 0


def test_calling_off_needs_a_reason_and_tells_it(town, desk, clock):
    found = town.signed_up()
    path = f"/beheer/klussen/{found.slot.klus_id}/afgelast/"

    empty = desk.post(path, {"reason": "  "})
    done = desk.post(path, {"reason": "Storm"})

    found.refresh_from_db()
    assert (empty.status_code, done.status_code) == (422, 302)
    assert (found.state, found.reason) == (SignUp.State.CANCELLED, "Storm")


def test_the_list_finds_by_word_and_state(town, desk):
    klus, draft = town.klus(), town.draft()
    Klus.objects.filter(id=draft.id).update(title="Bollen planten")

    def found(query):
        return desk.get(f"/beheer/klussen/?{query}").content.decode()

    assert f"/beheer/klussen/{klus.id}/" in found("zoek=zwerfvuil")
    assert f"/beheer/klussen/{draft.id}/" not in found("zoek=zwerfvuil")
    assert f"/beheer/klussen/{klus.id}/" not in found("stand=draft")
    assert "Geen klus past" in found(f"zoek={uuid4()}&stand=onzin&page=-3")


def test_a_budget_that_is_over_is_not_offered(town, desk, clock):
    assert town.programme.name in desk.get(NEW).content.decode()

    clock(NOW + timedelta(days=60))

    assert town.programme.name not in desk.get(NEW).content.decode()
