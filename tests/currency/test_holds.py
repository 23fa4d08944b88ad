"""Holds: coins set aside, then used, given back or lapsed."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from currency.errors import AmountNotPositive, HoldTooSmall, InsufficientBalance, KeyReused
from currency.models import Account, Hold, Pot, Transfer
from currency.proof import verify_ledger
from currency.services.holds import lapse_holds, place_hold, release_hold
from currency.services.posting import Leg
from tests.cast import NOW, Town

Place = Callable[..., Hold]


@pytest.fixture
def budget(town: Town) -> int:
    """The account of the programme: 9,000 coins."""
    return town.account(town.programme.party, Pot.PROGRAMME)


@pytest.fixture
def place(budget: int) -> Place:
    """Set coins of the budget aside."""

    def placing(amount: int, key: UUID | None = None, lapses_in: timedelta | None = None) -> Hold:
        return place_hold(
            key=key or uuid4(), account_id=budget, amount=amount, at=NOW,
            lapses_at=NOW + lapses_in if lapses_in else None,
        )  # fmt: skip

    return placing


def capture(town: Town, hold: Hold, amount: int) -> Transfer:
    """Use a part of the hold for somebody."""
    target = town.account(town.resident(), Pot.EARNED)
    legs = (Leg(hold.account_id, -amount), Leg(target, amount))
    return town.post(kind=Transfer.Kind.REWARD, legs=legs, hold_id=hold.id)


def held(account_id: int) -> int:
    return Account.objects.get(id=account_id).held


def test_a_hold_sets_aside_and_moves_nothing(town: Town, budget: int, place: Place) -> None:
    place(400)

    account = Account.objects.get(id=budget)
    assert (account.balance, account.held, account.available) == (900_000, 400, 899_600)


def test_the_same_key_is_the_same_hold(budget: int, place: Place) -> None:
    key = uuid4()

    assert place(400, key) == place(400, key)
    assert held(budget) == 400
    with pytest.raises(KeyReused):
        place(401, key)


@pytest.mark.parametrize("amount", [0, -1])
def test_a_hold_of_nothing_is_refused(place: Place, amount: int) -> None:
    with pytest.raises(AmountNotPositive):
        place(amount)


def test_more_than_there_is_cannot_be_held_and_the_key_stays_free(
    budget: int, place: Place
) -> None:
    key = uuid4()

    with pytest.raises(InsufficientBalance) as refused:
        place(900_001, key)
    assert refused.value.facts == {"amount": 900_001}
    place(900_000, key)
    assert held(budget) == 900_000


def test_a_hold_is_captured_in_parts_and_closes_when_it_is_used_up(
    town: Town, budget: int, place: Place
) -> None:
    hold = place(400)

    capture(town, hold, 150)
    hold.refresh_from_db()
    assert (hold.captured, hold.remaining, hold.state) == (150, 250, Hold.State.OPEN)
    capture(town, hold, 250)

    hold.refresh_from_db()
    assert (hold.remaining, hold.state, held(budget)) == (0, Hold.State.CLOSED, 0)
    assert town.balance(town.programme.party, Pot.PROGRAMME) == 899_600
    assert verify_ledger("heerlen") == []


def test_no_more_is_captured_than_is_left(town: Town, place: Place) -> None:
    hold = place(400)
    capture(town, hold, 300)

    with pytest.raises(HoldTooSmall), transaction.atomic():
        capture(town, hold, 101)
    capture(town, hold, 100)
    with pytest.raises(HoldTooSmall), transaction.atomic():
        capture(town, hold, 1)


def test_a_hold_is_captured_from_its_own_account_alone(town: Town, place: Place) -> None:
    hold = place(400)
    samira, piet = town.resident(500), town.resident()
    elsewhere = (Leg(town.account(samira, Pot.EARNED), -5), Leg(town.account(piet, Pot.EARNED), 5))
    into_it = (Leg(town.account(samira, Pot.EARNED), -5), Leg(hold.account_id, 5))

    for legs in (elsewhere, into_it):
        with pytest.raises(HoldTooSmall), transaction.atomic():
            town.post(kind=Transfer.Kind.REWARD, legs=legs, hold_id=hold.id)


def test_a_part_is_given_back_and_then_the_rest(budget: int, place: Place) -> None:
    hold = place(400)

    part = release_hold(hold_id=hold.id, amount=150)
    assert (part.remaining, part.state, held(budget)) == (250, Hold.State.OPEN, 250)
    rest = release_hold(hold_id=hold.id)

    assert (rest.remaining, rest.state, held(budget)) == (0, Hold.State.CLOSED, 0)


def test_giving_back_a_closed_hold_changes_nothing(budget: int, place: Place) -> None:
    hold = place(400)
    release_hold(hold_id=hold.id)

    again = release_hold(hold_id=hold.id)

    assert (again.released, held(budget)) == (400, 0)


@pytest.mark.parametrize(("amount", "refusal"), [
    (0, AmountNotPositive), (-5, AmountNotPositive), (401, InsufficientBalance),
])  # fmt: skip
def test_only_what_is_held_is_given_back(
    budget: int, place: Place, amount: int, refusal: type[Exception]
) -> None:
    hold = place(400)

    with pytest.raises(refusal):
        release_hold(hold_id=hold.id, amount=amount)
    assert held(budget) == 400


def test_a_released_hold_cannot_be_captured(town: Town, place: Place) -> None:
    hold = place(400)
    release_hold(hold_id=hold.id)

    with pytest.raises(HoldTooSmall), transaction.atomic():
        capture(town, hold, 1)


def test_holds_lapse_when_their_term_is_over_and_not_before(budget: int, place: Place) -> None:
    place(100, lapses_in=timedelta(hours=1))
    place(200, lapses_in=timedelta(hours=2))
    place(400)
    an_hour_later = NOW + timedelta(hours=1)

    assert lapse_holds(now=an_hour_later - timedelta(seconds=1)) == 0
    assert lapse_holds(now=an_hour_later) == 1
    assert lapse_holds(now=an_hour_later) == 0
    assert held(budget) == 600


def test_a_run_gives_back_no_more_holds_than_asked(budget: int, place: Place) -> None:
    for _ in range(5):
        place(100, lapses_in=timedelta(hours=1))
    later = NOW + timedelta(days=1)

    runs = [lapse_holds(now=later, limit=2) for _ in range(4)]

    assert (runs, held(budget)) == ([2, 2, 1, 0], 0)


def test_what_was_captured_stays_when_the_rest_lapses(
    town: Town, budget: int, place: Place
) -> None:
    hold = place(400, lapses_in=timedelta(hours=1))
    capture(town, hold, 150)

    lapse_holds(now=NOW + timedelta(days=1))

    hold.refresh_from_db()
    assert (hold.captured, hold.released, held(budget)) == (150, 250, 0)
    assert verify_ledger("heerlen") == []
