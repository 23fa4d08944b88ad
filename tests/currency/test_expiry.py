"""Expiry by the clock: announced, taken once, never more than is free, and never unannounced."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest

from currency.models import ExpiryNotice, Pot, Transfer
from currency.proof import verify_ledger
from currency.queries import cover, expiring
from currency.services.expiry import expire_coins
from currency.services.expiry_notices import tell_of_expiry
from currency.services.holds import place_hold, release_hold
from tests.cast import NOW, Town, judge_now

MONTHS = {"pots": {"earned": {"expiry": {"kind": "months", "months": 3}}}}


def night(day: date) -> datetime:
    """Half past midnight, after this day."""
    return datetime.combine(day + timedelta(days=1), time(0, 30), tzinfo=NOW.tzinfo)


def days_pass(first: date, last: date) -> int:
    """Each night what is past its day is taken, each morning what comes is told."""
    taken = 0
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        tell_of_expiry(now=datetime.combine(day, time(9), tzinfo=NOW.tzinfo))
        taken += expire_coins(now=night(day))
    return taken


def give(town: Town, party, coins: int, on: date, pot: Pot = Pot.EARNED) -> None:
    at = datetime.combine(on, time(12), tzinfo=NOW.tzinfo)
    town.move(town.account(town.programme.party, Pot.PROGRAMME), town.account(party, pot), coins,
              at=at)  # fmt: skip


def told(party) -> list[tuple[date, int, int]]:
    found = ExpiryNotice.objects.filter(party=party).order_by("expires_on", "-days_before")
    return list(found.values_list("expires_on", "days_before", "amount"))


@pytest.fixture
def expiry(town: Town) -> Town:
    """What is earned is good for three months."""
    town.rules(**MONTHS)
    return town


def test_coins_are_announced_twice_and_taken_in_the_night_after_their_last_day(
    expiry: Town,
) -> None:
    samira = expiry.resident()
    give(expiry, samira, 1_250, date(2026, 11, 30))

    assert days_pass(date(2027, 1, 28), date(2027, 2, 27)) == 0
    assert told(samira) == [(date(2027, 2, 28), 30, 1_250), (date(2027, 2, 28), 7, 1_250)]
    assert expire_coins(now=night(date(2027, 2, 27))) == 0
    assert expire_coins(now=night(date(2027, 2, 28))) == 1
    assert (expiry.balance(samira), expiry.balance(None, Pot.EXPIRED)) == (0, 1_250)
    made = Transfer.objects.get(kind=Transfer.Kind.EXPIRY)
    assert (made.facts, made.rules_id is None) == ({"day": "2027-02-28"}, False)
    judge_now()
    assert verify_ledger("heerlen") == []


def test_what_was_spent_came_in_first(expiry: Town) -> None:
    samira = expiry.resident()
    give(expiry, samira, 1_000, date(2026, 11, 25))
    give(expiry, samira, 400, date(2026, 12, 10))
    at = datetime(2026, 12, 20, 12, tzinfo=NOW.tzinfo)
    expiry.pays(samira, expiry.asks(expiry.shop(), 700, at=at).code, at=at)

    days_pass(date(2027, 1, 20), date(2027, 2, 25))
    assert expiry.balance(samira) == 400
    days_pass(date(2027, 2, 26), date(2027, 3, 10))

    assert expiry.balance(samira) == 0
    assert [amount for _, _, amount in told(samira)] == [300, 300, 400, 400]


@pytest.mark.parametrize(
    ("came_in", "months", "last"),
    [
        (date(2027, 11, 29), 3, date(2028, 2, 29)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 28), 3, date(2027, 3, 28)),
        (date(2027, 7, 31), 3, date(2027, 10, 31)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_a_term_ends_on_its_calendar_day(town: Town, came_in: date, months: int, last) -> None:
    """Leap day, the nights the clock goes forward and back, the end of the year."""
    town.rules(pots={"earned": {"expiry": {"kind": "months", "months": months}}})
    samira = town.resident()
    give(town, samira, 500, came_in)

    days_pass(last - timedelta(days=31), last - timedelta(days=1))
    assert town.balance(samira) == 500
    days_pass(last, last)

    assert town.balance(samira) == 0
    assert {notice[0] for notice in told(samira)} == {last}


def test_in_one_night_nothing_is_told_or_taken_twice(expiry: Town) -> None:
    samira = expiry.resident()
    give(expiry, samira, 500, date(2026, 11, 25))
    days_pass(date(2027, 1, 20), date(2027, 2, 24))
    morning = datetime(2027, 2, 25, 9, tzinfo=NOW.tzinfo)

    assert tell_of_expiry(now=morning) == 0
    assert [expire_coins(now=night(date(2027, 2, 25))) for _ in range(3)] == [1, 0, 0]
    assert expiry.balance(None, Pot.EXPIRED) == 500


def test_days_that_were_left_out_are_made_up_for(expiry: Town) -> None:
    samira, piet = expiry.resident(), expiry.resident()
    give(expiry, samira, 500, date(2026, 11, 25))
    give(expiry, piet, 300, date(2026, 11, 28))
    days_pass(date(2027, 1, 20), date(2027, 2, 1))

    assert expire_coins(now=night(date(2027, 3, 9))) == 2
    assert expiry.balance(None, Pot.EXPIRED) == 800


def test_what_is_held_waits_for_the_night_after_it_is_let_go(expiry: Town) -> None:
    samira = expiry.resident()
    give(expiry, samira, 500, date(2026, 11, 25))
    account = expiry.account(samira, Pot.EARNED)
    hold = place_hold(key=uuid4(), account_id=account, amount=400, at=NOW)
    last = date(2027, 2, 25)
    days_pass(last - timedelta(days=31), last)
    assert expiry.balance(samira) == 400

    release_hold(hold_id=hold.id)
    assert expire_coins(now=night(last)) == 0
    assert expire_coins(now=night(last + timedelta(days=1))) == 1
    assert expiry.balance(samira) == 0


def test_a_shorter_term_takes_nothing_that_was_not_announced_seven_days_before(
    expiry: Town,
) -> None:
    samira = expiry.resident()
    give(expiry, samira, 500, date(2026, 11, 25))
    days_pass(date(2027, 1, 20), date(2027, 1, 31))
    expiry.rules(pots={"earned": {"expiry": {"kind": "months", "months": 1}}})

    assert expire_coins(now=night(date(2027, 1, 31))) == 0
    assert days_pass(date(2027, 2, 1), date(2027, 2, 7)) == 0
    assert told(samira)[0] == (date(2027, 2, 8), 7, 500)
    assert days_pass(date(2027, 2, 8), date(2027, 2, 8)) == 1


def test_a_longer_term_keeps_what_was_announced_and_announces_it_anew(expiry: Town) -> None:
    samira = expiry.resident()
    give(expiry, samira, 500, date(2026, 11, 25))
    days_pass(date(2027, 1, 20), date(2027, 2, 20))
    expiry.rules(pots={"earned": {"expiry": {"kind": "months", "months": 6}}})

    assert days_pass(date(2027, 2, 21), date(2027, 2, 26)) == 0
    assert days_pass(date(2027, 4, 24), date(2027, 5, 24)) == 0
    assert told(samira)[2:] == [(date(2027, 5, 25), 30, 500), (date(2027, 5, 25), 7, 500)]
    assert days_pass(date(2027, 5, 25), date(2027, 5, 25)) == 1


def test_a_fixed_day_takes_the_pot_and_gives_latecomers_their_notice(town: Town) -> None:
    town.rules(pots={"gift": {"expiry": {"kind": "date", "on": "2026-12-31"}}})
    samira, piet = town.resident(700), town.resident()
    give(town, samira, 500, date(2026, 11, 25), Pot.GIFT)
    give(town, piet, 500, date(2026, 12, 29), Pot.GIFT)

    days_pass(date(2026, 11, 26), date(2026, 12, 31))
    assert (town.balance(samira, Pot.GIFT), town.balance(samira)) == (0, 700)
    assert town.balance(piet, Pot.GIFT) == 500
    days_pass(date(2027, 1, 1), date(2027, 1, 6))

    assert told(piet) == [(date(2027, 1, 6), 7, 500)]
    assert town.balance(piet, Pot.GIFT) == 0


def test_what_expired_frees_the_euros_behind_it(expiry: Town) -> None:
    samira = expiry.resident()
    give(expiry, samira, 500, date(2026, 11, 25))
    before = cover().needed
    days_pass(date(2027, 1, 20), date(2027, 2, 25))

    assert cover().needed == before - 500


def test_a_resident_sees_what_expires_and_until_when(expiry: Town) -> None:
    samira = expiry.resident()
    give(expiry, samira, 500, date(2026, 11, 25))
    give(expiry, samira, 200, date(2026, 12, 20))

    (found,) = expiring(samira, datetime(2027, 2, 1, 12, tzinfo=NOW.tzinfo))

    assert (found.pot, found.last_day, found.amount) == (Pot.EARNED, date(2027, 2, 25), 500)
    assert expiring(samira, NOW) == []
