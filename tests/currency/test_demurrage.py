"""Demurrage: of what lay there the whole month before, once a month, and never what is held."""

from datetime import datetime
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from currency.models import Pot, Transfer
from currency.proof import verify_ledger
from currency.queries.lying_still import lay_still
from currency.services.demurrage import take_demurrage
from currency.services.holds import place_hold
from tests.cast import NOW, Town, judge_now

FIRST = datetime(2027, 1, 1, 0, 50, tzinfo=NOW.tzinfo)


def at(month: int, day: int, hour: int = 12, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=NOW.tzinfo)


def give(town: Town, party, coins: int, when: datetime, pot: Pot = Pot.EARNED) -> None:
    town.move(town.account(town.programme.party, Pot.PROGRAMME), town.account(party, pot), coins,
              at=when)  # fmt: skip


@pytest.fixture
def melting(town: Town) -> Town:
    """Two per cent a month of what is above ten coins."""
    town.rules(demurrage={"share_bp": 200, "above": 1_000})
    return town


def test_a_share_of_what_lay_above_the_whole_month_is_taken_once(melting: Town) -> None:
    samira, piet = melting.resident(), melting.resident()
    give(melting, samira, 6_049, at(11, 30))
    give(melting, piet, 1_000, at(11, 30))

    assert [take_demurrage(now=FIRST) for _ in range(3)] == [1, 0, 0]
    assert melting.balance(samira) == 6_049 - 100
    assert (melting.balance(piet), melting.balance(None, Pot.EXPIRED)) == (1_000, 100)
    made = Transfer.objects.get(kind=Transfer.Kind.DEMURRAGE)
    assert made.facts == {"month": "2026-12"}
    judge_now()
    assert verify_ledger("heerlen") == []


def test_what_came_in_during_the_month_or_left_for_a_day_is_free(melting: Town) -> None:
    late, dipped = melting.resident(), melting.resident()
    give(melting, late, 9_000, at(12, 1, hour=0))
    give(melting, dipped, 9_000, at(11, 20))
    account, budget = (
        melting.account(dipped, Pot.EARNED), melting.account(melting.programme.party, Pot.PROGRAMME)
    )  # fmt: skip
    melting.move(account, budget, 8_500, at=at(12, 10))
    give(melting, dipped, 8_500, at(12, 11))

    assert take_demurrage(now=FIRST) == 0


def test_what_is_spent_since_or_held_is_not_asked_for(melting: Town) -> None:
    samira = melting.resident()
    give(melting, samira, 11_000, at(11, 20))
    account = melting.account(samira, Pot.EARNED)
    place_hold(key=uuid4(), account_id=account, amount=10_850, at=NOW)

    assert take_demurrage(now=FIRST) == 1
    assert melting.balance(samira) == 10_850
    assert take_demurrage(now=FIRST.replace(day=2)) == 0


def test_new_rules_do_not_tax_a_month_that_was_over(melting: Town) -> None:
    samira = melting.resident()
    give(melting, samira, 11_000, at(11, 20))
    melting.rules(since=at(12, 31), demurrage={"share_bp": 2_000})

    assert take_demurrage(now=FIRST) == 1
    assert melting.balance(samira) == 11_000 - 200


def test_rules_that_take_less_by_the_night_take_less(melting: Town) -> None:
    samira = melting.resident()
    give(melting, samira, 11_000, at(11, 20))
    melting.rules(since=at(12, 31))

    assert take_demurrage(now=FIRST) == 0


def test_a_pot_the_rules_do_not_name_keeps_what_it_has(melting: Town) -> None:
    samira = melting.resident()
    give(melting, samira, 9_000, at(11, 20), Pot.GIFT)

    assert take_demurrage(now=FIRST) == 0


moves = st.lists(st.tuples(st.integers(0, 75), st.integers(-3_000, 3_000)), max_size=12)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves)
def test_the_lowest_of_the_month_is_that_of_a_slow_model(melting: Town, moves) -> None:
    """From 1 November on; December is looked at, day by day."""
    samira = melting.resident()
    account, budget = (
        melting.account(samira, Pot.EARNED), melting.account(melting.programme.party, Pot.PROGRAMME)
    )  # fmt: skip
    balance, after = 0, [(0, 0)]
    for day, amount in sorted(moves, key=lambda move: move[0]):
        amount = max(amount, -balance)
        if amount:
            pair = (budget, account) if amount > 0 else (account, budget)
            when = datetime.fromordinal(at(11, 1).toordinal() + day).replace(tzinfo=NOW.tzinfo)
            melting.move(*pair, abs(amount), at=when)
            balance += amount
            after.append((day, balance))
    (found,) = lay_still([account], first=at(12, 1).date(), last=at(12, 31).date())

    opening = [total for day, total in after if day < 30][-1]
    assert found.lowest == min([opening, *(total for day, total in after if 30 <= day < 61)])
