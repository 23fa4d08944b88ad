"""When work may begin, by the town's own day: at midnight, and when the clock is put back."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from marketplace.errors import CheckInTooEarly, CheckInTooLate, KlusWithoutSlots, MomentInvalid
from marketplace.rules.attendance import (
    is_day_over,
    may_check_in,
    refuse_unless_open,
    refuse_unless_time_to_check_in,
)
from marketplace.rules.moments import MOST_MOMENTS, MOST_PLACES, Moment, refuse_unless_moments

ZONE = timezone.get_default_timezone()
START = datetime(2026, 11, 25, 10, 0, tzinfo=ZONE)
END = START + timedelta(hours=2)
SECOND = timedelta(seconds=1)


def judge(now, starts_at=START, ends_at=END):
    refuse_unless_time_to_check_in(starts_at=starts_at, ends_at=ends_at, now=now, zone=ZONE)


def test_work_begins_from_half_an_hour_before():
    opens = START - timedelta(minutes=30)

    judge(opens)
    with pytest.raises(CheckInTooEarly) as refused:
        judge(opens - SECOND)

    assert refused.value.facts == {"opens_at": opens.isoformat()}


def test_a_resident_can_say_so_until_the_end_of_that_day():
    midnight = START.replace(hour=0) + timedelta(days=1)

    judge(midnight - SECOND)
    with pytest.raises(CheckInTooLate):
        judge(midnight)


def test_what_ends_after_midnight_is_of_the_next_day():
    late = START.replace(hour=22)

    judge(late + timedelta(hours=24), starts_at=late, ends_at=late + timedelta(hours=4))


def test_the_day_is_the_towns_own_also_when_the_clock_is_put_back():
    # 25 October 2026 has 25 hours; in UTC its last hour is of the same date already.
    end = datetime(2026, 10, 25, 12, 0, tzinfo=ZONE)
    last = datetime(2026, 10, 25, 23, 59, 59, tzinfo=ZONE)

    assert not is_day_over(ends_at=end, now=last, zone=ZONE)
    assert is_day_over(ends_at=end, now=last + SECOND, zone=ZONE)


def test_an_organiser_never_lets_somebody_begin_what_is_still_to_come():
    with pytest.raises(CheckInTooEarly):
        refuse_unless_open(starts_at=START, now=START - timedelta(days=1))


@given(st.integers(min_value=-200_000, max_value=200_000))
def test_a_page_offers_the_button_exactly_when_it_works(seconds):
    now = START + timedelta(seconds=seconds)
    offered = may_check_in(starts_at=START, ends_at=END, now=now, zone=ZONE)

    if offered:
        judge(now)
    else:
        with pytest.raises((CheckInTooEarly, CheckInTooLate)):
            judge(now)


def test_a_klus_has_at_least_one_moment():
    with pytest.raises(KlusWithoutSlots):
        refuse_unless_moments([])


@pytest.mark.parametrize(
    ("moments", "field"),
    [
        ([Moment(START, END, 1)] * 2, "starts_at"),
        ([Moment(START, START, 1)], "ends_at"),
        ([Moment(START, END, 0)], "places"),
        ([Moment(START, END, MOST_PLACES + 1)], "places"),
        ([Moment(START + SECOND * n, END, 1) for n in range(MOST_MOMENTS + 1)], "moments"),
    ],
)
def test_a_moment_that_makes_no_sense_is_refused_by_the_field_at_fault(moments, field):
    with pytest.raises(MomentInvalid) as refused:
        refuse_unless_moments(moments)

    assert refused.value.facts["field"] == field


def test_as_many_moments_and_places_as_allowed_are_accepted():
    refuse_unless_moments(
        [Moment(START + SECOND * n, END, MOST_PLACES) for n in range(MOST_MOMENTS)]
    )
