"""Reversals: the mirror image of a transfer, once, and the original stays."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from currency import errors
from currency.models import Counter, Pot, Transfer
from currency.proof import verify_ledger
from currency.services.reversals import reverse_transfer
from tenants.trail.models import AuditEvent, OutboxEvent
from tests.cast import NOW, SOMEBODY, Town, agree

LATER = NOW + timedelta(days=1)


def reverse(transfer_id: int, actor=SOMEBODY) -> Transfer:
    return reverse_transfer(transfer_id=transfer_id, reason="Terug", actor=actor, at=LATER)


def test_a_payment_given_back_fills_the_pots_it_came_from(town: Town) -> None:
    samira, shop = town.resident(500), town.shop()
    town.give(samira, 300, Pot.GIFT)
    paid = town.pays(samira, town.asks(shop, 700).code)

    made = reverse(paid.transfer_id)

    assert (town.balance(samira), town.balance(samira, Pot.GIFT)) == (500, 300)
    assert town.balance(shop, Pot.MERCHANT) == 0
    assert (made.kind, made.reverses_id, made.at) == ("reversal", paid.transfer_id, LATER)
    assert OutboxEvent.objects.get(kind="transfer.reversed").facts["transfer"] == made.id
    assert verify_ledger("heerlen") == []


def test_reversing_again_is_the_same_reversal_whoever_asks(town: Town) -> None:
    paid = town.pays(town.resident(500), town.asks(town.shop(), 400).code)

    first = reverse(paid.transfer_id)

    assert reverse(paid.transfer_id, actor=uuid4()) == first
    assert AuditEvent.objects.filter(verb="reverse-transfer").count() == 1


def test_a_reversal_is_not_reversed(town: Town) -> None:
    paid = town.pays(town.resident(500), town.asks(town.shop(), 400).code)
    made = reverse(paid.transfer_id)

    with pytest.raises(errors.AlreadyReversed):
        reverse(made.id)


def test_what_is_not_there_is_not_reversed(town: Town) -> None:
    with pytest.raises(errors.AccountUnknown):
        reverse(999_999_999)


def test_coins_that_are_spent_by_now_cannot_be_taken_back(town: Town) -> None:
    samira = town.resident(500)
    earned = Transfer.objects.get(kind=Transfer.Kind.GIFT)
    town.pays(samira, town.asks(town.shop(), 1).code)

    with pytest.raises(errors.InsufficientBalance), transaction.atomic():
        reverse(earned.id)
    assert town.balance(samira) == 499


def test_a_payment_given_back_counts_no_longer_for_the_day(town: Town) -> None:
    town.rules(payments={"maximum": 1_000, "maximum_per_day": 1_000})
    samira, shop = town.resident(5_000), town.shop()
    paid = town.pays(samira, town.asks(shop, 900).code)

    reverse(paid.transfer_id)

    assert Counter.objects.get(name="paid-per-day").used == 0
    assert town.pays(samira, town.asks(shop, 1_000).code).paid == 1_000


def test_euros_and_what_has_a_half_elsewhere_are_not_reversed_here(
    town: Town, abroad: Town
) -> None:
    agree(town, abroad)
    deposit = Transfer.objects.get(kind=Transfer.Kind.COVER_DEPOSIT)
    paid = town.pays(town.resident(500), abroad.asks(abroad.shop(), 400).code)

    for transfer_id in (deposit.id, paid.transfer_id):
        with pytest.raises(errors.NotReversible):
            reverse(transfer_id)
    with abroad.here(), pytest.raises(errors.NotReversible):
        reverse(Transfer.objects.get(kind=Transfer.Kind.RECEIPT_ABROAD).id)


def test_coins_that_were_issued_by_mistake_go_out_of_being(town: Town) -> None:
    issued = Transfer.objects.get(kind=Transfer.Kind.ISSUE)

    reverse(issued.id)

    assert town.balance(None, Pot.ISSUED) == 0
    assert town.balance(town.programme.party, Pot.PROGRAMME) == 0
