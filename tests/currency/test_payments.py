"""Paying at home: out of the pots in their order, once, and the same receipt for every tap."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from currency import errors
from currency.models import Entry, Hold, PaymentRequest, Pot, Transfer
from currency.payment_facts import payment_facts
from currency.proof import verify_ledger
from currency.services import payments
from currency.services.accounts import account_of
from currency.services.holds import place_hold
from currency.services.requests import cancel_request
from tenants.people.models import Party, Seat
from tenants.people.services import add_person, give_seat
from tests.cast import NOW, SOMEBODY, Town, agree


def said_by(act: Callable[[], object]) -> list[str]:
    """What an act asks of the database, but for its savepoints and the choice of a schema."""
    said: list[str] = []

    def note(execute: Callable[..., object], sql: str, *more: object) -> object:
        said.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(note):
        act()
    return [sql for sql in said if not sql.startswith(("SET search", "SAVEPOINT", "RELEASE"))]


def test_a_payment_moves_the_coins_and_gives_a_receipt(town: Town) -> None:
    samira, shop = town.resident(1_000), town.shop("Bakker Bart")
    asked = town.asks(shop, 750)

    receipt = town.pays(samira, asked.code)

    assert (receipt.payee, receipt.tenant, receipt.at) == ("Bakker Bart", town.tenant, NOW)
    assert (receipt.paid, receipt.received, receipt.balance_after) == (750, 750, 250)
    assert (town.balance(samira), town.balance(shop, Pot.MERCHANT)) == (250, 750)
    made = Transfer.objects.get(id=receipt.transfer_id)
    assert (made.kind, made.actor, made.key) == (Transfer.Kind.PAYMENT, samira.id, asked.id)
    assert PaymentRequest.objects.get().transfer == made
    assert verify_ledger("heerlen") == []


def test_asking_again_gives_the_same_receipt_also_after_more_came_in(town: Town) -> None:
    samira = town.resident(1_000)
    asked = town.asks(town.shop(), 750)
    first = town.pays(samira, asked.code)
    town.give(samira, 300)
    town.give(samira, 50, Pot.GIFT)

    later = NOW + timedelta(days=30)

    assert town.pays(samira, asked.code, at=later) == first
    assert payments.receipt_for(code=asked.code, payer=samira) == first
    assert town.balance(samira) == 550


def test_somebody_else_hears_that_it_is_paid_and_has_no_receipt(town: Town) -> None:
    asked = town.asks(town.shop(), 750)
    town.pays(town.resident(1_000), asked.code)
    piet = town.resident(1_000)

    with pytest.raises(errors.RequestPaid):
        town.pays(piet, asked.code)
    with pytest.raises(errors.RequestUnknown):
        payments.receipt_for(code=asked.code, payer=piet)
    assert not payments.paid_by(code=asked.code, payer=piet)
    assert town.balance(piet) == 1_000


def test_pots_are_spent_in_the_order_of_the_rules(town: Town) -> None:
    samira = town.resident(500)
    town.give(samira, 300, Pot.GIFT)
    shop = town.shop()

    town.pays(samira, town.asks(shop, 200).code)
    assert (town.balance(samira, Pot.GIFT), town.balance(samira)) == (100, 500)
    receipt = town.pays(samira, town.asks(shop, 200).code)
    assert (town.balance(samira, Pot.GIFT), town.balance(samira)) == (0, 400)
    assert (receipt.paid, receipt.balance_after) == (200, 400)

    town.give(samira, 300, Pot.GIFT)
    town.rules(pots={"order": ["earned", "gift"]})
    town.pays(samira, town.asks(shop, 450).code)
    assert (town.balance(samira, Pot.GIFT), town.balance(samira)) == (250, 0)


def test_a_pot_that_the_rules_leave_out_is_not_spent(town: Town) -> None:
    town.rules(pots={"order": ["earned"]})
    samira = town.resident(500)
    town.give(samira, 300, Pot.GIFT)

    with pytest.raises(errors.InsufficientBalance) as refused:
        town.pays(samira, town.asks(town.shop(), 600).code)
    assert refused.value.facts == {"amount": 600, "available": 500}


def test_too_little_is_told_with_what_there_is_and_moves_nothing(town: Town) -> None:
    samira, asked = town.resident(700), town.asks(town.shop(), 750)

    with pytest.raises(errors.InsufficientBalance) as refused:
        town.pays(samira, asked.code)

    assert refused.value.facts == {"amount": 750, "available": 700}
    assert PaymentRequest.objects.get().state == PaymentRequest.State.OPEN
    town.give(samira, 50)
    assert town.pays(samira, asked.code).balance_after == 0


def test_what_is_held_is_not_spent(town: Town) -> None:
    samira = town.resident(700)
    hold: Hold = place_hold(
        key=town.programme.party_id,
        account_id=account_of(samira, Pot.EARNED).id,
        amount=100,
        at=NOW,
    )

    with pytest.raises(errors.InsufficientBalance) as refused:
        town.pays(samira, town.asks(town.shop(), 601).code)
    assert refused.value.facts == {"amount": 601, "available": 600}
    assert hold.remaining == 100


def test_a_quote_says_what_it_costs_and_posts_nothing(town: Town) -> None:
    samira, asked = town.resident(1_000), town.asks(town.shop(), 750)
    before = Transfer.objects.count()

    found = payments.quote(code=asked.code, payer=samira, at=NOW)

    assert (found.amount, found.available, found.left, found.agreement) == (750, 1_000, 250, None)
    assert Transfer.objects.count() == before


def test_a_request_is_paid_until_its_time_is_over(town: Town) -> None:
    samira, shop = town.resident(1_000), town.shop()
    in_time, late = town.asks(shop, 100), town.asks(shop, 100)

    town.pays(samira, in_time.code, at=in_time.expires_at - timedelta(microseconds=1))
    with pytest.raises(errors.RequestExpired):
        town.pays(samira, late.code, at=late.expires_at)
    assert town.balance(samira) == 900


def test_a_request_that_ended_after_it_was_read_is_refused_by_the_database(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    samira, shop = town.resident(1_000), town.shop()
    asked = town.asks(shop, 100)
    answers = iter([payment_facts(code=asked.code, payer=samira, at=NOW)])
    cancel_request(request_id=asked.id, payee=shop, at=NOW)
    monkeypatch.setattr(
        payments, "payment_facts", lambda **asking: next(answers, None) or payment_facts(**asking)
    )

    with pytest.raises(errors.RequestCancelled):
        town.pays(samira, asked.code)
    assert town.balance(samira) == 1_000


def owner(shop: Party, duty: str) -> Party:
    person = add_person(email=f"{duty}@shop.example", name="Piet Bakker")
    give_seat(person=person, party=shop, duty=duty, actor=SOMEBODY)
    return person.party


def test_nobody_pays_at_a_shop_of_their_own(town: Town) -> None:
    shop = town.shop()
    piet, anna = owner(shop, Seat.Duty.OWNER), owner(shop, Seat.Duty.STAFF)
    for party in (piet, anna):
        town.give(party, 500)

    for payer in (piet, shop):
        with pytest.raises(errors.SameParty):
            town.pays(payer, town.asks(shop, 100).code)
    assert town.pays(anna, town.asks(shop, 100).code).paid == 100


def test_a_receipt_is_of_a_payment_and_of_nothing_else_with_that_number(town: Town) -> None:
    samira, asked = town.resident(1_000), town.asks(town.shop(), 100)
    source, target = account_of(samira, Pot.EARNED).id, account_of(town.resident(), Pot.EARNED).id
    town.move(source, target, 40, key=asked.id, actor=samira.id)

    assert not payments.paid_by(code=asked.code, payer=samira)
    with pytest.raises(errors.RequestPaid):
        town.pays(samira, asked.code)
    assert town.balance(samira) == 960


def test_a_refusal_leaves_a_surrounding_transaction_usable(town: Town) -> None:
    samira, shop = town.resident(20_000), town.shop()
    town.rules(payments={"maximum": 15_000, "maximum_per_day": 15_000})
    town.pays(samira, town.asks(shop, 15_000).code)

    with pytest.raises(errors.OverLimit):
        town.pays(samira, town.asks(shop, 1).code)

    assert town.balance(samira) == 5_000


def test_paying_asks_the_database_twice_and_posts_with_the_second(town: Town) -> None:
    samira, asked = town.resident(1_000), town.asks(town.shop(), 750)
    town.pays(samira, town.asks(town.shop(), 10).code)  # the rules are parsed once a process
    with town.here():
        said = said_by(lambda: payments.pay(code=asked.code, payer=samira, at=NOW))

    assert len(said) == 2, said
    assert [query for query in said if "post_transfer" in query] == said[1:]
    assert Entry.objects.filter(transfer__key=asked.id).count() == 2


def test_paying_elsewhere_asks_one_thing_more(town: Town, abroad: Town) -> None:
    agree(town, abroad)
    shop = abroad.shop()
    samira = town.resident(1_000)
    town.pays(samira, abroad.asks(shop, 10).code)
    asked = abroad.asks(shop, 750)

    with town.here():
        said = said_by(lambda: payments.pay(code=asked.code, payer=samira, at=NOW))

    assert len(said) == 3, said
