"""A busy shop receives on several accounts: what it has, gives back and redeems is their sum."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from currency.models import Account, PaymentRequest, Pot, Transfer
from currency.payment_facts import Purse
from currency.proof import verify_ledger
from currency.services.payments import pay
from currency.services.refunds import refund
from currency.services.requests import request_payment
from currency.services.slots import BUSY_FROM, SLOTS_AT_MOST
from settlement.errors import NothingToRedeem
from settlement.queries import shop_accounts, shop_euros
from settlement.services.redemptions import redeem
from tests.settlement.cast import NOW, Shop, Town, give

REQUESTS = 40
LONG_AGO, LATELY = NOW - timedelta(days=10), NOW - timedelta(days=2)


def rush(town: Town, shop: Shop, at, count: int = REQUESTS) -> list[PaymentRequest]:
    """So many at the till in one minute, who all pay 1,00."""
    payer = town.resident.party
    give(town.programme, payer, 100 * count)
    found = [
        request_payment(
            key=uuid4(), payee=shop.party, amount=100, desk="Kassa 1", actor=uuid4(), at=at
        )
        for _ in range(count)
    ]
    for asked in found:
        pay(code=asked.code, payer=payer, at=at)
    return found


def slots_with_coins(shop: Shop) -> int:
    return shop_accounts(shop.party).filter(balance__gt=0).count()


def test_only_a_rush_opens_more_accounts(town: Town) -> None:
    calm, busy = town.open_shop("Bakker"), town.open_shop("Kraam")

    rush(town, calm, LONG_AGO, BUSY_FROM)
    rush(town, busy, LONG_AGO)

    assert slots_with_coins(calm) == 1
    assert 4 < slots_with_coins(busy) <= SLOTS_AT_MOST
    assert town.balance(Pot.MERCHANT, busy.party) == 100 * REQUESTS
    assert verify_ledger(town.tenant.schema_name) == []


def test_redeeming_empties_all_that_is_old_enough_and_leaves_the_young(town: Town) -> None:
    shop = town.open_shop()
    rush(town, shop, LONG_AGO)
    rush(town, shop, LATELY)
    assert shop_euros(shop.party, NOW).ready_coins == 100 * REQUESTS
    assert shop_euros(shop.party, NOW).freeing_coins == 100 * REQUESTS

    first = redeem(merchant=shop.party, actor=None, now=NOW)
    with pytest.raises(NothingToRedeem):
        redeem(merchant=shop.party, actor=None, now=NOW)
    second = redeem(merchant=shop.party, actor=None, now=NOW + timedelta(days=10))

    assert (first.coins, second.coins) == (100 * REQUESTS, 100 * REQUESTS)
    assert town.balance(Pot.MERCHANT, shop.party) == 0
    assert not Account.objects.filter(pot=Pot.MERCHANT, balance__gt=0).exists()
    assert town.balance(Pot.REDEEMED) == town.balance(Pot.PAYABLE, shop.party) == 200 * REQUESTS
    assert verify_ledger(town.tenant.schema_name) == []


def test_what_was_lately_paid_can_be_given_back_after_redeeming_the_rest(town: Town) -> None:
    shop = town.open_shop()
    rush(town, shop, LONG_AGO)
    paid = rush(town, shop, LATELY)
    redeem(merchant=shop.party, actor=None, now=NOW)

    for asked in paid:
        transfer = Transfer.objects.get(key=asked.id)
        refund(key=uuid4(), transfer_id=transfer.id, amount=100, reason="Op", actor=uuid4(), at=NOW)

    assert town.balance(Pot.MERCHANT, shop.party) == 0
    assert verify_ledger(town.tenant.schema_name) == []


@given(
    st.lists(st.integers(0, 1_000), min_size=1, max_size=SLOTS_AT_MOST),
    st.integers(0, 1_000_000),
)
def test_a_purse_of_several_accounts_gives_exactly_the_amount(free: list[int], wish: int) -> None:
    purse = Purse(list(enumerate(free)))
    amount = wish % (purse.available + 1)

    given_by = dict(purse.giving(amount))

    assert sum(given_by.values()) == amount
    assert all(0 < part <= free[account] for account, part in given_by.items())
