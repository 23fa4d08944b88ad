"""Months of spending and clearing by every method: nothing is lost, nothing is cleared twice."""

from datetime import timedelta
from random import Random

import pytest

from currency.models import Pot
from currency.proof import verify_ledger
from settlement.clearing import queries
from settlement.clearing.models import ClearingRun
from tenants.models import Agreement
from tests.settlement.cast import NOW
from tests.settlement.clearing.cast import Method, Parkstad

MONTHS = 4


def a_month_of_spending(region: Parkstad, chance: Random, month: int) -> dict[str, int]:
    """Some residents spend abroad; answers what each town should get (or pay) for it."""
    nets = dict.fromkeys((town.tenant.name for town in region.towns), 0)
    for number in range(chance.randint(2, 6)):
        payer, shop_town = chance.sample(region.towns, 2)
        coins = chance.randint(1, 900)
        at = NOW - timedelta(days=30 * (MONTHS - month), minutes=-number)
        region.spend(payer, shop_town, coins, at=at)
        nets[payer.tenant.name] -= coins
        nets[shop_town.tenant.name] += coins
    return nets


def clear(region: Parkstad, chance: Random) -> None:
    """A run by some method, now and then after one that was called off."""
    method = chance.choice(list(Method))
    if chance.random() < 0.4:
        region.cancel(region.open(method))
    assert region.settled(method).state == ClearingRun.State.CLOSED


@pytest.mark.parametrize("seed", range(4))
def test_after_each_month_every_town_has_what_it_should(region: Parkstad, seed: int) -> None:
    chance = Random(seed)
    banks = {town.tenant.name: region.balance(town, Pot.BANK) for town in region.towns}
    should = dict.fromkeys(banks, 0)
    margins = [cover.euros - cover.needed for cover in map(region.cover, region.towns)]

    for month in range(MONTHS):
        for name, cents in a_month_of_spending(region, chance, month).items():
            should[name] += cents
        clear(region, chance)

        # The bank account in the books is minus what stands at the bank.
        got = {town.tenant.name: banks[town.tenant.name] - region.balance(town, Pot.BANK)
               for town in region.towns}  # fmt: skip
        assert got == should
        assert queries.positions(region.region) == []
        assert margins == [cover.euros - cover.needed for cover in map(region.cover, region.towns)]
        assert not Agreement.objects.filter(used__gt=0).exists()
    assert all(verify_ledger(town.tenant.schema_name) == [] for town in region.towns)
