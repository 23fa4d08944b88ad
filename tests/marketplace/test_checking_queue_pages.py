"""The queue at the desk: ticking, approving together, taking back, and who else has to look."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from marketplace.checking.models import Batch
from marketplace.checking.services.batches import settle_batches
from tests.cast import Town as Ledger
from tests.marketplace.cast import END, REWARD
from tests.marketplace.test_checking_batches import DUE, three
from tests.marketplace.test_checking_impartial import under_one_roof

QUEUE = "/beheer/nakijken/"
TOGETHER = f"{QUEUE}samen/"


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: END)


@pytest.fixture
def desk(town, client_for):
    return client_for(town.tenant, town.checker)


def ticked(found, **more):
    return {"key": uuid4(), "werk": [one.id for one in found], **more}


def test_what_is_ticked_is_approved_and_can_be_taken_back(town, desk):
    found = three(town)
    assert desk.get(QUEUE).content.decode().count('name="werk"') == 3

    done = desk.post(TOGETHER, ticked(found[:2]), follow=True).content.decode()

    assert "2 klussen goedgekeurd" in done
    assert done.count('name="werk"') == 1
    made = Batch.objects.get()
    back = desk.post(f"{TOGETHER}{made.id}/terug/", {"next": QUEUE}, follow=True).content.decode()
    assert back.count('name="werk"') == 3
    assert "Teruggedraaid" in back
    settle_batches(now=DUE)
    assert town.coins_of(found[0].resident) == 0


def test_the_same_form_sent_twice_is_one_batch(town, desk):
    sent = ticked(three(town))

    for _ in range(2):
        assert desk.post(TOGETHER, sent).status_code == 302

    assert Batch.objects.count() == 1


@pytest.mark.parametrize("werk", [[], ["0"], ["x"], ["9" * 40], ["-1"]])
def test_nothing_ticked_is_told_on_the_queue(town, desk, werk):
    three(town)

    answer = desk.post(TOGETHER, {"key": uuid4(), "werk": werk})

    assert answer.status_code == 422
    assert "Kies eerst welke klussen je goedkeurt." in answer.content.decode()
    assert desk.post(TOGETHER, {"werk": "1"}).status_code == 422


def test_too_late_is_told_and_nothing_changes(town, desk, monkeypatch):
    found = three(town)
    desk.post(TOGETHER, ticked(found))
    made = Batch.objects.get()
    monkeypatch.setattr(timezone, "now", lambda: DUE + timedelta(seconds=1))

    answer = desk.post(f"{TOGETHER}{made.id}/terug/")

    assert answer.status_code == 409
    assert "De tien minuten zijn voorbij" in answer.content.decode()
    settle_batches(now=DUE)
    assert town.coins_of(found[0].resident) == REWARD
    assert "Beloond" in desk.get(TOGETHER).content.decode()


def test_the_list_of_batches_says_when_there_is_none(town, desk):
    assert "Nog niets samen goedgekeurd" in desk.get(TOGETHER).content.decode()


def test_taking_back_leads_only_to_a_page_of_the_console(town, desk):
    desk.post(TOGETHER, ticked(three(town)))

    answer = desk.post(f"{TOGETHER}{Batch.objects.get().id}/terug/", {"next": "//kwaad.example/"})

    assert answer["Location"] == QUEUE


def test_of_a_housemate_there_is_nothing_to_press(town, desk):
    found = town.handed_in()
    under_one_roof(town.checker, found.resident)

    shown = desk.get(QUEUE).content.decode()

    assert "hoort bij jouw huishouden" in shown
    assert not re.search(rf"/{found.id}/(goed|vraag|af)/", shown)
    assert desk.post(f"{QUEUE}{found.id}/goed/").status_code == 403


def test_the_page_says_who_else_has_to_look(town, desk, client_for):
    Ledger(town.tenant, town.programme).rules(checking={"checkers": 2})
    found = town.handed_in()

    answer = desk.post(f"{QUEUE}{found.id}/goed/", follow=True).content.decode()

    assert "Nu kijkt nog iemand anders" in answer
    assert "Jij bent akkoord" in answer
    colleague = client_for(town.tenant, town.organiser)
    assert "1 collega is akkoord. Nu jij nog." in colleague.get(QUEUE).content.decode()
