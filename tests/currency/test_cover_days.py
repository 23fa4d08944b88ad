"""The cover of each day, out of the ledger as it was at midnight in Amsterdam."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from currency import queries
from currency.models import CoverDay, Pot, ProgrammeDay
from currency.rules.days import begins, ends, year_before
from currency.services.cover_days import keep_cover_day, keep_cover_days
from currency.services.holds import place_hold
from currency.services.programmes import deposit_cover, fund_programme
from currency.services.seals import seal_days
from tests.cast import NOW, SOMEBODY, Town, agree, judge_now

TODAY = timezone.localdate(NOW)


def posted_on(day: date, after: int = 0) -> None:
    """Everything younger than transfer `after` was posted at noon of a day."""
    noon = datetime.combine(day, datetime.min.time(), ZoneInfo("Europe/Amsterdam")).replace(hour=12)
    with connection.cursor() as cursor:
        # The ledger lets nobody do this: its triggers rest meanwhile.
        judge_now()
        cursor.execute("ALTER TABLE currency_transfer DISABLE TRIGGER USER")
        cursor.execute("UPDATE currency_transfer SET posted_at = %s WHERE id > %s", [noon, after])
        judge_now()
        cursor.execute("ALTER TABLE currency_transfer ENABLE TRIGGER USER")
        cursor.execute("SELECT max(id) FROM currency_transfer")
        posted_on.last = cursor.fetchone()[0]


@pytest.fixture
def three_days(town: Town) -> Town:
    """Opened on Sunday; coins earned on Monday and spent on Tuesday; it is Wednesday night."""
    posted_on(TODAY - timedelta(days=3))
    samira, shop = town.resident(2_000), town.shop()
    posted_on(TODAY - timedelta(days=2), posted_on.last)
    town.pays(samira, town.asks(shop, 700).code)
    posted_on(TODAY - timedelta(days=1), posted_on.last)
    assert seal_days(now=NOW) == 3
    return town


def test_each_day_tells_what_was_so_at_its_end(three_days: Town) -> None:
    assert keep_cover_days(now=NOW) == 3

    tuesday, monday, sunday = CoverDay.objects.all()
    assert [day.euros for day in (sunday, monday, tuesday)] == [1_000_000] * 3
    assert [day.coins for day in (sunday, monday, tuesday)] == [900_000] * 3
    assert [day.largest_balance for day in (sunday, monday, tuesday)] == [0, 2_000, 1_300]
    assert [day.paid for day in (sunday, monday, tuesday)] == [0, 0, 700]
    assert [day.volume_12m for day in (sunday, monday, tuesday)] == [0, 0, 700]
    assert tuesday.percent == 111


def test_a_programme_s_days_tell_what_it_was_given_and_gave(three_days: Town) -> None:
    budget = three_days.account(three_days.programme.party, Pot.PROGRAMME)
    place_hold(key=three_days.programme.party_id, account_id=budget, amount=500, at=NOW)

    keep_cover_days(now=NOW)

    days = ProgrammeDay.objects.order_by("day_id").values_list("funded", "spent", "reserved")
    assert list(days) == [(900_000, 0, None), (900_000, 2_000, None), (900_000, 2_000, 500)]


def test_keeping_twice_keeps_once_and_makes_up_for_days_that_were_missed(three_days: Town) -> None:
    assert keep_cover_days(now=NOW, limit=1) == 1
    assert keep_cover_days(now=NOW) == 2
    assert keep_cover_days(now=NOW) == 0
    before = list(CoverDay.objects.values())
    keep_cover_day(day=TODAY - timedelta(days=1), now=NOW)
    assert list(CoverDay.objects.values()) == before


def test_what_happens_later_changes_no_day_that_is_kept_late(three_days: Town) -> None:
    deposit_cover(key=three_days.programme.party_id, cents=5_000, actor=None, at=NOW)
    fund_programme(key=SOMEBODY, programme=three_days.programme, amount=100, actor=SOMEBODY, at=NOW)

    keep_cover_days(now=NOW)

    last = CoverDay.objects.first()
    assert (last.euros, last.coins) == (1_000_000, 900_000)
    assert (queries.cover().euros, queries.cover().coins) == (1_005_000, 900_100)


def test_a_day_that_still_runs_is_not_kept(three_days: Town) -> None:
    with pytest.raises(AssertionError):
        keep_cover_day(day=TODAY, now=NOW)


def test_coins_in_another_town_stand_in_the_day_as_they_stand_now(town: Town, abroad: Town) -> None:
    agree(town, abroad)
    town.pays(town.resident(1_000), abroad.asks(abroad.shop(), 800).code)
    tomorrow = timezone.now() + timedelta(days=1)
    for place in (town, abroad):
        with place.here():
            seal_days(now=tomorrow)
            keep_cover_days(now=tomorrow)

            day, money = CoverDay.objects.first(), queries.cover()
            assert (day.coins, day.owed_by_others, day.needed, day.euros) == (
                money.coins, money.owed_by_others, money.needed, money.euros,
            )  # fmt: skip
            # What shops received in another town's coin is that town's volume.
            assert day.paid == (800 if place == town else 0)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2028, 2, 29), 24)],
)
def test_a_day_is_as_long_as_its_clock_says(day: date, hours: int) -> None:
    utc = ZoneInfo("UTC")
    assert (ends(day).astimezone(utc) - begins(day).astimezone(utc)) == timedelta(hours=hours)


def test_a_year_before_a_leap_day_is_the_last_of_february() -> None:
    assert year_before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert year_before(date(2026, 11, 25)) == date(2025, 11, 25)


def test_what_was_paid_more_than_a_year_ago_counts_no_longer(town: Town) -> None:
    samira, shop = town.resident(2_000), town.shop()
    town.pays(samira, town.asks(shop, 700).code)
    posted_on(year_before(TODAY - timedelta(days=1)))
    town.pays(samira, town.asks(shop, 300).code)
    posted_on(TODAY - timedelta(days=1), posted_on.last)
    seal_days(now=NOW)

    keep_cover_days(now=NOW)

    assert CoverDay.objects.get(day=TODAY - timedelta(days=2)).volume_12m == 700
    assert CoverDay.objects.get(day=TODAY - timedelta(days=1)).volume_12m == 300
