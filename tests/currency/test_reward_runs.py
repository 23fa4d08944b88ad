"""A reward run: what single rewards would post, in one set, and never above a balance."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from currency import errors
from currency.models import Account, Entry, Hold, Pot, Transfer
from currency.proof import verify_ledger
from currency.services.holds import place_hold
from currency.services.reward_runs import RewardRun, RewardShare, reward_many
from currency.services.rewards import reward
from tenants.people.models import Party
from tenants.trail.models import OutboxEvent
from tests.cast import NOW, SOMEBODY, Town, judge_now


@pytest.fixture
def reserved(town: Town) -> Hold:
    """A hundred coins of the budget are set aside."""
    budget = town.account(town.programme.party, Pot.PROGRAMME)
    return place_hold(key=uuid4(), account_id=budget, amount=10_000, at=NOW)


def give(hold: Hold, *shares: RewardShare) -> RewardRun:
    return reward_many(hold=hold, shares=shares, actor=SOMEBODY, at=NOW)


def share(party: Party, amount: int = 500, **facts: int) -> RewardShare:
    return RewardShare(uuid4(), party.id, amount, facts)


def test_a_run_posts_a_reward_for_each_out_of_the_hold(town: Town, reserved: Hold) -> None:
    people = [town.resident(100 * number) for number in range(4)]
    shares = [share(party, 500 + number, klus=number) for number, party in enumerate(people)]

    done = give(reserved, *shares)

    reserved.refresh_from_db()
    judge_now()
    assert [town.balance(party) for party in people] == [500, 601, 702, 803]
    assert (reserved.captured, done.full) == (2_006, frozenset())
    made = Transfer.objects.get(id=done.transfers[shares[2].key])
    assert (made.kind, made.facts, made.hold_id) == ("reward", {"klus": 2}, reserved.id)
    assert OutboxEvent.objects.filter(kind="reward.posted").count() == 4
    assert verify_ledger(town.tenant.schema_name) == []


def test_a_run_again_posts_nothing_and_answers_the_same(town: Town, reserved: Hold) -> None:
    shares = [share(town.resident()) for _ in range(3)]
    first = give(reserved, *shares)

    again = give(reserved, *shares, share(town.resident()))

    assert {key: again.transfers[key] for key in first.transfers} == first.transfers
    assert Transfer.objects.filter(kind="reward").count() == 4
    reserved.refresh_from_db()
    assert reserved.captured == 2_000


def test_a_single_reward_and_a_run_with_its_key_are_one(town: Town, reserved: Hold) -> None:
    samira = town.resident()
    one = share(samira, 600, klus=7)
    single = reward(key=one.key, hold=reserved, resident=samira, amount=600, actor=SOMEBODY,
                    at=NOW, klus=7)  # fmt: skip

    done = give(reserved, one)
    other = share(samira, 600, klus=8)
    give(reserved, other)
    again = reward(key=other.key, hold=reserved, resident=samira, amount=600, actor=SOMEBODY,
                   at=NOW, klus=8)  # fmt: skip

    assert done.transfers == {one.key: single.id}
    assert again.facts == {"klus": 8}
    assert town.balance(samira) == 1_200


def test_a_key_used_for_another_sum_is_refused_and_nothing_moves(
    town: Town, reserved: Hold
) -> None:
    one = share(town.resident(), 600)
    give(reserved, one)
    newcomer = town.resident()

    with pytest.raises(errors.KeyReused), transaction.atomic():
        give(reserved, share(newcomer), RewardShare(one.key, one.party_id, 601, one.facts))

    assert town.balance(newcomer) == 0


def test_whose_balance_is_full_is_reported_and_the_others_are_rewarded(
    town: Town, reserved: Hold
) -> None:
    town.rules(pots={"maximum_balance": 5_000, "earned": {"maximum_balance": 4_000}})
    rich, just, saver, poor = (town.resident(coins) for coins in (3_900, 3_500, 0, 0))
    town.give(saver, 4_501, Pot.GIFT)
    shares = [share(party) for party in (rich, just, saver, poor)]

    done = give(reserved, *shares)

    assert done.full == {shares[0].key, shares[2].key}
    assert [town.balance(party) for party in (rich, just, saver, poor)] == [3_900, 4_000, 0, 500]


def test_a_run_above_what_was_reserved_moves_nothing(town: Town, reserved: Hold) -> None:
    people = [town.resident() for _ in range(3)]

    with pytest.raises(errors.HoldTooSmall), transaction.atomic():
        give(reserved, *[share(party, 3_334) for party in people])

    assert [town.balance(party) for party in people] == [0, 0, 0]
    assert Entry.objects.filter(transfer__kind="reward").count() == 0


def test_a_run_with_somebody_twice_or_with_nothing_to_give_is_malformed(
    town: Town, reserved: Hold
) -> None:
    samira = town.resident()

    for wrong in ([share(samira), share(samira)], [share(samira, 0)], [share(samira, -5)]):
        with pytest.raises(errors.MovementMalformed), transaction.atomic():
            give(reserved, *wrong)

    assert give(reserved) == RewardRun({}, frozenset())
    assert Account.objects.get(id=town.account(samira, Pot.EARNED)).last_seq == 0


def test_after_the_last_day_of_earning_nothing_new_is_posted(town: Town, reserved: Hold) -> None:
    done = share(town.resident())
    first = give(reserved, done)
    town.rules(
        wind_down={
            "last_earning_on": NOW.date() - timedelta(days=1), "last_spending_on": NOW.date(),
            "last_redemption_on": NOW.date(),
        }
    )  # fmt: skip

    with pytest.raises(errors.EarningEnded):
        give(reserved, done, share(town.resident()))

    assert give(reserved, done).transfers == first.transfers
