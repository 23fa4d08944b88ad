"""Giving parts of a payment back: to the pots they came from, never more than was paid."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from currency import errors, refund_errors
from currency.models import Counter, Pot, Transfer
from currency.proof import verify_ledger
from currency.queries import refunds_of
from currency.rules.refunds import may_still_report, spread_back
from currency.services.refunds import refund
from currency.services.reversals import reverse_transfer
from tenants.trail.models import AuditEvent, OutboxEvent
from tests.cast import NOW, SOMEBODY, Town, agree

LATER = NOW + timedelta(days=1)


def gives_back(transfer_id: int, amount: int, **more) -> Transfer:
    asked = {"key": uuid4(), "reason": "Eén brood was op", "actor": SOMEBODY, "at": LATER, **more}
    return refund(transfer_id=transfer_id, amount=amount, **asked)


@pytest.mark.parametrize(
    ("already", "amount", "parts"),
    [
        (0, 100, [(2, 100)]),
        (0, 300, [(2, 300)]),
        (0, 301, [(2, 300), (1, 1)]),
        (0, 500, [(2, 300), (1, 200)]),
        (300, 1, [(1, 1)]),
        (250, 100, [(2, 50), (1, 50)]),
        (499, 1, [(1, 1)]),
        (500, 0, []),
    ],
)
def test_the_pot_drawn_last_is_filled_first(already: int, amount: int, parts: list) -> None:
    drawn = [(1, 200), (2, 300)]

    assert spread_back(drawn, already=already, amount=amount) == parts


def test_a_payment_may_be_reported_up_to_the_second() -> None:
    end = NOW + timedelta(days=30)

    assert may_still_report(paid_at=NOW, days=30, now=end - timedelta(microseconds=1))
    assert not may_still_report(paid_at=NOW, days=30, now=end)


def test_parts_go_back_to_the_pots_they_came_from(town: Town) -> None:
    samira, shop = town.resident(500), town.shop()
    town.give(samira, 300, Pot.GIFT)
    paid = town.pays(samira, town.asks(shop, 700).code).transfer_id

    gives_back(paid, 250)
    assert (town.balance(samira), town.balance(samira, Pot.GIFT)) == (350, 0)
    made = gives_back(paid, 250)

    assert (town.balance(samira), town.balance(samira, Pot.GIFT)) == (500, 100)
    assert town.balance(shop, Pot.MERCHANT) == 200
    assert (made.kind, made.refunds_id, made.at, made.rules_id is None) == (
        "refund", paid, LATER, False,
    )  # fmt: skip
    assert [one.amount for one in refunds_of([paid])[paid]] == [250, 250]
    assert verify_ledger("heerlen") == []


def test_the_payment_names_its_refunds_and_the_trail_says_why(town: Town) -> None:
    code = town.asks(town.shop(), 400).code
    paid = town.pays(town.resident(500), code).transfer_id

    made = gives_back(paid, 100)

    assert OutboxEvent.objects.get(kind="refund.posted").facts == {
        "payment": paid, "code": code, "transfer": made.id,
    }  # fmt: skip
    facts = AuditEvent.objects.get(verb="refund-transfer").facts
    assert facts == {"amount": 100, "reason": "Eén brood was op"}


def test_no_more_is_given_back_than_was_paid(town: Town) -> None:
    paid = town.pays(town.resident(500), town.asks(town.shop(), 400).code).transfer_id
    gives_back(paid, 300)

    with pytest.raises(refund_errors.RefundTooLarge) as refused:
        gives_back(paid, 101)

    assert refused.value.facts == {"amount": 101, "left": 100}
    gives_back(paid, 100)
    with pytest.raises(refund_errors.RefundTooLarge):
        gives_back(paid, 1)


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_is_no_refund(town: Town, amount: int) -> None:
    paid = town.pays(town.resident(500), town.asks(town.shop(), 400).code).transfer_id

    with pytest.raises(errors.AmountNotPositive):
        gives_back(paid, amount)


def test_a_part_and_then_the_whole_never_give_back_twice(town: Town) -> None:
    samira = town.resident(500)
    paid = town.pays(samira, town.asks(town.shop(), 400).code).transfer_id
    gives_back(paid, 150)

    with pytest.raises(refund_errors.PartlyRefunded) as refused:
        reverse_transfer(transfer_id=paid, reason="Terug", actor=SOMEBODY, at=LATER)

    assert refused.value.facts == {"left": 250}
    assert town.balance(samira) == 250


def test_the_whole_and_then_a_part_never_give_back_twice(town: Town) -> None:
    samira = town.resident(500)
    paid = town.pays(samira, town.asks(town.shop(), 400).code).transfer_id
    reverse_transfer(transfer_id=paid, reason="Terug", actor=SOMEBODY, at=LATER)

    with pytest.raises(refund_errors.RefundTooLarge):
        gives_back(paid, 1)
    assert town.balance(samira) == 500
    assert Counter.objects.get(name="refunded").used == 400


def test_the_same_key_is_the_same_refund_and_nothing_else(town: Town) -> None:
    samira, key = town.resident(500), uuid4()
    paid = town.pays(samira, town.asks(town.shop(), 400).code).transfer_id
    first = gives_back(paid, 150, key=key)
    gives_back(paid, 50)

    assert gives_back(paid, 150, key=key) == first
    for other in ({"amount": 151}, {"amount": 150, "actor": uuid4()}):
        with pytest.raises(errors.KeyReused):
            gives_back(paid, key=key, **other)
    assert town.balance(samira) == 300


def test_a_refund_gives_the_payer_room_on_the_day_of_the_payment(town: Town) -> None:
    town.rules(payments={"maximum": 1_000, "maximum_per_day": 1_000})
    samira, shop = town.resident(5_000), town.shop()
    paid = town.pays(samira, town.asks(shop, 900).code)

    gives_back(paid.transfer_id, 400, at=NOW)

    assert Counter.objects.get(name="paid-per-day").used == 500
    assert town.pays(samira, town.asks(shop, 500).code).paid == 500
    with pytest.raises(errors.OverLimit), transaction.atomic():
        town.pays(samira, town.asks(shop, 1).code)


def test_what_the_shop_no_longer_has_is_not_given_back(town: Town) -> None:
    samira, shop = town.resident(500), town.shop()
    paid = town.pays(samira, town.asks(shop, 400).code).transfer_id
    town.move(town.account(shop, Pot.MERCHANT), town.account(None, Pot.REDEEMED), 350)

    with pytest.raises(refund_errors.RefundNotCovered), transaction.atomic():
        gives_back(paid, 51)
    with pytest.raises(refund_errors.RefundNotCovered), transaction.atomic():
        reverse_transfer(transfer_id=paid, reason="Terug", actor=SOMEBODY, at=LATER)
    gives_back(paid, 50)
    assert town.balance(samira) == 150


def test_a_busy_shop_gives_back_out_of_any_of_its_slots(town: Town) -> None:
    samira, shop = town.resident(500), town.shop()
    paid = town.pays(samira, town.asks(shop, 400).code).transfer_id
    slot = town.slot(shop, 1)
    town.move(town.account(shop, Pot.MERCHANT), slot, 300)

    gives_back(paid, 250)

    assert (town.balance(samira), town.balance(shop, Pot.MERCHANT)) == (350, 150)
    assert verify_ledger("heerlen") == []


def test_only_a_payment_of_this_town_is_refunded(town: Town, abroad: Town) -> None:
    agree(town, abroad)
    paid = town.pays(town.resident(500), abroad.asks(abroad.shop(), 400).code)
    gift = Transfer.objects.filter(kind=Transfer.Kind.GIFT).first()

    for transfer_id in (gift.id, paid.transfer_id):
        with pytest.raises(refund_errors.NotRefundable):
            gives_back(transfer_id, 1)
    with abroad.here(), pytest.raises(refund_errors.NotRefundable):
        gives_back(Transfer.objects.get(kind=Transfer.Kind.RECEIPT_ABROAD).id, 1)


def test_a_refund_is_not_refunded_nor_reversed(town: Town) -> None:
    paid = town.pays(town.resident(500), town.asks(town.shop(), 400).code).transfer_id
    made = gives_back(paid, 100)

    with pytest.raises(refund_errors.NotRefundable):
        gives_back(made.id, 1)
    with pytest.raises(errors.AlreadyReversed):
        reverse_transfer(transfer_id=made.id, reason="", actor=SOMEBODY, at=LATER)
    with pytest.raises(errors.AccountUnknown):
        gives_back(999_999_999, 1)
