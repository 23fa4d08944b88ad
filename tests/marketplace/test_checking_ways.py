"""Checked by a code at the desk, or on a round: by somebody else, and never by guessing."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from currency.models import Transfer
from marketplace.checking.errors import CodeNeeded, CodeWrong, DoneTooSoon, WayOfChecking
from marketplace.checking.models import Check
from marketplace.checking.services.desks import close_desk, give_code, open_desk, report_done
from marketplace.models import Klus
from marketplace.rules.desk_codes import code_at, is_good
from marketplace.services.sign_ups import check_in
from tenants.errors import NotAllowed, NotFound
from tests.cast import Town as Ledger
from tests.marketplace.cast import END, REWARD, START
from tests.marketplace.test_checking_impartial import under_one_roof
from tests.settlement.cast import at_once

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: START)


def klus_by(town, way, places=2):
    klus = town.klus(places=places)
    Klus.objects.filter(id=klus.id).update(checking=way)
    klus.refresh_from_db()
    return klus


@pytest.fixture
def at_desk(town):
    """Somebody who signed up for a klus with a screen that is open."""
    found = town.signed_up(klus_by(town, "code"))
    return found, open_desk(slot_id=found.slot_id, actor=town.checker, now=START)


def give(found, desk, now, code=None):
    return give_code(
        sign_up_id=found.id, resident=found.resident, code=code or code_at(desk.secret, now),
        now=now,
    )  # fmt: skip


def test_the_code_twice_is_begun_and_done_and_rewarded_in_the_name_of_the_desk(town, at_desk):
    found, desk = at_desk

    begun = give(found, desk, START)
    done = give(found, desk, END)

    assert (begun.state, done.state, done.decided_by) == ("checked-in", "approved", town.checker)
    assert town.coins_of(found.resident) == REWARD
    assert Check.objects.get().how == "code"


def test_a_code_is_good_for_some_minutes_at_its_own_desk(town, at_desk):
    _found, desk = at_desk
    code = code_at(desk.secret, START)

    assert is_good(desk.secret, f"{code[:3]} {code[3:]}", START)
    assert is_good(desk.secret, code, START + 2 * MINUTE)
    for typed, at in ((code, START + 3 * MINUTE), (code, START - MINUTE), ("", START),
                      ("１２３４５６", START), (code_at("other", START), START)):  # fmt: skip
        assert not is_good(desk.secret, typed, at)


def test_without_the_code_of_an_open_desk_nothing_begins(town, at_desk):
    found, desk = at_desk

    with pytest.raises(CodeNeeded):
        check_in(sign_up_id=found.id, actor=found.resident, now=START)
    with pytest.raises(CodeWrong):
        give(found, desk, START, "000000" if code_at(desk.secret, START) != "000000" else "1")
    with pytest.raises(NotAllowed):
        give_code(sign_up_id=found.id, resident=town.another(), code="1", now=START)
    close_desk(slot_id=found.slot_id, actor=town.checker, now=START)
    with pytest.raises(CodeWrong):
        give(found, desk, START)
    again = open_desk(slot_id=found.slot_id, actor=town.checker, now=START)
    assert again.secret != desk.secret
    with pytest.raises(CodeWrong):
        give(found, desk, START)


def test_nobody_is_done_before_half_of_the_time(town, at_desk):
    found, desk = at_desk
    give(found, desk, START)

    with pytest.raises(DoneTooSoon):
        give(found, desk, START + 59 * MINUTE)
    assert give(found, desk, START + 60 * MINUTE).state == "approved"


def test_a_housemate_of_the_desk_is_left_for_a_colleague(town, at_desk):
    found, desk = at_desk
    under_one_roof(town.checker, found.resident)
    give(found, desk, START)

    assert give(found, desk, END).state == "handed-in"
    assert town.coins_of(found.resident) == 0


def test_where_two_people_check_the_desk_is_one_of_them(town, at_desk):
    found, desk = at_desk
    Ledger(town.tenant, town.programme).rules(checking={"checkers": 2})
    give(found, desk, START)

    assert give(found, desk, END).state == "handed-in"
    assert Check.objects.filter(sign_up=found).count() == 1


def test_a_desk_is_only_for_a_klus_with_a_code_and_for_who_checks(town):
    photo = town.signed_up()

    for act in (open_desk, close_desk):
        with pytest.raises(NotAllowed):
            act(slot_id=photo.slot_id, actor=town.resident, now=START)
        with pytest.raises(NotFound):
            act(slot_id=0, actor=town.checker, now=START)
    with pytest.raises(WayOfChecking):
        open_desk(slot_id=photo.slot_id, actor=town.checker, now=START)
    with pytest.raises(WayOfChecking):
        give_code(sign_up_id=photo.id, resident=photo.resident, code="1", now=START)
    with pytest.raises(WayOfChecking):
        report_done(sign_up_id=photo.id, resident=photo.resident, now=START)


def test_on_a_round_somebody_tells_that_it_is_done_and_the_team_looks(town, client_for,
                                                                      monkeypatch):  # fmt: skip
    monkeypatch.setattr(timezone, "now", lambda: END)
    found = town.begun(klus_by(town, "round"))
    mine = client_for(town.tenant, found.resident)
    assert "De klus is klaar" in mine.get(f"/mijn-klussen/{found.id}/").content.decode()
    for _ in range(2):
        assert mine.post(f"/mijn-klussen/{found.id}/klaar/").status_code == 302
    team = client_for(town.tenant, town.checker)

    shown = team.get("/beheer/ronde/").content.decode()
    assert found.resident.name in shown
    assert found.slot.klus.place in shown
    sent = {"key": uuid4(), "werk": found.id, "next": "/beheer/ronde/"}
    answer = team.post("/beheer/nakijken/samen/", sent)

    assert answer["Location"] == "/beheer/ronde/"
    after = team.get("/beheer/ronde/").content.decode()
    assert "De ronde is klaar" in after
    assert "Draai terug" in after


def test_a_code_given_twice_at_once_pays_once(committed_town):
    town = committed_town
    found = town.signed_up(klus_by(town, "code"))
    desk = open_desk(slot_id=found.slot_id, actor=town.checker, now=START)
    give(found, desk, START)

    at_once(town.tenant, partial(give, found, desk, END), partial(give, found, desk, END))

    assert Transfer.objects.filter(kind="reward").count() == 1
    assert town.coins_of(found.resident) == REWARD


def test_the_pages_of_the_desk_and_of_who_comes_there(town, client_for):
    found = town.signed_up(klus_by(town, "code"))
    host, mine = (client_for(town.tenant, one) for one in (town.checker, found.resident))
    page, own = f"/beheer/balie/{found.slot_id}/", f"/mijn-klussen/{found.id}/"
    assert "Het scherm is dicht" in host.get(page).content.decode()
    host.post(f"{page}open/")
    desk = found.slot.desk
    code = code_at(desk.secret, START)
    assert f"{code[:3]} {code[3:]}" in host.get(f"{page}code/").content.decode()
    assert "Ik ben er" in mine.get(own).content.decode()
    assert code in mine.get(f"/balie/{found.slot_id}/{code}/").content.decode()
    stranger = client_for(town.tenant, town.another())
    assert stranger.get(f"/balie/{found.slot_id}/{code}/").status_code == 404

    assert mine.post(f"{own}code/", {"code": ""}).status_code == 422
    assert mine.post(f"{own}code/", {"code": code}).status_code == 302

    assert "Typ nu de code" in mine.get(own).content.decode()
    assert mine.post(f"{own}code/", {"code": code}).status_code == 409
    host.post(f"{page}dicht/")
    assert [mine.post(f"{own}code/", {"code": code}).status_code for _ in range(9)] == [
        *[422] * 8, 429,
    ]  # fmt: skip
    assert host.get(f"/beheer/balie/{town.klus().slots.get().id}/").status_code == 404
