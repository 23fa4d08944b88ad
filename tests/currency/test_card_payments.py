"""Paying with a card: the code up to a limit, the PIN above it, and never with a blocked one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from currency.card_codes import printed_code
from currency.card_errors import (
    CardBlocked,
    CardLocked,
    CardNotPrinted,
    CardReplaced,
    CardsOff,
    PinNeeded,
    PinWrong,
)
from currency.errors import InsufficientBalance, OverLimit, RequestPaid, SameParty
from currency.models import Card, CardPayment, Counter, Pot
from currency.proof import verify_ledger
from currency.services.card_payments import balance_on_card
from currency.services.cards import block_card, print_pin, replace_card
from tenants.people.services import give_seat
from tests.cast import NOW, Town
from tests.currency.card_cast import Cards, Held, a_desk


@pytest.fixture
def desk(town: Town) -> Cards:
    return a_desk(town)


@pytest.fixture
def shop(town: Town):
    return town.shop()


def test_a_small_sum_is_paid_by_the_code_alone(desk: Cards, shop) -> None:
    held = desk.issued(coins=5_000)

    receipt = desk.pays(held, desk.town.asks(shop, 1_000))

    assert receipt.paid == 1_000
    assert desk.town.balance(shop, Pot.MERCHANT) == 1_000
    assert desk.town.balance(held.holder) == 4_000
    paid = CardPayment.objects.get()
    assert (paid.card_id, paid.transfer_id, paid.with_pin) == (
        held.card.id, receipt.transfer_id, False
    )  # fmt: skip
    assert verify_ledger("heerlen") == []


def test_above_the_limit_the_code_is_not_enough(desk: Cards, shop) -> None:
    held, asked = desk.issued(), desk.town.asks(shop, 1_001)

    with pytest.raises(PinNeeded):
        desk.pays(held, asked)
    assert desk.town.balance(shop, Pot.MERCHANT) == 0

    assert desk.pays(held, asked, held.pin).paid == 1_001


def test_small_sums_add_up_until_the_pin_is_needed_and_a_new_day_begins_anew(
    desk: Cards, shop
) -> None:
    held = desk.issued()
    for _ in range(2):
        desk.pays(held, desk.town.asks(shop, 900))

    third = desk.town.asks(shop, 900)
    with pytest.raises(PinNeeded):
        desk.pays(held, third)

    assert Counter.objects.get(name="card-without-pin").used == 1_800
    assert desk.pays(held, third, held.pin).paid == 900
    tomorrow = NOW + timedelta(days=1)
    assert desk.pays(held, desk.town.asks(shop, 900, at=tomorrow), at=tomorrow).paid == 900


def test_a_payment_that_is_refused_uses_nothing_of_the_day(desk: Cards, shop) -> None:
    held = desk.issued(coins=500)

    with pytest.raises(InsufficientBalance):
        desk.pays(held, desk.town.asks(shop, 900))

    assert not Counter.objects.filter(name="card-without-pin", used__gt=0).exists()


def test_the_same_request_is_paid_once_with_one_receipt(desk: Cards, shop) -> None:
    held, asked = desk.issued(), desk.town.asks(shop, 700)

    receipts = {desk.pays(held, asked) for _ in range(3)}

    assert len(receipts) == 1
    assert CardPayment.objects.count() == 1
    assert Counter.objects.get(name="card-without-pin").used == 700
    with pytest.raises(RequestPaid):
        desk.pays(desk.issued(), asked)


def test_what_the_holder_paid_by_phone_is_no_payment_with_the_card(desk: Cards, shop) -> None:
    held, asked = desk.issued(), desk.town.asks(shop, 700)
    by_phone = desk.town.pays(held.holder, asked.code)

    assert desk.pays(held, asked) == by_phone
    assert not CardPayment.objects.exists()


def test_three_wrong_pins_lock_the_card_until_it_has_a_new_one(desk: Cards, shop) -> None:
    held, asked = desk.issued(), desk.town.asks(shop, 1_500)

    for left in (2, 1):
        with pytest.raises(PinWrong) as refusal:
            desk.pays(held, asked, desk.wrong(held))
        assert refusal.value.facts == {"left": left}
    with pytest.raises(CardLocked):
        desk.pays(held, asked, desk.wrong(held))

    for pin in (held.pin, ""):  # neither the right one nor the code alone helps now
        with pytest.raises(CardLocked):
            desk.pays(held, desk.town.asks(shop, 100), pin)
    _card, pin = print_pin(key=uuid4(), card_id=held.card.id, actor=desk.clerk, at=NOW)
    assert desk.pays(held, asked, pin).paid == 1_500


def test_a_right_pin_forgets_the_wrong_ones(desk: Cards, shop) -> None:
    held = desk.issued()
    with pytest.raises(PinWrong):
        desk.pays(held, desk.town.asks(shop, 1_500), desk.wrong(held))

    desk.pays(held, desk.town.asks(shop, 1_500), held.pin)

    assert Card.objects.get(id=held.card.id).wrong_pins == 0


def test_a_wrong_pin_counts_even_where_none_was_needed(desk: Cards, shop) -> None:
    held = desk.issued()

    with pytest.raises(PinWrong):
        desk.pays(held, desk.town.asks(shop, 100), desk.wrong(held))

    assert desk.town.balance(shop, Pot.MERCHANT) == 0


def test_an_old_pin_is_wrong_once_a_new_one_was_printed(desk: Cards, shop) -> None:
    held = desk.issued()
    new = held.pin
    while new == held.pin:
        _card, new = print_pin(key=uuid4(), card_id=held.card.id, actor=desk.clerk, at=NOW)

    with pytest.raises(PinWrong):
        desk.pays(held, desk.town.asks(shop, 1_500), held.pin)


@pytest.mark.parametrize("pin", [True, False])
def test_a_blocked_or_replaced_card_refuses_at_once(desk: Cards, shop, pin: bool) -> None:
    blocked, replaced = desk.issued(), desk.issued()
    block_card(card_id=blocked.card.id, actor=desk.clerk, reason="stolen", at=NOW)
    replace_card(card_id=replaced.card.id, actor=desk.clerk, reason="broken", at=NOW)

    for held, refusal in ((blocked, CardBlocked), (replaced, CardReplaced)):
        with pytest.raises(refusal):
            desk.pays(held, desk.town.asks(shop, 100), held.pin if pin else "")
    assert desk.town.balance(shop, Pot.MERCHANT) == 0


def test_a_card_that_was_never_printed_pays_nothing(desk: Cards, shop) -> None:
    held = desk.issued()
    new = replace_card(card_id=held.card.id, actor=desk.clerk, reason="broken", at=NOW)
    unprinted = Held(new, printed_code(new.number), "0000", held.holder)

    with pytest.raises(CardNotPrinted):
        desk.pays(unprinted, desk.town.asks(shop, 100))


def test_all_rules_of_a_payment_hold(desk: Cards, shop) -> None:
    town = desk.town
    held = desk.issued(coins=10_000)
    with town.here():
        owned = town.shop("Eigen zaak")
        give_seat(person=held.holder.person, party=owned, duty="owner", actor=None)
    with pytest.raises(SameParty):
        desk.pays(held, town.asks(owned, 500))

    town.rules(
        cards={"enabled": True, "pin_above": 500, "without_pin_per_day": 500},
        payments={"maximum": 1_000, "maximum_per_day": 1_000},
    )
    desk.pays(held, town.asks(shop, 900), held.pin)
    with pytest.raises(OverLimit):
        desk.pays(held, town.asks(shop, 200), held.pin)


def test_where_cards_are_off_none_pays(desk: Cards, shop) -> None:
    held = desk.issued()
    desk.town.rules(cards={"enabled": False})

    with pytest.raises(CardsOff):
        desk.pays(held, desk.town.asks(shop, 100), held.pin)


def test_the_balance_is_told_for_the_pin_alone(desk: Cards) -> None:
    held = desk.issued(coins=4_250)
    desk.town.give(held.holder, 300, Pot.GIFT)

    assert balance_on_card(card_code=held.code, pin=held.pin, at=NOW) == 4_550
    for pin in ("", desk.wrong(held)):
        with pytest.raises(PinWrong):
            balance_on_card(card_code=held.code, pin=pin, at=NOW)


def test_what_was_paid_with_a_card_stays(desk: Cards, shop) -> None:
    desk.pays(desk.issued(), desk.town.asks(shop, 100))

    for act in (
        lambda: CardPayment.objects.update(with_pin=True),
        CardPayment.objects.all().delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
