"""On the coin's last day every shop is redeemed: no age, no minimum and no rhythm hold it back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.timezone import localdate

from currency.models import Account, Pot, RuleSet, Unit
from currency.proof import verify_ledger
from currency.rules.document import Rules
from currency.services.wind_down import wind_down
from settlement.queries import shop_euros
from settlement.services.redemptions import redeem_due
from tests.settlement.cast import NOW, Town, give

LAST = localdate(NOW)


@pytest.fixture
def ending(town: Town) -> Town:
    """Earning stopped a week ago, spending yesterday; today is the last day of redeeming."""
    days = (LAST - timedelta(days=7), LAST - timedelta(days=1), LAST)
    names = ("last_earning_on", "last_spending_on", "last_redemption_on")
    document = Rules.model_validate(
        {
            "wind_down": dict(zip(names, days, strict=True)),
            "redemption": {"minimum": 5_000, "holding_days": 14, "rhythm": "on-request"},
        }
    )
    RuleSet.objects.create(
        version=2, document=document.model_dump(mode="json"), state=RuleSet.State.APPROVED,
        starts_at=NOW - timedelta(days=40), proposed_by=uuid4(), approved_by=uuid4(),
        approved_at=NOW,
    )  # fmt: skip
    return town


def test_before_the_last_day_age_and_minimum_still_hold(ending: Town) -> None:
    shop = ending.open_shop()
    ending.sell(shop, 700, days_ago=2)
    yesterday = NOW - timedelta(days=1)

    assert redeem_due(now=yesterday).redeemed == 0
    assert shop_euros(shop.party, yesterday).minimum == 5_000


def test_on_the_last_day_every_shop_gets_all_its_euros(ending: Town) -> None:
    one, other = ending.open_shop(), ending.open_shop()
    ending.sell(one, 700, days_ago=2)
    ending.sell(other, 1, days_ago=1)

    assert shop_euros(one.party, NOW).may_redeem
    assert redeem_due(now=NOW).redeemed == 2
    assert ending.balance(Pot.MERCHANT) == 0
    assert ending.balance(Pot.PAYABLE, one.party) == 700
    assert redeem_due(now=NOW).redeemed == 0


def test_after_the_last_night_every_coin_is_accounted_for(ending: Town) -> None:
    shop = ending.open_shop()
    give(ending.programme, ending.resident.party, 900)
    ending.sell(shop, 700, days_ago=2)
    redeem_due(now=NOW)

    wind_down(now=NOW + timedelta(days=1))

    coins = dict(
        Account.objects.filter(unit=Unit.COIN).exclude(balance=0).values_list("pot", "balance")
    )
    assert coins == {"issued": -1_600, "redeemed": 700, "expired": 900}
    assert verify_ledger(ending.tenant.schema_name) == []


def test_a_shop_whose_coins_have_no_cover_yet_keeps_them_until_they_have(ending: Town) -> None:
    shop = ending.open_shop()
    ending.sell(shop, 700, days_ago=2)
    Account.objects.filter(pot=Pot.COVER).update(held=1_000_000 - 699)

    assert redeem_due(now=NOW).redeemed == 0
    wind_down(now=NOW + timedelta(days=1))
    assert ending.balance(Pot.MERCHANT, shop.party) == 700

    Account.objects.filter(pot=Pot.COVER).update(held=0)
    assert redeem_due(now=NOW + timedelta(days=2)).redeemed == 1
