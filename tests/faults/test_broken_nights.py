"""Nights that break off, run twice at once, or meet people who are paying: nothing is lost."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError, connection

from currency.models import ExpiryNotice, Pot, Transfer
from currency.proof import verify_ledger
from currency.receipts import Receipt
from currency.services import expiry, expiry_notices, wind_down
from tenants.models import Tenant
from tests.cast import NOW, Town, at_once, people_a_town
from tests.faults.test_broken_connections import kill, my_backend

TOLD = NOW + timedelta(days=1)
NIGHT = datetime(2026, 12, 25, 0, 30, tzinfo=NOW.tzinfo)
EVENING = NIGHT - timedelta(hours=2)
PEOPLE = 6


@pytest.fixture
def town(committed: None, heerlen: Tenant) -> Town:
    """Heerlen, committed, where coins are good for a month."""
    town = people_a_town(heerlen)
    town.rules(pots={"earned": {"expiry": {"kind": "months", "months": 1}}})
    return town


def announced(town: Town, coins: int = 1_000) -> list:
    people = [town.resident(coins) for _ in range(PEOPLE)]
    with town.here():
        assert expiry_notices.tell_of_expiry(now=TOLD) == PEOPLE
    return people


def night(town: Town, **more: int) -> Callable[[], int]:
    def run() -> int:
        with town.here():
            return expiry.expire_coins(now=NIGHT, **more)

    return run


def test_a_night_that_was_killed_half_way_goes_on_where_it_was(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    announced(town)
    settle, calls = expiry._settle, []

    def killed_at_the_third(*args: object) -> None:
        calls.append(args)
        if len(calls) == 3:
            monkeypatch.undo()
            kill(my_backend())
        settle(*args)

    monkeypatch.setattr(expiry, "_settle", killed_at_the_third)
    with pytest.raises(OperationalError):
        night(town, at_once=2)()
    connection.close()

    assert town.balance(None, Pot.EXPIRED) == 4_000
    assert night(town, at_once=2)() == 2
    assert town.balance(None, Pot.EXPIRED) == 6_000
    assert verify_ledger("heerlen") == []


def test_a_night_that_runs_twice_at_once_takes_everything_once(town: Town) -> None:
    people = announced(town)

    answers = at_once(*[night(town, at_once=2)] * 4)

    assert sum(answers) == PEOPLE
    assert {town.balance(person) for person in people} == {0}
    assert town.balance(None, Pot.EXPIRED) == PEOPLE * 1_000
    assert verify_ledger("heerlen") == []


def test_who_pays_at_the_same_moment_pays_or_loses_but_not_both(town: Town) -> None:
    people, shop = announced(town), town.shop()
    codes = [town.asks(shop, 700, at=EVENING).code for _ in people]

    answers = at_once(
        night(town),
        *[lambda one=one, code=code: town.pays(one, code, at=EVENING)
          for one, code in zip(people, codes, strict=True)],
    )  # fmt: skip

    paid = [answer for answer in answers if isinstance(answer, Receipt)]
    assert town.balance(shop, Pot.MERCHANT) == 700 * len(paid)
    assert town.balance(None, Pot.EXPIRED) == 1_000 * PEOPLE - 700 * len(paid)
    assert {town.balance(person) for person in people} == {0}
    assert verify_ledger("heerlen") == []


def test_a_morning_that_runs_twice_at_once_tells_everybody_once(town: Town) -> None:
    for _ in range(PEOPLE):
        town.resident(1_000)

    def tell() -> int:
        with town.here():
            return expiry_notices.tell_of_expiry(now=TOLD)

    answers = at_once(*[tell] * 4)

    assert sum(answers) == PEOPLE
    with town.here():
        assert ExpiryNotice.objects.count() == PEOPLE


def test_the_last_night_runs_twice_at_once_and_empties_everything_once(town: Town) -> None:
    people = [town.resident(1_000) for _ in range(PEOPLE)]
    days = ("2026-11-25", "2026-11-26", "2026-11-27")
    names = ("last_earning_on", "last_spending_on", "last_redemption_on")
    town.rules(wind_down=dict(zip(names, days, strict=True)))

    def last_night() -> int:
        with town.here():
            return wind_down.wind_down(now=NIGHT, at_once=2)

    answers = at_once(*[last_night] * 3)

    assert sum(answers) == PEOPLE + 1
    assert {town.balance(person) for person in people} == {0}
    assert (town.balance(None, Pot.EXPIRED), town.balance(None, Pot.ISSUED)) == (6_000, -6_000)
    with town.here():
        assert Transfer.objects.filter(kind=Transfer.Kind.WIND_DOWN).count() == PEOPLE
    assert verify_ledger("heerlen") == []
