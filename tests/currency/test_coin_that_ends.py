"""A coin that comes to its end: after a day nothing is earned, after a later one nothing spent."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from currency import errors
from currency.models import Pot
from currency.services import payments, programmes
from currency.services.holds import place_hold
from currency.services.rewards import reward
from tenants.models import Agreement
from tests.cast import NOW, SOMEBODY, Town

ENDING = {
    "last_earning_on": "2026-11-30",
    "last_spending_on": "2026-12-31",
    "last_redemption_on": "2027-01-31",
}
LAST_EARNING = datetime(2026, 11, 30, 23, 59, tzinfo=NOW.tzinfo)
LAST_SPENDING = datetime(2026, 12, 31, 23, 59, tzinfo=NOW.tzinfo)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ending(town: Town) -> Town:
    """Heerlen's coin has its last days."""
    town.rules(wind_down=ENDING)
    return town


def give_reward(town: Town, at: datetime) -> object:
    budget = town.account(town.programme.party, Pot.PROGRAMME)
    hold = place_hold(key=uuid4(), account_id=budget, amount=600, at=NOW)
    return reward(
        key=uuid4(), hold=hold, resident=town.resident(), amount=600, actor=SOMEBODY, at=at
    )


def fund(town: Town, at: datetime, key=None) -> object:
    return programmes.fund_programme(
        key=key or uuid4(), programme=town.programme, amount=500, actor=SOMEBODY, at=at
    )


def test_on_the_last_day_of_earning_all_goes_on_and_the_next_day_nothing(ending: Town) -> None:
    give_reward(ending, LAST_EARNING)
    fund(ending, LAST_EARNING)

    with pytest.raises(errors.EarningEnded) as refused:
        give_reward(ending, LAST_EARNING + MINUTE)
    with pytest.raises(errors.EarningEnded):
        fund(ending, LAST_EARNING + MINUTE)
    assert refused.value.facts == {"last_day": "2026-11-30"}


def test_a_budget_funded_in_time_answers_again_after_the_end(ending: Town) -> None:
    key = uuid4()
    first = fund(ending, LAST_EARNING, key)

    assert fund(ending, LAST_EARNING, key) == first
    assert fund(ending, LAST_EARNING + MINUTE, key) == first


def test_what_was_earned_is_spent_until_the_last_day_of_spending(ending: Town) -> None:
    samira, shop = ending.resident(1_000), ending.shop()
    ending.pays(samira, ending.asks(shop, 300, at=LAST_SPENDING).code, at=LAST_SPENDING)
    open_request = ending.asks(shop, 300, at=LAST_SPENDING)

    with pytest.raises(errors.SpendingEnded):
        ending.asks(shop, 300, at=LAST_SPENDING + MINUTE)
    with pytest.raises(errors.SpendingEnded):
        ending.pays(samira, open_request.code, at=LAST_SPENDING + MINUTE)
    assert (ending.balance(samira), ending.balance(shop, Pot.MERCHANT)) == (700, 300)


def test_a_coin_that_ended_pays_nowhere_else_either(
    ending: Town, abroad: Town, agreement: Agreement
) -> None:
    samira = ending.resident(1_000)
    code = abroad.asks(abroad.shop(), 300, at=LAST_SPENDING).code

    with pytest.raises(errors.SpendingEnded):
        ending.pays(samira, code, at=LAST_SPENDING + MINUTE)
    assert ending.balance(samira) == 1_000


def test_where_the_coin_ended_nobody_else_s_coins_are_taken(
    ending: Town, abroad: Town, agreement: Agreement
) -> None:
    abroad.rules(wind_down=ENDING)
    ending.rules()
    samira = ending.resident(1_000)
    code = abroad.asks(abroad.shop(), 300, at=LAST_SPENDING).code

    with ending.here(), pytest.raises(errors.SpendingEnded):
        payments.quote(code=code, payer=samira, at=LAST_SPENDING + MINUTE)
