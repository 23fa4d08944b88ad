"""Budgets and shops at the desk: coins are issued after a question, once, and within the cover."""

from uuid import uuid4

import pytest
from django.utils import timezone

from currency.models import Programme
from currency.queries import cover
from marketplace.models import Merchant
from tests.marketplace.cast import BUDGET, NOW
from tests.marketplace.console_cast import shop


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def desk(town, client_for):
    return client_for(town.tenant, town.clerk)


@pytest.fixture
def more(town):
    """Where coins are added to the budget."""
    return f"/beheer/budgetten/{town.programme.id}/erbij/"


def test_coins_are_issued_after_a_question_and_once(town, desk, more):
    form = {"key": uuid4(), "amount": "250"}

    asked = desk.post(more, form)

    assert town.budget.balance == BUDGET
    assert "250 heitjes uitgeven aan" in asked.content.decode()
    for _ in range(2):
        assert desk.post(more, form | {"zeker": "ja"}).status_code == 302
    assert town.budget.balance == BUDGET + 25_000


@pytest.mark.parametrize("amount", ["", "0", "-1", "1,234", "veel", "9" * 23, "9" * 40])
def test_a_strange_sum_is_not_issued(town, desk, more, amount):
    for sure in ({}, {"zeker": "ja"}):
        answer = desk.post(more, {"key": uuid4(), "amount": amount} | sure)

        assert answer.status_code == 422
        assert 'id="id_amount_error"' in answer.content.decode()
    assert town.budget.balance == BUDGET


def test_more_than_the_cover_allows_is_refused(town, desk, more):
    too_much = cover().room // 100 + 1

    answer = desk.post(more, {"key": uuid4(), "amount": str(too_much), "zeker": "ja"})

    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()
    assert town.budget.balance == BUDGET


def test_a_budget_has_a_name_of_its_own_and_ends_after_it_starts(town, desk):
    form = {"name": "Jongeren", "starts_on": "2026-12-01", "ends_on": "2027-12-01"}

    first = desk.post("/beheer/budgetten/nieuw/", form)
    again = desk.post("/beheer/budgetten/nieuw/", form)
    wrong = desk.post("/beheer/budgetten/nieuw/", form | {"name": "X", "ends_on": "2026-12-01"})

    made = Programme.objects.get(name="Jongeren")
    assert first["location"] == f"/beheer/budgetten/{made.id}/erbij/"
    assert (again.status_code, wrong.status_code) == (422, 422)
    assert 'id="id_name_error"' in again.content.decode()
    assert 'id="id_ends_on_error"' in wrong.content.decode()


def test_a_shop_is_let_in_and_stopped_after_a_question(desk):
    asks = shop("Fietsenmaker Janssen")
    path = f"/beheer/ondernemers/{asks.id}/"

    assert "Mag Fietsenmaker Janssen meedoen?" in desk.get(path + "goed/").content.decode()
    for _ in range(2):
        assert desk.post(path + "goed/").status_code == 302
    assert Merchant.objects.get(id=asks.id).state == Merchant.State.APPROVED
    assert "Stoppen met" in desk.get(path + "stop/").content.decode()
    desk.post(path + "stop/")
    assert Merchant.objects.get(id=asks.id).state == Merchant.State.STOPPED
    assert desk.post(path + "goed/").status_code == 409


def test_an_application_can_be_turned_down(desk):
    asks = shop("Fietsenmaker Janssen")
    path = f"/beheer/ondernemers/{asks.id}/stop/"

    assert "afwijzen?" in desk.get(path).content.decode()
    assert desk.post(path).status_code == 302
    assert Merchant.objects.get(id=asks.id).state == Merchant.State.STOPPED


def test_nobody_lets_their_own_shop_in(town, desk):
    asks = shop("Eigen winkel")
    Merchant.objects.filter(id=asks.id).update(applied_by=town.clerk)
    path = f"/beheer/ondernemers/{asks.id}/goed/"

    assert "Een collega moet hem goedkeuren." in desk.get(path).content.decode()
    assert desk.post(path).status_code == 403
    assert Merchant.objects.get(id=asks.id).state == Merchant.State.APPLIED


def test_shops_are_found_and_those_that_wait_come_first(town, desk):
    waits, other = shop("Zadelmaker"), shop("Aardappelhal")
    desk.post(f"/beheer/ondernemers/{other.id}/goed/", follow=True)

    every = desk.get("/beheer/ondernemers/").content.decode()
    found = desk.get("/beheer/ondernemers/?zoek=zadel").content.decode()

    assert every.index(waits.name) < every.index(other.name)
    assert waits.name in found
    assert other.name not in found
