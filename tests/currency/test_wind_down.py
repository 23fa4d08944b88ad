"""The end of a coin by the clock: nothing is asked, nothing is held, every purse is empty."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from currency.models import Account, EndNotice, Hold, PaymentRequest, Pot, RuleSet, Transfer, Unit
from currency.proof import verify_ledger
from currency.services.end_notices import tell_of_the_end
from currency.services.holds import place_hold
from currency.services.wind_down import wind_down
from tenants.people.services import add_person
from tenants.trail.models import OutboxEvent
from tests.cast import NOW, Town, judge_now

ENDING = {
    "last_earning_on": "2027-01-31",
    "last_spending_on": "2027-02-28",
    "last_redemption_on": "2027-03-31",
}


def night(month: int, day: int) -> datetime:
    return datetime(2027, month, day, 3, 30, tzinfo=NOW.tzinfo)


@pytest.fixture
def ending(town: Town) -> Town:
    """Heerlen's coin has its last days."""
    town.rules(wind_down=ENDING)
    return town


def in_hands() -> int:
    """What anybody but the house still has."""
    house = (Pot.ISSUED, Pot.EXPIRED, Pot.REDEEMED, Pot.FEES)
    rows = Account.objects.filter(unit=Unit.COIN).exclude(pot__in=house)
    return sum(row.balance for row in rows)


def test_before_the_last_day_of_spending_nothing_happens(ending: Town) -> None:
    ending.resident(1_000)
    asked = ending.asks(ending.shop(), 300, at=NOW)

    assert wind_down(now=night(2, 28)) == 0
    asked.refresh_from_db()
    assert asked.state == PaymentRequest.State.OPEN
    assert in_hands() == 900_000


def test_after_it_what_is_asked_lapses_and_everybody_keeps_what_they_have(ending: Town) -> None:
    samira = ending.resident(1_000)
    asked = ending.asks(ending.shop(), 300, at=NOW)

    assert wind_down(now=night(3, 1)) == 0
    asked.refresh_from_db()
    assert asked.state == PaymentRequest.State.CANCELLED
    assert ending.balance(samira) == 1_000


def test_at_the_end_every_purse_is_empty_and_the_sums_say_where_it_went(ending: Town) -> None:
    samira, piet = ending.resident(1_000), ending.resident(50)
    ending.give(samira, 700, Pot.GIFT)
    place_hold(key=uuid4(), account_id=ending.account(samira, Pot.EARNED), amount=400, at=NOW)
    budget = ending.account(ending.programme.party, Pot.PROGRAMME)
    place_hold(key=uuid4(), account_id=budget, amount=5_000, at=NOW)

    assert wind_down(now=night(4, 1), at_once=1) == 4
    assert in_hands() == 0
    assert ending.balance(None, Pot.EXPIRED) == 1_750
    assert ending.balance(None, Pot.ISSUED) == -1_750
    assert (ending.balance(piet), Hold.objects.filter(state="open").count()) == (0, 0)
    kinds = Transfer.objects.filter(at=night(4, 1)).values_list("kind", flat=True)
    assert sorted(kinds) == ["budget-returned", "wind-down", "wind-down", "wind-down"]
    judge_now()
    assert verify_ledger("heerlen") == []


def test_the_night_may_run_again_and_takes_up_what_comes_back_later(ending: Town) -> None:
    samira = ending.resident(1_000)
    wind_down(now=night(4, 1))

    assert wind_down(now=night(4, 1)) == 0
    ending.move(ending.account(None, Pot.EXPIRED), ending.account(samira, Pot.EARNED), 300)
    assert wind_down(now=night(4, 1)) == 0
    assert wind_down(now=night(4, 2)) == 1
    assert in_hands() == 0


def test_what_a_shop_has_is_not_taken_but_for_less_than_a_cent(ending: Town) -> None:
    ending.tenant.coin_value_cents = 50
    ending.tenant.save()
    shop, other = ending.shop(), ending.shop("Slager")
    ending.give(shop, 1_000, Pot.MERCHANT)
    ending.give(other, 1, Pot.MERCHANT)

    wind_down(now=night(4, 1))

    assert ending.balance(shop, Pot.MERCHANT) == 1_000
    assert ending.balance(other, Pot.MERCHANT) == 0


def letters() -> int:
    return OutboxEvent.objects.filter(kind="coin.ending").count()


def test_everybody_hears_it_once_when_it_is_decided_and_before_each_day(ending: Town) -> None:
    for number in range(3):
        add_person(email=f"{number}@town.example", name="Iemand")
    owner = ending.owner_of(ending.shop())
    assert owner is not None
    heard = []
    for day in range(130):
        moment = NOW + timedelta(days=day)
        told = tell_of_the_end(now=moment)
        assert tell_of_the_end(now=moment) == 0
        if told:
            heard.append((moment.date().isoformat(), told))

    assert heard == [
        ("2026-11-24", 4), ("2027-01-01", 4), ("2027-01-24", 4), ("2027-01-29", 4),
        ("2027-02-21", 4), ("2027-03-01", 1), ("2027-03-24", 1),
    ]  # fmt: skip
    assert letters() == 22


def test_a_coin_that_goes_on_tells_nobody(town: Town) -> None:
    add_person(email="iemand@town.example", name="Iemand")

    assert tell_of_the_end(now=NOW) == 0
    assert not EndNotice.objects.exists()


def test_days_that_were_put_off_are_told_anew(ending: Town) -> None:
    add_person(email="iemand@town.example", name="Iemand")
    tell_of_the_end(now=NOW)
    later = {**ending_days(), "last_redemption_on": "2027-06-30", "last_spending_on": "2027-05-31"}
    ending.rules(wind_down=later)

    assert tell_of_the_end(now=NOW + timedelta(days=1)) == 1


def ending_days() -> dict[str, str]:
    latest = RuleSet.objects.order_by("-version").first()
    assert latest is not None
    return dict(latest.document["wind_down"])
