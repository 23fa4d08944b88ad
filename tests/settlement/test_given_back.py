"""Coins given back in part, or held for a report, do not become euros; the rest does."""

from datetime import timedelta
from uuid import uuid4

import pytest

from currency.models import Dispute, Pot
from currency.proof import verify_ledger
from currency.services.disputes import decide_dispute, open_dispute
from currency.services.refunds import refund
from settlement import queries
from settlement.errors import NothingToRedeem
from settlement.services.redemptions import redeem
from tests.settlement.cast import NOW, Shop, Town


def gives_back(shop: Shop, transfer_id: int, amount: int) -> None:
    refund(key=uuid4(), transfer_id=transfer_id, amount=amount, reason="Op",
           actor=shop.owner.party_id, at=NOW)  # fmt: skip


def report(town: Town, transfer_id: int) -> Dispute:
    return open_dispute(key=uuid4(), transfer_id=transfer_id, payer=town.resident.party,
                        reason="twice", text="", at=NOW)  # fmt: skip


def redeems(shop: Shop, days: int = 0) -> int:
    return redeem(merchant=shop.party, actor=None, now=NOW + timedelta(days=days)).coins


def test_what_was_given_back_of_a_receipt_is_not_redeemed(town: Town) -> None:
    shop = town.open_shop()
    old = town.sell(shop, 1_000, days_ago=10)
    young = town.sell(shop, 700, days_ago=2)
    gives_back(shop, old, 400)
    gives_back(shop, young, 200)

    assert [part.coins for part in queries.shop_euros(shop.party, NOW).freeing] == [500]
    assert redeems(shop) == 600
    assert redeems(shop, days=6) == 500
    assert town.balance(Pot.MERCHANT, shop.party) == 0
    assert verify_ledger(town.tenant.schema_name) == []


def test_a_young_receipt_given_back_in_parts_frees_nothing(town: Town) -> None:
    shop = town.open_shop()
    young = town.sell(shop, 700, days_ago=2)
    for part in (300, 400):
        gives_back(shop, young, part)

    assert queries.shop_euros(shop.party, NOW).freeing == []
    with pytest.raises(NothingToRedeem):
        redeems(shop, days=6)


@pytest.mark.parametrize("days_ago", [10, 2])
def test_what_is_held_for_a_report_waits_and_nothing_else_does(town: Town, days_ago: int) -> None:
    shop = town.open_shop()
    town.sell(shop, 1_000, days_ago=9)
    reported = town.sell(shop, 400, days_ago=days_ago)
    dispute = report(town, reported)

    euros = queries.shop_euros(shop.party, NOW)
    assert (euros.ready_coins, euros.held_coins) == (1_000, 400)
    assert redeems(shop) == 1_000
    with pytest.raises(NothingToRedeem):
        redeems(shop, days=20)

    decide_dispute(dispute_id=dispute.id, actor=judge(town), amount=150, decision="Half", at=NOW)
    assert redeems(shop, days=20) == 250
    assert town.balance(Pot.MERCHANT, shop.party) == 0


def judge(town: Town):
    """Somebody of finance, who may decide."""
    return town.alice
