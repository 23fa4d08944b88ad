"""What the bank made of a payout is booked once, whatever the order in which it is told."""

from datetime import date
from uuid import uuid4

import pytest

from currency.models import Pot, Transfer
from currency.proof import verify_ledger
from settlement import queries
from settlement.models import Payout, PayoutBatch
from settlement.services.batches import (
    download_payout_batch,
    make_payout_batch,
    release_payout_batch,
    seal_payout_batch,
)
from settlement.services.outcomes import (
    close_if_answered,
    reject_payout,
    return_payout,
    settle_payout,
)
from tests.settlement.cast import NOW, Shop, Town, shop_iban

DAY = date(2026, 11, 25)
State = Payout.State


@pytest.fixture
def sent(town: Town) -> Payout:
    """A payout of 10 euro that the bank has."""
    shop = town.open_shop()
    town.redeemed(shop, 1_000)
    return pay_out(town, shop)


def pay_out(town: Town, shop: Shop) -> Payout:
    batch = make_payout_batch(key=uuid4(), by=town.alice, now=NOW)
    seal_payout_batch(batch_id=batch.id, by=town.alice, now=NOW)
    release_payout_batch(batch_id=batch.id, by=town.bob, now=NOW)
    download_payout_batch(batch_id=batch.id, by=town.bob, now=NOW)
    return Payout.objects.get(batch=batch, merchant=shop.party)


def test_a_settled_payout_moves_the_euros_once(town: Town, sent: Payout) -> None:
    settle_payout(payout_id=sent.id, booked_on=DAY, now=NOW)
    settle_payout(payout_id=sent.id, booked_on=DAY, now=NOW)

    assert town.balance(Pot.PAYABLE) == 0
    assert town.balance(Pot.BANK) == -1_000_000 + 1_000
    assert Transfer.objects.filter(kind=Transfer.Kind.PAYOUT).count() == 1
    assert verify_ledger(town.tenant.schema_name) == []


def test_a_rejected_payout_moves_nothing_and_waits_again(town: Town, sent: Payout) -> None:
    reject_payout(payout_id=sent.id, reason="AM04", now=NOW)

    assert town.balance(Pot.PAYABLE) == 1_000
    assert [one.cents for one in queries.payables()] == [1_000]
    assert Payout.objects.get().state == State.REJECTED


def test_a_returned_payout_is_owed_again(town: Town, sent: Payout) -> None:
    settle_payout(payout_id=sent.id, booked_on=DAY, now=NOW)
    return_payout(payout_id=sent.id, reason="MS03", booked_on=DAY, now=NOW)
    return_payout(payout_id=sent.id, reason="MS03", booked_on=DAY, now=NOW)

    assert town.balance(Pot.PAYABLE) == 1_000
    assert town.balance(Pot.BANK) == -1_000_000
    assert [one.hold for one in queries.payables()] == [""]


def test_a_return_told_before_its_debit_books_both(town: Town, sent: Payout) -> None:
    return_payout(payout_id=sent.id, reason="MS03", booked_on=DAY, now=NOW)
    settle_payout(payout_id=sent.id, booked_on=DAY, now=NOW)

    kinds = Transfer.objects.filter(facts__payout=str(sent.id)).values_list("kind", flat=True)
    assert sorted(kinds) == ["payout", "payout-return"]
    assert town.balance(Pot.PAYABLE) == 1_000


def test_a_rejection_after_the_money_left_changes_nothing(town: Town, sent: Payout) -> None:
    settle_payout(payout_id=sent.id, booked_on=DAY, now=NOW)
    reject_payout(payout_id=sent.id, reason="AC04", now=NOW)

    assert Payout.objects.get().state == State.SETTLED
    assert queries.payables() == []


@pytest.mark.parametrize("reason", ["AC01", "AC04", "AC06"])
def test_an_account_the_bank_refused_is_not_tried_again(
    town: Town, sent: Payout, reason: str
) -> None:
    reject_payout(payout_id=sent.id, reason=reason, now=NOW)

    assert [one.hold for one in queries.payables()] == ["account-refused"]


def test_a_new_account_number_frees_the_shop(town: Town, sent: Payout) -> None:
    reject_payout(payout_id=sent.id, reason="AC04", now=NOW)
    town.shops[0].change_iban(shop_iban(77))

    assert [one.hold for one in queries.payables()] == [""]
    second = pay_out(town, town.shops[0])
    assert second.iban == shop_iban(77)
    assert second.cents == 1_000


def test_a_rejected_claim_and_a_new_one_are_paid_together(town: Town, sent: Payout) -> None:
    reject_payout(payout_id=sent.id, reason="AM04", now=NOW)
    town.redeemed(town.shops[0], 250)

    assert pay_out(town, town.shops[0]).cents == 1_250


def test_a_batch_closes_when_its_last_line_has_ended(town: Town) -> None:
    for coins in (1_000, 2_000):
        town.redeemed(town.open_shop(), coins)
    pay_out(town, town.shops[0])
    first, second = Payout.objects.all()

    settle_payout(payout_id=first.id, booked_on=DAY, now=NOW)
    close_if_answered(first.batch_id, NOW)
    assert PayoutBatch.objects.get().state == PayoutBatch.State.SENT
    reject_payout(payout_id=second.id, reason="AC04", now=NOW)
    close_if_answered(first.batch_id, NOW)

    assert PayoutBatch.objects.get().state == PayoutBatch.State.CLOSED
    assert PayoutBatch.objects.get().answered_at == NOW


def test_a_return_after_the_batch_closed_leaves_it_closed(town: Town, sent: Payout) -> None:
    settle_payout(payout_id=sent.id, booked_on=DAY, now=NOW)
    close_if_answered(sent.batch_id, NOW)

    return_payout(payout_id=sent.id, reason="AC04", booked_on=DAY, now=NOW)
    close_if_answered(sent.batch_id, NOW)

    assert PayoutBatch.objects.get().state == PayoutBatch.State.CLOSED
    assert Payout.objects.get().state == State.RETURNED
