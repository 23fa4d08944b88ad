"""Rewards: out of what was reserved, once a key, and never above what one person may have."""

from uuid import uuid4

import pytest
from django.db import transaction

from currency import errors
from currency.models import Hold, Pot, Transfer
from currency.services.holds import place_hold
from currency.services.rewards import reward
from tests.cast import NOW, SOMEBODY, Town


@pytest.fixture
def reserved(town: Town) -> Hold:
    """Ten coins of the budget are set aside."""
    budget = town.account(town.programme.party, Pot.PROGRAMME)
    return place_hold(key=uuid4(), account_id=budget, amount=1_000, at=NOW)


def give(hold: Hold, resident, amount: int, key=None, **facts: int) -> Transfer:
    return reward(
        key=key or uuid4(), hold=hold, resident=resident, amount=amount, actor=SOMEBODY, at=NOW,
        **facts,
    )  # fmt: skip


def test_a_reward_comes_out_of_the_hold(town: Town, reserved: Hold) -> None:
    samira = town.resident()

    made = give(reserved, samira, 600, klus=7)

    reserved.refresh_from_db()
    assert (town.balance(samira), reserved.captured) == (600, 600)
    assert (made.kind, made.facts, made.hold_id) == ("reward", {"klus": 7}, reserved.id)


def test_the_same_key_rewards_once_and_means_one_reward(town: Town, reserved: Hold) -> None:
    samira, key = town.resident(), uuid4()
    first = give(reserved, samira, 600, key)

    assert give(reserved, samira, 600, key) == first
    with pytest.raises(errors.KeyReused), transaction.atomic():
        give(reserved, samira, 400, key)
    assert town.balance(samira) == 600


def test_no_more_is_rewarded_than_was_reserved(town: Town, reserved: Hold) -> None:
    give(reserved, town.resident(), 600)

    with pytest.raises(errors.HoldTooSmall), transaction.atomic():
        give(reserved, town.resident(), 401)


def test_a_full_purse_gets_no_more(town: Town, reserved: Hold) -> None:
    town.rules(pots={"maximum_balance": 5_000})
    samira, key = town.resident(4_000), uuid4()
    town.give(samira, 500, Pot.GIFT)

    with pytest.raises(errors.BalanceFull) as refused:
        give(reserved, samira, 501)
    made = give(reserved, samira, 500, key)

    assert refused.value.facts == {"maximum": 5_000}
    assert give(reserved, samira, 500, key) == made
