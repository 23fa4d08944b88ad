"""Ten thousand rewards as one set, beside the same rewards one by one through the service."""

import time
from collections.abc import Callable
from random import Random
from uuid import uuid4

from currency.models import Account, Hold, Pot
from currency.services.holds import place_hold
from currency.services.reward_runs import RewardShare, reward_many
from currency.services.rewards import reward
from tests.bench.crowd import RESIDENTS, Crowd
from tests.bench.measuring import compare
from tests.cast import NOW, SOMEBODY

ONE_BY_ONE = 200


def in_one_set(crowd: Crowd, hold: Hold) -> Callable[[], float]:
    """Rewards a second, everybody at once."""

    def measure() -> float:
        shares = [RewardShare(uuid4(), resident.id, 1) for resident in crowd.residents]
        with crowd.town.here():
            begun = time.perf_counter()
            made = reward_many(hold=hold, shares=shares, actor=SOMEBODY, at=NOW)
        assert len(made.transfers) == RESIDENTS
        return RESIDENTS / (time.perf_counter() - begun)

    return measure


def one_by_one(crowd: Crowd, hold: Hold) -> Callable[[], float]:
    """Rewards a second, a call of the service for each of some residents at random."""
    chance = Random(7)

    def measure() -> float:
        with crowd.town.here():
            begun = time.perf_counter()
            for resident in chance.choices(crowd.residents, k=ONE_BY_ONE):
                reward(key=uuid4(), hold=hold, resident=resident, amount=1, actor=SOMEBODY, at=NOW)
        return ONE_BY_ONE / (time.perf_counter() - begun)

    return measure


def test_reward_run(crowd: Crowd) -> None:
    account = crowd.town.account(crowd.town.programme.party, Pot.PROGRAMME)
    with crowd.town.here():
        available = Account.objects.get(id=account).available or 0
        hold = place_hold(key=uuid4(), account_id=account, amount=available, at=NOW)
    compare(
        "reward-run", "≥ 50", "rewards a second", 5,
        {"set": in_one_set(crowd, hold), "one-by-one": one_by_one(crowd, hold)},
    )  # fmt: skip
