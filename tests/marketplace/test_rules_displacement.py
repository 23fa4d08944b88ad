"""Whether a klus looks like paid work: by kind, by hours in a week, by weeks at one place."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.rules.displacement import (
    Limits,
    Signal,
    Watched,
    Work,
    as_kept,
    as_read,
    digest_of,
    is_covered,
    same_place,
    signals,
)

ZONE = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 6, 1, 10, tzinfo=ZONE)
WEEK = timedelta(weeks=1)
MOWING = Watched("Gras maaien", "green", ("maai", "gras knippen"))
CLEANING = Watched("Schoonmaken", "", ("schoonmaak", "dweil"))
ALL_REPAIR = Watched("Bouwwerk", "repair", ())


def seen(title="", category="green", planned=(), there=(), hours=None, weeks=None):
    return signals(
        title=title, description="", category=category, watched=[MOWING, CLEANING, ALL_REPAIR],
        limits=Limits(hours, weeks), planned=list(planned), there=list(there), zone=ZONE,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "category", "kinds"),
    [
        ("Maaien langs de weg", "green", ["Gras maaien"]),
        ("GRAS-KNIPPEN in het park", "green", ["Gras maaien"]),
        ("Maaien langs de weg", "litter", []),
        ("De lamaai uitlaten", "green", []),
        ("Dweilen en schoonmaakwerk", "indoors", ["Schoonmaken"]),
        ("Wat dan ook", "repair", ["Bouwwerk"]),
        ("Koffie met buren", "together", []),
    ],
)
def test_a_kind_of_work_is_known_by_its_category_and_the_start_of_its_words(
    title, category, kinds
) -> None:
    assert [one.name for one in seen(title, category)] == kinds


def test_hours_count_all_people_in_the_fullest_week_together_with_what_is_there() -> None:
    planned = [Work(MONDAY, 300), Work(MONDAY + timedelta(days=6), 300), Work(MONDAY + WEEK, 60)]
    there = [Work(MONDAY + timedelta(days=2), 1), Work(MONDAY - WEEK, 9_000)]

    assert seen(planned=planned, there=there, hours=11) == []
    assert seen(planned=planned, there=there, hours=10) == [Signal("hours", "", 11, 10)]


def test_a_week_begins_on_monday_as_the_town_reckons() -> None:
    # Sunday half past eleven in the evening and Monday half past twelve: two weeks.
    sunday = datetime(2026, 6, 7, 23, 30, tzinfo=ZONE)
    planned = [Work(sunday, 60), Work(sunday + timedelta(hours=1), 60)]

    assert seen(planned=planned, hours=1) == []


def test_weeks_count_within_the_year_that_ends_with_the_klus() -> None:
    there = [Work(MONDAY - n * WEEK, 60) for n in range(1, 80)]

    assert seen(planned=[Work(MONDAY, 60)], there=there, weeks=52) == []
    assert seen(planned=[Work(MONDAY, 60)], there=there, weeks=51) == [Signal("weeks", "", 52, 51)]
    assert seen(planned=[], there=there, weeks=1, hours=1) == []


def test_who_agreed_agreed_to_as_much_and_no_more() -> None:
    kind, hours = Signal("kind", "Gras maaien"), Signal("hours", "", 20, 10)

    assert is_covered([kind, hours], as_read(as_kept([hours, kind])))
    assert not is_covered([kind, hours], [hours])
    assert not is_covered([Signal("hours", "", 21, 10)], [hours])
    assert is_covered([Signal("hours", "", 15, 10)], [hours])
    assert not is_covered([Signal("kind", "Schoonmaken")], [kind])


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 600)), min_size=1, max_size=30))
def test_more_work_never_looks_less_like_paid_work(rows) -> None:
    work = [Work(MONDAY + timedelta(days=day), minutes) for day, minutes in rows]

    less = {
        one.code: one.found for one in seen(planned=work[:1], there=work[1:-1], hours=1, weeks=1)
    }
    more = {one.code: one.found for one in seen(planned=work[:1], there=work[1:], hours=1, weeks=1)}

    assert all(more.get(code, 0) >= found for code, found in less.items())


def test_a_place_is_one_place_however_it_is_written() -> None:
    assert same_place("Ingang  Akerstraat.", "ingang akerstraat")
    assert not same_place("Ingang Akerstraat", "Uitgang Akerstraat")


def test_another_klus_has_another_digest() -> None:
    one = digest_of(title="a", moments=[(MONDAY, 2)])
    assert one == digest_of(moments=[(MONDAY, 2)], title="a")
    assert one != digest_of(title="a", moments=[(MONDAY, 3)])
