"""What one person may pay: at once, and in a day as Amsterdam counts days."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from currency import errors
from currency.models import Counter
from tests.cast import NOW, Town

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def limited(town: Town) -> Town:
    """At most 10 coins at once and 15 a day."""
    town.rules(payments={"maximum": 1_000, "maximum_per_day": 1_500})
    return town


def test_the_day_is_full_exactly_at_its_limit(limited: Town) -> None:
    samira, shop = limited.resident(5_000), limited.shop()

    limited.pays(samira, limited.asks(shop, 1_000).code)
    with pytest.raises(errors.OverLimit) as refused:
        limited.pays(samira, limited.asks(shop, 501).code)
    limited.pays(samira, limited.asks(shop, 500).code)
    with pytest.raises(errors.OverLimit):
        limited.pays(samira, limited.asks(shop, 1).code)

    assert refused.value.facts == {"limit": "paid-per-day"}
    assert limited.balance(samira) == 3_500
    assert Counter.objects.get().used == 1_500


def test_the_limit_is_of_one_person(limited: Town) -> None:
    shop = limited.shop()

    for _ in range(3):
        assert limited.pays(limited.resident(1_000), limited.asks(shop, 1_000).code).paid == 1_000


def test_a_new_day_begins_at_midnight_in_town(limited: Town) -> None:
    samira, shop = limited.resident(5_000), limited.shop()
    midnight = datetime(2026, 11, 25, tzinfo=AMSTERDAM)
    before = midnight - timedelta(seconds=1)
    for amount in (1_000, 500):
        limited.pays(samira, limited.asks(shop, amount, at=before).code, at=before)

    with pytest.raises(errors.OverLimit):
        limited.pays(samira, limited.asks(shop, 1, at=before).code, at=before)
    assert limited.pays(samira, limited.asks(shop, 1, at=midnight).code, at=midnight).paid == 1


def test_at_once_the_limit_is_the_one_of_the_payer_when_they_pay(town: Town) -> None:
    samira, shop = town.resident(5_000), town.shop()
    asked = town.asks(shop, 1_001)
    exactly = town.asks(shop, 1_000)
    town.rules(payments={"maximum": 1_000, "maximum_per_day": 5_000})

    with pytest.raises(errors.AmountTooLarge) as refused:
        town.pays(samira, asked.code)
    assert refused.value.facts == {"amount": 1_001, "maximum": 1_000}
    assert town.pays(samira, exactly.code, at=NOW).paid == 1_000
