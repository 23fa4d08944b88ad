"""Paying a request with a card at the till: the card says who pays, the ordinary payment does it.

Guarantees: all rules of a payment hold (limits, pots, the floor, once per request); the printed
code is not enough above the rules' threshold, nor for more than their sum a day; a wrong PIN
counts even though nothing is paid, and after three the card pays nothing; a card that was blocked
or replaced before the payment was posted pays nothing.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from currency import queries
from currency.card_codes import is_pin
from currency.card_errors import CardLocked, CardNotPrinted, CardsOff, PinNeeded, PinWrong
from currency.models import Card, CardPayment
from currency.models.cards import PIN_TRIES
from currency.queries.cards import WITHOUT_PIN, card_of_code, paid_without_pin
from currency.receipts import Receipt
from currency.rules.cards import needs_pin
from currency.rules.document import Cards
from currency.services import payments
from currency.services.cards import lock_card, refuse_unless_cards, refuse_unless_in_use
from currency.services.counting import raise_counter


def pay_with_card(
    *, card_code: str, request_code: str, pin: str, actor: UUID, at: datetime
) -> Receipt:
    """Pay an open request out of the pots of the card's holder; `pin` may be "" below the limit.

    The same card for the same request answers the same receipt. Raises CardUnknown,
    CardOfAnotherTown, RequestUnknown, NoRules, CardsOff, CardReplaced, CardBlocked, CardLocked,
    CardNotPrinted, PinNeeded, PinWrong, and what paying raises.
    """
    card = card_of_code(card_code)
    asked = queries.payment_request(request_code)
    if CardPayment.objects.filter(card=card, request_id=asked.id).exists():
        return payments.receipt_for(code=asked.code, payer=card.holder)
    rules = queries.rules_in_force(at).rules.cards
    if not rules.enabled:
        raise CardsOff
    if pin:
        check_pin(card_id=card.id, pin=pin)
    with transaction.atomic():
        # Held until the payment is posted: who blocks the card waits, or was first.
        found = lock_card(card.id)
        _refuse_unless_it_pays(found)
        if pin and not _is_its_pin(found, pin):  # it got another one meanwhile
            raise PinWrong(left=PIN_TRIES - found.wrong_pins)
        if payments.paid_by(code=asked.code, payer=found.holder):  # by phone, a moment before
            return payments.receipt_for(code=asked.code, payer=found.holder)
        if not pin:
            _refuse_unless_code_is_enough(found, rules, asked.amount, at)
        receipt = payments.pay(code=asked.code, payer=found.holder, at=at)
        if receipt.at == at:  # else it is the receipt of a payment by phone at the same moment
            CardPayment.objects.create(
                card=found, request_id=asked.id, transfer_id=receipt.transfer_id,
                with_pin=bool(pin), made_by=actor, at=at,
            )  # fmt: skip
    return receipt


def balance_on_card(*, card_code: str, pin: str, at: datetime) -> int:
    """What the holder may spend, in minor units: told for the PIN alone.

    Raises CardUnknown, CardOfAnotherTown, NoRules, CardsOff, CardReplaced, CardBlocked, CardLocked,
    CardNotPrinted, PinWrong.
    """
    card = card_of_code(card_code)
    refuse_unless_cards(at)
    check_pin(card_id=card.id, pin=pin)
    accounts = queries.accounts_of(card.holder)
    return sum(account.available or 0 for account in accounts)


def check_pin(*, card_id: int, pin: str) -> None:
    """Whether this is the card's PIN; a wrong one is counted, and stays counted.

    In a transaction of its own: the refusal of a payment may not take the count with it. Raises
    CardReplaced, CardBlocked, CardLocked, CardNotPrinted, PinWrong.
    """
    with transaction.atomic(durable=True):
        card = lock_card(card_id)
        _refuse_unless_it_pays(card)
        is_right = _is_its_pin(card, pin)
        wrong = 0 if is_right else card.wrong_pins + 1
        if wrong != card.wrong_pins:
            card.wrong_pins = wrong
            card.save(update_fields=["wrong_pins"])
    if card.is_locked:
        raise CardLocked
    if not is_right:
        raise PinWrong(left=PIN_TRIES - card.wrong_pins)


def _refuse_unless_it_pays(card: Card) -> None:
    refuse_unless_in_use(card)
    if card.is_locked:
        raise CardLocked
    if card.pin_digest is None:
        raise CardNotPrinted


def _is_its_pin(card: Card, pin: str) -> bool:
    return card.pin_digest is not None and is_pin(card.number, pin, bytes(card.pin_digest))


def _refuse_unless_code_is_enough(card: Card, rules: Cards, amount: int, at: datetime) -> None:
    """Raises PinNeeded. What is counted here is undone with a payment that does not come about."""
    today = paid_without_pin(card, at=at)
    if needs_pin(rules, amount=amount, without_pin_today=today) or not raise_counter(
        name=WITHOUT_PIN, subject=card.number, period=localdate(at).isoformat(), add=amount,
        cap=rules.without_pin_per_day,
    ):  # fmt: skip
        raise PinNeeded(amount=amount)
