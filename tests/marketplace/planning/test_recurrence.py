"""When a klus comes back: on the wall's clock, over summer time, short months and leap days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.planning.errors import RecurrenceInvalid, RecurrenceNever
from marketplace.planning.rules.patterns import Told, Way, rule_of, told_of
from marketplace.planning.rules.recurrence import (
    aware,
    first_start,
    next_start,
    normal_rule,
    starts_until,
)
from marketplace.planning.rules.spans import span_of

ZONE = ZoneInfo("Europe/Amsterdam")
TEN = time(10, 0)


def days(rule: str, first: date, until: date, clock: time = TEN, most: int = 60) -> list[date]:
    after = first - timedelta(days=1)
    found = starts_until(normal_rule(rule, ZONE), first, clock, after=after, until=until, most=most)
    return [one.date() for one in found]


@pytest.mark.parametrize(
    ("first", "hours"),
    [(date(2027, 3, 25), [9, 8]),  # summer time begins on Sunday 28 March
     (date(2026, 10, 22), [8, 9])],  # and ended on Sunday 25 October
)  # fmt: skip
def test_ten_o_clock_stays_ten_o_clock_when_the_clock_is_changed(first, hours) -> None:
    found = starts_until(
        "FREQ=WEEKLY", first, TEN, after=first - timedelta(days=1),
        until=first + timedelta(days=7), most=9,
    )  # fmt: skip

    moments = [aware(one, ZONE) for one in found]

    assert [one.hour for one in moments] == hours
    assert [one.astimezone(ZONE).hour for one in moments] == [10, 10]


def test_an_hour_that_is_skipped_is_an_hour_later_and_one_that_comes_twice_is_the_first() -> None:
    skipped = aware(datetime(2027, 3, 28, 2, 30), ZONE)
    twice = aware(datetime(2026, 10, 25, 2, 30), ZONE)

    assert skipped == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert skipped.astimezone(ZONE).time() == time(3, 30)
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_work_over_the_change_takes_as_long_as_it_takes() -> None:
    night = datetime(2027, 3, 28, 1, 0)

    moment = span_of(night, minutes=120, places=2, is_standing=False, zone=ZONE)

    assert moment.ends_at - moment.starts_at == timedelta(hours=2)
    assert moment.ends_at.astimezone(ZONE).time() == time(4, 0)


def test_29_february_comes_back_in_leap_years_alone() -> None:
    rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"

    assert days(rule, date(2028, 2, 29), date(2037, 1, 1)) == [
        date(2028, 2, 29), date(2032, 2, 29), date(2036, 2, 29),
    ]  # fmt: skip
    # 2100 is no leap year.
    after = date(2096, 2, 29)
    found = next_start(rule, date(2028, 2, 29), TEN, after=after)
    assert found == datetime(2104, 2, 29, 10, 0)


def test_the_31st_is_left_out_where_there_is_none_and_the_last_day_never() -> None:
    first, until = date(2028, 1, 31), date(2028, 5, 1)

    assert days("FREQ=MONTHLY;BYMONTHDAY=31", first, until) == [first, date(2028, 3, 31)]
    assert days("FREQ=MONTHLY;BYMONTHDAY=-1", first, until) == [
        first, date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30),
    ]  # fmt: skip


def test_a_last_day_counts_as_a_whole_and_an_end_in_utc_is_read_in_the_town() -> None:
    first = date(2026, 12, 2)

    assert days("FREQ=WEEKLY;UNTIL=20261209", first, date(2027, 1, 1))[-1] == date(2026, 12, 9)
    assert normal_rule("RRULE:freq=weekly;until=20261209T230000Z", ZONE) == (
        "FREQ=WEEKLY;UNTIL=20261210T000000"
    )


def test_no_more_than_is_asked_comes_at_once() -> None:
    assert len(days("FREQ=DAILY", date(2026, 1, 1), date(2027, 1, 1), most=60)) == 60


@pytest.mark.parametrize(
    ("rule", "part"),
    [("", "RRULE"), ("elke woensdag", "ELKE WOENSDAG"), ("FREQ=HOURLY", "FREQ"),
     ("FREQ=SECONDLY", "FREQ"), ("BYDAY=WE", "FREQ"), ("FREQ=WEEKLY;FREQ=DAILY", "FREQ"),
     ("FREQ=WEEKLY;BYHOUR=3", "BYHOUR"), ("FREQ=WEEKLY;BYDAY=XX", "RRULE"),
     ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL"), ("FREQ=WEEKLY;INTERVAL=61", "INTERVAL"),
     ("FREQ=WEEKLY;BYDAY=2TU", "BYDAY"), ("FREQ=DAILY;BYMONTHDAY=30;BYMONTH=2", "BYMONTHDAY"),
     ("FREQ=WEEKLY;UNTIL=morgen", "UNTIL"), ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY"),
     ("FREQ=MONTHLY;BYMONTH=13", "BYMONTH"), ("FREQ=WEEKLY;COUNT=x", "COUNT"),
     ("FREQ=WEEKLY;" + "X" * 200, "RRULE"), ("FREQ=WEEKLY\nEXRULE=1", "FREQ")],
)  # fmt: skip
def test_what_is_no_rule_is_refused_and_says_which_part(rule, part) -> None:
    with pytest.raises(RecurrenceInvalid) as refused:
        first_start(normal_rule(rule, ZONE), date(2026, 12, 1), TEN)

    assert refused.value.facts == {"part": part}


def test_a_rule_that_names_no_day_is_refused() -> None:
    for rule in ("FREQ=WEEKLY;UNTIL=20200101", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"):
        with pytest.raises(RecurrenceNever):
            first_start(normal_rule(rule, ZONE), date(2026, 12, 1), TEN)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    way=st.sampled_from([one for one in Way if one is not Way.OWN]),
    first=st.dates(date(2026, 1, 1), date(2040, 12, 31)),
    chosen=st.sets(st.integers(0, 6)),
    ends=st.booleans(),
)
def test_what_a_form_offers_is_a_rule_and_is_read_back_as_it_was_said(
    way, first, chosen, ends
) -> None:
    until = first + timedelta(days=400) if ends else None

    rule = normal_rule(rule_of(way, first=first, days=sorted(chosen), until=until), ZONE)

    told = told_of(rule)
    assert (told.way, told.until) == (way, until)
    assert first_start(rule, first, TEN) >= datetime.combine(first, TEN)
    if way in (Way.WEEKLY, Way.FORTNIGHTLY):
        assert set(told.days) == (chosen or {first.weekday()})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    day=st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1)),
    minutes=st.integers(15, 720),
)
def test_a_moment_never_ends_before_it_begins_whatever_the_clock_does(day, minutes) -> None:
    moment = span_of(day, minutes=minutes, places=1, is_standing=False, zone=ZONE)

    assert moment.ends_at - moment.starts_at == timedelta(minutes=minutes)


def test_a_rule_nobody_here_made_stays_what_it_is() -> None:
    assert told_of("FREQ=MONTHLY;BYDAY=1SA;BYMONTH=4").way is Way.OWN
    assert told_of("FREQ=MONTHLY;BYDAY=2TU") == Told(Way.MONTH_WEEKDAY, [1], 2)
