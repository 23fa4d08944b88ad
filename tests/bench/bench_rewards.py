"""Ten thousand rewards as one set, beside the same rewards one by one through the service."""

import time
from collections.abc import Callable
from random import Random
from uuid import uuid4

from currency.models import Account, Pot, Transfer
from currency.services.holds import place_hold
from currency.services.posting import Share, post_run
from currency.services.rewards import reward
from tests.bench.crowd import RESIDENTS, Crowd, account_ids
from tests.bench.measuring import compare
from tests.cast import NOW, SOMEBODY

ONE_BY_ONE = 300


def in_one_set(crowd: Crowd) -> Callable[[], float]:
    """Rewards a second, everybody at once."""
    house, accounts = crowd.town.account(None, Pot.ISSUED), account_ids(crowd.town, "earned")

    def measure() -> float:
        shares = [Share(uuid4(), account, 1) for account in accounts]
        with crowd.town.here():
            begun = time.perf_counter()
            posted = post_run(
                kind=Transfer.Kind.REWARD, house_id=house, shares=shares, at=NOW, actor=SOMEBODY,
                event="reward.posted",
            )  # fmt: skip
        assert posted == RESIDENTS
        return RESIDENTS / (time.perf_counter() - begun)

    return measure


def one_by_one(crowd: Crowd) -> Callable[[], float]:
    """Rewards a second, a call of the service for each of some residents at random."""
    account = crowd.town.account(crowd.town.programme.party, Pot.PROGRAMME)
    with crowd.town.here():
        available = Account.objects.get(id=account).available or 0
        hold = place_hold(key=uuid4(), account_id=account, amount=available, at=NOW)
    chance = Random(7)

    def measure() -> float:
        with crowd.town.here():
            begun = time.perf_counter()
            for resident in chance.choices(crowd.residents, k=ONE_BY_ONE):
                reward(key=uuid4(), hold=hold, resident=resident, amount=1, actor=SOMEBODY, at=NOW)
        return ONE_BY_ONE / (time.perf_counter() - begun)

    return measure


def test_reward_run(crowd: Crowd) -> None:
    compare(
        "reward-run", "≥ 50", "rewards a second", 5,
        {"set": in_one_set(crowd), "one-by-one": one_by_one(crowd)},
    )  # fmt: skip
