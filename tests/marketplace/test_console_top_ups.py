"""Topping up at the counter: what it costs first, then booked once, with a receipt."""

from uuid import uuid4

import pytest
from django.utils import timezone

from currency.models import Pot, Transfer
from currency.queries import balance_of
from tests.cast import Town as Ledger
from tests.marketplace.cast import NOW, make_person

COUNTER = "/beheer/opwaarderen/"


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def open_for_sale(town):
    top_up = {"enabled": True, "bonus_bp": 1_000, "bonus_maximum_per_month": 1_500}
    Ledger(town.tenant, town.programme).rules(top_up=top_up)


@pytest.fixture
def desk(town, client_for):
    return client_for(town.tenant, make_person("fien", "finance"))


def form(town, **other):
    return {
        "key": uuid4(), "who": town.resident.email, "amount": "25", "reference": "PIN 0042",
        **other,
    }  # fmt: skip


def bought(town):
    return balance_of(town.resident.party, Pot.TOPPED_UP)


@pytest.mark.usefixtures("open_for_sale")
def test_the_price_and_the_bonus_are_shown_before_it_is_booked_once(town, desk):
    asked = form(town)

    question = desk.post(COUNTER, asked).content.decode()
    assert "Heeft Resident Jansen €\xa025,00 betaald?" in question
    assert "2,50" in question
    assert bought(town) == 0
    answers = [desk.post(COUNTER, asked | {"zeker": "ja"}) for _ in range(2)]

    assert bought(town) == 2_750
    assert {answer["location"] for answer in answers} == {
        f"{COUNTER}{Transfer.objects.get(kind='top-up').id}/"
    }
    receipt = desk.get(answers[0]["location"]).content.decode()
    for told in ("Resident Jansen", "€\xa025,00", "PIN 0042", "Fien Jansen"):
        assert told in receipt


@pytest.mark.usefixtures("open_for_sale")
@pytest.mark.parametrize(
    ("wrong", "at"),
    [({"who": "niemand@x.nl"}, "who"), ({"who": "9" * 30}, "who"), ({"who": ""}, "who"),
     ({"amount": "x"}, "amount"), ({"amount": "0"}, "amount"), ({"reference": "<>"}, "reference")],
)  # fmt: skip
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(town, desk, wrong, at):
    for sure in ({}, {"zeker": "ja"}):
        answer = desk.post(COUNTER, form(town) | wrong | sure)

        assert answer.status_code == 422
        assert f'id="id_{at}_error"' in answer.content.decode()
        assert 'name="key"' in answer.content.decode()
    assert bought(town) == 0


@pytest.mark.usefixtures("open_for_sale")
def test_an_amount_outside_the_rules_is_refused_before_money_is_taken(town, desk):
    answer = desk.post(COUNTER, form(town, amount="101"))

    assert answer.status_code == 422
    assert "past niet bij de regels" in answer.content.decode()


def test_where_coins_are_not_for_sale_the_page_says_so(town, desk):
    assert "Hier kun je niet opwaarderen" in desk.get(COUNTER).content.decode()
    assert desk.post(COUNTER, form(town, zeker="ja")).status_code == 409


def test_only_who_answers_for_the_euros_tops_up(town, client_for):
    client = client_for(town.tenant, town.clerk)
    assert client.get(COUNTER).status_code == 403
    assert client.post("/api/v1/top-ups", {}, content_type="application/json").status_code == 403


@pytest.mark.usefixtures("open_for_sale")
def test_the_api_sells_once_a_key(town, desk):
    asked = {"person": str(town.resident.id), "amount": 2_500, "reference": "contant"}
    key = {"Idempotency-Key": str(uuid4())}

    def sends(**more):
        return desk.post("/api/v1/top-ups", asked | more, content_type="application/json",
                         headers=key)  # fmt: skip

    first, again, other = sends(), sends(), sends(amount=3_000)

    assert (first.status_code, again.json()) == (201, first.json())
    assert (other.status_code, other.json()["code"]) == (409, "key-reused")
    assert desk.get(f"/api/v1/top-ups/{first.json()['id']}").json()["bonus"] == 250
    assert bought(town) == 2_750


@pytest.mark.usefixtures("open_for_sale")
def test_the_resident_sees_what_was_bought_and_what_came_with_it(town, desk, client_for):
    desk.post(COUNTER, form(town, zeker="ja"))

    page = client_for(town.tenant, town.resident).get("/saldo/").content.decode()

    assert "Opgewaardeerd" in page
    assert "Bonus" in page
