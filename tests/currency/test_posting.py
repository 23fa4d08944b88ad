"""Posting: the same key the same answer, nothing without balance, everything in sum zero."""

from uuid import uuid4

import pytest
from django.db import transaction

from currency.errors import (
    AccountUnknown,
    InsufficientBalance,
    KeyReused,
    MovementMalformed,
    OverLimit,
)
from currency.models import Account, Counter, Entry, Pot, Transfer
from currency.proof import verify_ledger
from currency.services.posting import Leg, Limit
from tenants.trail.models import OutboxEvent
from tests.cast import NOW, Town

KIND = Transfer.Kind.GIFT


def test_a_movement_writes_one_entry_an_account_with_the_balance_after_it(town: Town) -> None:
    samira, piet = town.resident(500), town.resident(40)
    source, target = town.account(samira, Pot.EARNED), town.account(piet, Pot.EARNED)

    made = town.move(source, target, 120)

    lines = Entry.objects.filter(transfer=made).values_list(
        "account_id", "amount", "balance_after", "seq"
    )
    assert set(lines) == {(source, -120, 380, 2), (target, 120, 160, 2)}
    assert verify_ledger("heerlen") == []


def test_the_same_key_answers_the_same_transfer_and_posts_nothing(town: Town) -> None:
    samira, piet, key = town.resident(500), town.resident(), uuid4()
    source, target = town.account(samira, Pot.EARNED), town.account(piet, Pot.EARNED)

    first = town.move(source, target, 120, key=key)
    again = town.move(source, target, 120, key=key)

    assert again == first
    assert (town.balance(samira), town.balance(piet)) == (380, 120)


@pytest.mark.parametrize(
    "other",
    [
        {"amount": 121},
        {"kind": Transfer.Kind.REWARD},
        {"actor": uuid4()},
        {"facts": {"klus": 7}},
    ],
)
def test_a_key_is_refused_for_another_movement(town: Town, other: dict[str, object]) -> None:
    samira, piet, key = town.resident(500), town.resident(), uuid4()
    source, target = town.account(samira, Pot.EARNED), town.account(piet, Pot.EARNED)
    town.move(source, target, 120, key=key)

    with pytest.raises(KeyReused), transaction.atomic():
        town.move(**{"source": source, "target": target, "amount": 120, "key": key, **other})
    assert town.balance(samira) == 380


def test_a_refused_key_stays_free(town: Town) -> None:
    samira, piet, key = town.resident(50), town.resident(), uuid4()
    source, target = town.account(samira, Pot.EARNED), town.account(piet, Pot.EARNED)
    with pytest.raises(InsufficientBalance), transaction.atomic():
        town.move(source, target, 120, key=key)

    made = town.move(source, target, 50, key=key)

    assert made.key == key
    assert town.balance(samira) == 0


def test_more_than_there_is_moves_nothing(town: Town) -> None:
    samira, piet = town.resident(500), town.resident()
    source, target = town.account(samira, Pot.EARNED), town.account(piet, Pot.EARNED)

    with pytest.raises(InsufficientBalance), transaction.atomic():
        town.move(source, target, 501)

    assert (town.balance(samira), town.balance(piet)) == (500, 0)
    assert not Transfer.objects.filter(entries=None).exists()


def test_what_is_held_cannot_be_moved(town: Town) -> None:
    samira, piet = town.resident(500), town.resident()
    source, target = town.account(samira, Pot.EARNED), town.account(piet, Pot.EARNED)
    Account.objects.filter(id=source).update(held=400)

    with pytest.raises(InsufficientBalance), transaction.atomic():
        town.move(source, target, 101)
    town.move(source, target, 100)
    assert town.balance(samira) == 400


def test_an_unknown_account_is_refused(town: Town) -> None:
    source = town.account(town.resident(500), Pot.EARNED)

    with pytest.raises(AccountUnknown), transaction.atomic():
        town.move(source, 999_999_999, 1)


def malformed(town: Town) -> dict[str, list[Leg]]:
    """Movements that are none, by what is wrong with them."""
    one = town.account(town.resident(500), Pot.EARNED)
    two = town.account(town.resident(500), Pot.EARNED)
    cover = town.account(None, Pot.COVER)
    return {
        "nobody": [],
        "alone": [Leg(one, 0)],
        "an account twice": [Leg(one, -5), Leg(two, 3), Leg(two, 2)],
        "nothing": [Leg(one, 0), Leg(two, 0)],
        "off by one": [Leg(one, -5), Leg(two, 6)],
        "coins for euros": [Leg(one, -5), Leg(cover, 5)],
        "too many": [Leg(one, -500), *(Leg(1_000_000 + number, 1) for number in range(500))],
    }


@pytest.mark.parametrize(
    "what",
    ["nobody", "alone", "an account twice", "nothing", "off by one", "coins for euros", "too many"],
)
def test_a_malformed_movement_is_refused(town: Town, what: str) -> None:
    legs = malformed(town)[what]

    with pytest.raises(MovementMalformed), transaction.atomic():
        town.post(kind=KIND, legs=legs)
    assert verify_ledger("heerlen") == []


def test_a_limit_counts_up_to_its_cap_and_a_refused_posting_counts_nothing(town: Town) -> None:
    samira, piet = town.resident(500), town.resident()
    source, target = town.account(samira, Pot.EARNED), town.account(piet, Pot.EARNED)

    def limited(amount: int) -> None:
        limit = Limit("per-day", "samira", "2026-11-24", amount, 100)
        town.move(source, target, amount, limits=(limit,))

    limited(60)
    with pytest.raises(OverLimit) as refused, transaction.atomic():
        limited(41)
    limited(40)

    assert refused.value.facts == {"limit": "per-day"}
    assert Counter.objects.get(name="per-day").used == 100
    assert town.balance(samira) == 400


def test_an_event_is_written_with_the_posting_or_not_at_all(town: Town) -> None:
    samira, piet, key = town.resident(500), town.resident(), uuid4()
    source, target = town.account(samira, Pot.EARNED), town.account(piet, Pot.EARNED)

    with pytest.raises(InsufficientBalance), transaction.atomic():
        town.move(source, target, 501, event="gift.posted")
    made = town.move(source, target, 1, key=key, event="gift.posted", facts={"klus": 7})
    town.move(source, target, 1, key=key, event="gift.posted", facts={"klus": 7})

    told = OutboxEvent.objects.get(kind="gift.posted")
    assert told.facts == {"klus": 7, "transfer": made.id}


def test_a_transfer_records_when_it_happened_and_by_which_rules(town: Town) -> None:
    samira, piet, version = town.resident(500), town.resident(), town.rules()
    made = town.move(
        town.account(samira, Pot.EARNED), town.account(piet, Pot.EARNED), 5, rules_id=version.id
    )

    assert (made.at, made.rules) == (NOW, version)
