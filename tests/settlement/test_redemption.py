"""Redeeming: what is old enough leaves circulation and becomes euros, once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from currency.errors import KeyReused
from currency.models import Pot, RuleSet, Transfer
from currency.proof import verify_ledger
from currency.rules.document import Redemption as RedemptionRules
from currency.rules.document import Rules
from settlement.errors import BelowMinimum, CoverMissing, NothingToRedeem
from settlement.models import Redemption
from settlement.services.redemptions import redeem, redeem_due
from tests.settlement.cast import NOW, Town


def with_rules(**redemption: object) -> None:
    """New rules in force since the day before NOW."""
    document = Rules(redemption=RedemptionRules(**redemption))  # type: ignore[arg-type]
    RuleSet.objects.create(
        version=2, document=document.model_dump(mode="json"), state=RuleSet.State.APPROVED,
        starts_at=NOW - timedelta(days=40), proposed_by=uuid4(), approved_by=uuid4(),
        approved_at=NOW,
    )  # fmt: skip


def test_old_receipts_become_a_claim_in_euros_and_young_ones_stay_coins(town: Town) -> None:
    shop = town.open_shop()
    town.sell(shop, 1_000, days_ago=10)
    town.sell(shop, 700, days_ago=2)

    made = redeem(merchant=shop.party, actor=None, now=NOW)

    assert (made.coins, made.fee, made.cents) == (1_000, 0, 1_000)
    assert town.balance(Pot.MERCHANT, shop.party) == 700
    assert town.balance(Pot.PAYABLE, shop.party) == 1_000
    assert town.balance(Pot.REDEEMED) == 1_000
    assert town.balance(Pot.COVER) == 1_000_000 - 1_000
    assert verify_ledger(town.tenant.schema_name) == []


def test_a_receipt_is_old_enough_to_the_second(town: Town) -> None:
    shop = town.open_shop()
    town.sell(shop, 500, days_ago=7)

    with pytest.raises(NothingToRedeem):
        redeem(merchant=shop.party, actor=None, now=NOW - timedelta(seconds=1))
    assert redeem(merchant=shop.party, actor=None, now=NOW).coins == 500


def test_a_refunded_receipt_is_never_redeemed(town: Town) -> None:
    shop = town.open_shop()
    kept = 300
    town.sell(shop, kept, days_ago=9)
    old = town.sell(shop, 1_000, days_ago=8)
    young = town.sell(shop, 200, days_ago=1)
    town.refund(shop, old)
    town.refund(shop, young)

    assert redeem(merchant=shop.party, actor=None, now=NOW).coins == kept
    assert town.balance(Pot.MERCHANT, shop.party) == 0


def test_a_refund_of_what_was_redeemed_already_lowers_the_next_redemption(town: Town) -> None:
    shop = town.open_shop()
    sold = town.sell(shop, 400, days_ago=9)
    town.sell(shop, 1_000, days_ago=3)
    redeem(merchant=shop.party, actor=None, now=NOW)
    town.refund(shop, sold)

    later = redeem(merchant=shop.party, actor=None, now=NOW + timedelta(days=5))

    assert later.coins == 600
    assert town.balance(Pot.MERCHANT, shop.party) == 0


def test_redeeming_again_finds_nothing(town: Town) -> None:
    shop = town.open_shop()
    town.redeemed(shop, 900)

    with pytest.raises(NothingToRedeem):
        redeem(merchant=shop.party, actor=None, now=NOW)
    assert Redemption.objects.count() == 1


def test_the_same_key_answers_the_same_redemption(town: Town) -> None:
    shop, key = town.open_shop(), uuid4()
    town.sell(shop, 900)

    first = redeem(merchant=shop.party, actor=None, now=NOW, key=key)
    town.sell(shop, 900)

    assert redeem(merchant=shop.party, actor=None, now=NOW, key=key) == first
    with pytest.raises(KeyReused):
        redeem(merchant=town.open_shop().party, actor=None, now=NOW, key=key)


def test_the_fee_is_rounded_down_and_stays_with_the_town(town: Town) -> None:
    with_rules(fee_bp=250)
    shop = town.open_shop()

    made = town.redeemed(shop, 999)

    assert (made.coins, made.fee, made.cents) == (999, 24, 975)
    assert town.balance(Pot.FEES) == 24


def test_less_than_the_minimum_waits(town: Town) -> None:
    with_rules(minimum=1_000)
    shop = town.open_shop()
    town.sell(shop, 999)

    with pytest.raises(BelowMinimum) as refused:
        redeem(merchant=shop.party, actor=None, now=NOW)
    assert refused.value.facts == {"coins": 999, "minimum": 1_000}


def test_a_coin_worth_half_a_euro_gives_half_rounded_down(town: Town) -> None:
    town.tenant.coin_value_cents = 50
    town.tenant.save()
    shop = town.open_shop()

    assert town.redeemed(shop, 101).cents == 50


def test_without_cover_nothing_moves(town: Town) -> None:
    town.tenant.coin_value_cents = 50
    town.tenant.save()
    shop = town.open_shop()
    for _ in range(60):
        town.sell(shop, 15_000, days_ago=8 + _)
    town.tenant.coin_value_cents = 300
    town.tenant.save()

    with pytest.raises(CoverMissing):
        redeem(merchant=shop.party, actor=None, now=NOW)
    assert town.balance(Pot.MERCHANT, shop.party) == 900_000


def test_the_run_redeems_each_shop_once_a_week(town: Town) -> None:
    first, second = town.open_shop(), town.open_shop()
    town.sell(first, 500)
    town.sell(second, 600, days_ago=1)

    run = redeem_due(now=NOW)
    again = redeem_due(now=NOW + timedelta(days=5))
    next_week = redeem_due(now=NOW + timedelta(days=7))

    assert (run.redeemed, run.passed_by) == (1, {"nothing-to-redeem": 1})
    assert (again.redeemed, again.passed_by) == (0, {"nothing-to-redeem": 1})
    assert next_week.redeemed == 1


def test_on_request_means_the_house_never_redeems_by_itself(town: Town) -> None:
    with_rules(rhythm="on-request")
    shop = town.open_shop()
    town.sell(shop, 500)

    assert redeem_due(now=NOW).redeemed == 0
    assert redeem(merchant=shop.party, actor=shop.owner.party_id, now=NOW).coins == 500


def test_coins_and_euros_are_two_transfers_that_name_one_redemption(town: Town) -> None:
    made = town.redeemed(town.open_shop(), 800)

    assert made.coin_transfer.kind == Transfer.Kind.REDEMPTION
    assert made.euro_transfer.kind == Transfer.Kind.PAYABLE
    assert made.coin_transfer.facts == made.euro_transfer.facts == {"redemption": str(made.key)}
