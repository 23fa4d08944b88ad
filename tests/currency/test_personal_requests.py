"""Asking one person to pay: only they see and pay it, and nobody learns who lives here."""

from datetime import timedelta
from uuid import uuid4

import pytest

from currency import errors, paying_errors, queries
from currency.models import PaymentRequest
from currency.services import payments
from currency.services.personal_requests import ask_anybody, ask_person, decline_request
from currency.services.requests import cancel_request
from tenants.people.models import Party, Person
from tenants.people.services import add_person
from tenants.trail.models import OutboxEvent
from tests.cast import NOW, Town

LATER = NOW + timedelta(days=13)


@pytest.fixture
def town(town: Town) -> Town:
    """Residents may pay each other."""
    town.rules(paying={"resident_to_resident": True})
    return town


def asks(
    payee: Party, email: str = "piet@town.example", amount: int = 300, **more
) -> PaymentRequest:
    asked = {"key": uuid4(), "actor": payee.id, "at": NOW, "description": "Taart", **more}
    return ask_person(payee=payee, email=email, amount=amount, **asked)


@pytest.fixture
def piet(town: Town) -> Party:
    """Whom the neighbours ask."""
    person = add_person(email="piet@town.example", name="Piet Jansen")
    town.give(person.party, 1_000)
    return person.party


def test_only_who_is_asked_sees_it_and_pays_it(town: Town, piet: Party) -> None:
    samira, stranger = town.resident(), town.resident(1_000)
    asked = asks(samira, "  Piet@Town.example ")

    for other in (stranger, samira):
        with pytest.raises(errors.RequestUnknown):
            payments.quote(code=asked.code, payer=other, at=NOW)
        with pytest.raises(errors.RequestUnknown):
            town.pays(other, asked.code)
        assert not queries.asked_of(other, now=NOW)
    assert list(queries.asked_of(piet, now=LATER)) == [asked]
    assert town.pays(piet, asked.code, at=LATER).paid == 300
    assert (town.balance(piet), town.balance(samira)) == (700, 300)
    assert not queries.asked_of(piet, now=LATER)


def test_it_is_good_for_as_many_days_as_the_rules_say(town: Town, piet: Party) -> None:
    town.rules(
        paying={"resident_to_resident": True}, payments={"personal_request_lifetime_days": 3}
    )
    asked, shops = asks(town.resident()), asks(town.shop(), actor=uuid4())

    assert asked.expires_at == shops.expires_at == NOW + timedelta(days=3)
    with pytest.raises(errors.RequestExpired):
        town.pays(piet, asked.code, at=NOW + timedelta(days=3))


def test_an_address_that_nobody_has_gets_a_request_like_any_other(town: Town, piet: Party) -> None:
    samira = town.resident()
    Person.objects.filter(party=town.resident()).update(email="weg@town.example", is_active=False)

    known = asks(samira)
    unknown = [asks(samira, email) for email in ("niemand@town.example", "weg@town.example")]

    told = ("state", "amount", "description", "expires_at", "desk", "created_at")
    for one in unknown:
        assert [getattr(one, name) for name in told] == [getattr(known, name) for name in told]
        assert getattr(one.payer, "kind", None) == Party.Kind.SYSTEM
        assert len(one.code) == len(known.code)
    assert [one.asked_of for one in unknown] == ["niemand@town.example", "weg@town.example"]
    assert OutboxEvent.objects.filter(kind="request.asked").count() == 3
    for other in (piet, samira):
        with pytest.raises(errors.RequestUnknown):
            town.pays(other, unknown[0].code)
    assert cancel_request(request_id=unknown[0].id, payee=samira, at=NOW).state == "cancelled"


def test_one_key_asks_once_and_for_the_same_person(town: Town, piet: Party) -> None:
    samira, key = town.resident(), uuid4()

    first = asks(samira, key=key)
    assert asks(samira, key=key) == first
    for more in ({"email": "an@town.example"}, {"amount": 301}, {"description": "Brood"}):
        with pytest.raises(errors.KeyReused):
            asks(samira, key=key, **more)
    assert PaymentRequest.objects.count() == 1
    assert OutboxEvent.objects.filter(kind="request.asked").count() == 1


def test_nobody_asks_themselves(town: Town) -> None:
    samira = add_person(email="samira@town.example", name="Samira").party

    for payee in (samira, town.shop()):
        with pytest.raises(paying_errors.PayingYourself):
            asks(payee, "samira@town.example", actor=samira.id)


def test_who_says_no_is_not_asked_again_and_who_asked_may_not_pay(town: Town, piet: Party) -> None:
    samira = town.resident()
    asked = asks(samira)

    for _ in range(2):
        assert decline_request(request_id=asked.id, payer=piet, at=NOW).state == "declined"

    with pytest.raises(errors.RequestUnknown):
        decline_request(request_id=asked.id, payer=samira, at=NOW)
    with pytest.raises(paying_errors.RequestDeclined):
        town.pays(piet, asked.code)
    assert cancel_request(request_id=asked.id, payee=samira, at=NOW).state == "declined"
    assert OutboxEvent.objects.filter(kind="request.declined").count() == 1
    assert town.balance(piet) == 1_000


def test_what_is_paid_stopped_or_past_cannot_be_declined(town: Town, piet: Party) -> None:
    samira = town.resident()
    paid, stopped, past = (asks(samira) for _ in range(3))
    town.pays(piet, paid.code)
    cancel_request(request_id=stopped.id, payee=samira, at=NOW)

    for asked, refusal, at in (
        (paid, errors.RequestPaid, NOW),
        (stopped, errors.RequestCancelled, NOW),
        (past, errors.RequestExpired, past.expires_at),
    ):
        with pytest.raises(refusal):
            decline_request(request_id=asked.id, payer=piet, at=at)


def test_who_asks_many_waits_for_an_answer_and_a_shop_does_not(town: Town, piet: Party) -> None:
    samira, shop = town.resident(), town.shop()
    key = uuid4()
    asks(samira, key=key)
    for number in range(19):
        asks(samira, f"n{number}@town.example")

    for act in (
        asks,
        lambda payee: ask_anybody(key=uuid4(), payee=payee, amount=1, actor=payee.id, at=NOW),
    ):
        with pytest.raises(paying_errors.TooManyOpenRequests):
            act(samira)
    assert asks(samira, key=key).amount == 300
    assert asks(samira, at=NOW + timedelta(days=14)).amount == 300
    for number in range(21):
        asks(shop, f"n{number}@town.example", actor=uuid4())


def test_a_shop_asks_a_resident_also_where_residents_may_not(town: Town, piet: Party) -> None:
    town.rules()
    shop = town.shop()

    asked = asks(shop, actor=uuid4(), desk="Kassa 1")

    assert town.pays(piet, asked.code).paid == 300
    with pytest.raises(paying_errors.ResidentsMayNotPayEachOther):
        asks(town.resident())
