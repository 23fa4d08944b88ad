"""A klus that comes back: each time put up with its reward set aside, or its organiser is told."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django_tenants.utils import schema_context

from currency.errors import KeyReused
from currency.models import Hold
from currency.services import programmes
from marketplace.models import Klus, KlusPolicy, Slot
from marketplace.planning.errors import (
    OccurrenceMade,
    RecurrenceNever,
    SeriesOver,
    StandingByMonth,
)
from marketplace.planning.models import Occurrence, Series
from marketplace.planning.services.nightly import make_all_due
from marketplace.planning.services.occurrences import make_due
from marketplace.planning.services.series import leave_out, stop_series, take_series_over
from marketplace.queries import KlusFilter, klussen_of_console, open_klussen
from marketplace.services.klus_checks import check_klus
from marketplace.services.klussen import cancel_klus
from tenants.errors import NotAllowed
from tenants.messages.models import Message
from tenants.people.models import Grant
from tenants.trail.services import relay_outbox
from tests.cast import at_once
from tests.marketplace.cast import BUDGET, NOW, REWARD, Town, make_person
from tests.marketplace.planning.cast import a_series, made

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
ZONE = timezone.get_default_timezone()
BOTH = 2 * REWARD


def test_the_next_four_weeks_stand_open_at_once_each_with_its_reward_set_aside(town: Town) -> None:
    series = a_series(town)

    found = made(series)
    assert [klus.slots.get().starts_at.astimezone(ZONE) for klus in found] == [
        datetime(2026, 11, 25, 10, 0, tzinfo=ZONE) + n * WEEK for n in range(4)
    ]
    assert [klus.hold.remaining for klus in found] == [BOTH] * 4
    assert town.budget.held == 4 * BOTH
    assert {klus.title for klus in found} == {"Zwerfvuil rapen"}
    assert series.due_on == date(2026, 12, 23) - timedelta(days=28)


def test_each_night_makes_what_is_due_and_a_second_run_makes_nothing(town: Town) -> None:
    series = a_series(town)

    assert make_all_due(now=NOW) == 0
    assert [make_all_due(now=NOW + WEEK), make_all_due(now=NOW + WEEK)] == [1, 0]
    assert make_all_due(now=NOW + 2 * WEEK) == 1

    assert len(made(series)) == series.occurrences.count() == 6


def test_nights_that_were_left_out_make_no_klus_of_the_past(town: Town) -> None:
    series = a_series(town)
    later = NOW + 10 * WEEK

    make_all_due(now=later)

    starts = series.occurrences.filter(klus__created_at=later).values_list("starts_at", flat=True)
    assert min(starts) > later


def test_the_list_shows_the_next_time_alone_and_each_on_its_own_day(town: Town) -> None:
    first, second, *_ = made(a_series(town))
    other = town.klus()

    assert set(open_klussen(now=NOW).ids) == {first.id, other.id}
    on_that_day = KlusFilter(day=second.slots.get().starts_at.date())
    assert open_klussen(now=NOW, narrow=on_that_day).ids == [second.id]
    Slot.objects.filter(klus=first).update(taken=2)
    assert set(open_klussen(now=NOW).ids) == {second.id, other.id}


def test_two_runs_at_the_same_moment_make_each_time_once(committed_town: Town) -> None:
    series = a_series(committed_town)
    schema = committed_town.tenant.schema_name

    def run() -> int:
        with schema_context(schema):
            return make_all_due(now=NOW + 2 * WEEK)

    assert sorted(at_once(run, run, run)) == [0, 0, 2]
    assert len(made(series)) == 6


def test_what_the_budget_does_not_cover_stays_shut_and_its_organiser_is_told_once(
    town: Town,
) -> None:
    series = a_series(town, places=BUDGET // REWARD // 2)

    assert (len(made(series)), len(made(series, "draft"))) == (2, 2)
    assert set(series.occurrences.values_list("refusal", flat=True)) == {"", "budget-too-small"}
    assert not set(open_klussen(now=NOW).ids) & {klus.id for klus in made(series, "draft")}
    relay_outbox(now=timezone.now())
    make_due(series_id=series.id, now=NOW + timedelta(hours=1))
    relay_outbox(now=timezone.now())
    (letter,) = Message.objects.filter(kind="held-back")
    assert letter.person == town.organiser
    assert "9 december 2026" in letter.text
    assert "budget" in letter.text


def test_what_waited_is_put_up_by_itself_once_there_is_enough(town: Town) -> None:
    series = a_series(town, places=BUDGET // REWARD // 2)
    programmes.fund_programme(
        key=uuid4(), programme=town.programme, amount=2 * BUDGET, actor=town.clerk.party_id, at=NOW
    )

    assert make_all_due(now=NOW + timedelta(hours=1)) == 0
    assert make_all_due(now=NOW + timedelta(hours=21)) == 3

    assert len(made(series)) == 5
    assert not series.occurrences.exclude(refusal="")


def test_no_klus_is_ever_open_without_its_reward(town: Town) -> None:
    a_series(town, places=37)
    for night in range(40):
        make_all_due(now=NOW + night * DAY)

    for klus in Klus.objects.filter(state="published"):
        assert klus.hold.remaining == klus.reward * klus.slots.get().places
    assert town.budget.held == sum(hold.remaining for hold in Hold.objects.all())


def test_a_time_can_be_left_out_before_it_is_made_and_after_but_not_once_it_is_open(
    town: Town,
) -> None:
    series = a_series(town)
    wall = datetime(2026, 12, 23, 10, 0)

    leave_out(series_id=series.id, wall=wall, actor=town.organiser, now=NOW)
    leave_out(series_id=series.id, wall=wall, actor=town.organiser, now=NOW)
    assert make_all_due(now=NOW + 2 * WEEK) == 1
    with pytest.raises(OccurrenceMade):
        leave_out(series_id=series.id, wall=datetime(2026, 11, 25, 10, 0), actor=town.organiser,
                  now=NOW)  # fmt: skip
    assert [klus.slots.get().starts_at.date() for klus in made(series)][-1] == date(2026, 12, 30)


def test_one_time_is_called_off_as_any_klus_and_is_not_made_again(town: Town) -> None:
    series = a_series(town)
    first = made(series)[0]
    cancel_klus(klus_id=first.id, actor=town.organiser, reason="Storm", now=NOW)

    make_due(series_id=series.id, now=NOW + timedelta(hours=1))

    assert len(made(series)) == 3


def test_a_series_that_stops_leaves_what_is_open_and_makes_no_more(town: Town) -> None:
    series = a_series(town, places=BUDGET // REWARD // 2)

    for _ in range(2):
        stop_series(series_id=series.id, actor=town.organiser, now=NOW)

    assert make_all_due(now=NOW + 2 * WEEK) == 0
    assert (len(made(series)), len(made(series, "draft"))) == (2, 0)
    with pytest.raises(SeriesOver):
        leave_out(series_id=series.id, wall=datetime(2027, 1, 6, 10, 0), actor=town.organiser,
                  now=NOW)  # fmt: skip


def test_a_series_that_has_had_its_last_time_is_over(town: Town) -> None:
    series = a_series(town, rule="FREQ=WEEKLY;COUNT=5")
    assert (series.state, len(made(series))) == ("running", 4)

    make_all_due(now=NOW + WEEK)

    series.refresh_from_db()
    assert (series.state, series.due_on, len(made(series))) == ("ended", None, 5)


def test_nothing_is_put_up_in_the_name_of_somebody_who_left_until_another_takes_over(
    town: Town,
) -> None:
    series = a_series(town)
    Grant.objects.filter(person=town.organiser).delete()

    assert make_all_due(now=NOW + WEEK) == 0
    assert series.occurrences.last().refusal == "not-allowed"
    take_series_over(series_id=series.id, actor=town.checker, now=NOW + WEEK)

    assert len(made(series)) == 5


def test_a_standing_klus_comes_back_each_month_for_all_of_it(town: Town) -> None:
    klus = town.draft()
    Klus.objects.filter(id=klus.id).update(is_standing=True)
    klus.refresh_from_db()

    with pytest.raises(StandingByMonth):
        a_series(town, klus)
    series = a_series(town, klus, rule="FREQ=MONTHLY;BYMONTHDAY=1", days_ahead=7)
    make_all_due(now=NOW + DAY)

    slot = made(series)[0].slots.get()
    assert slot.starts_at.astimezone(ZONE) == datetime(2026, 12, 1, tzinfo=ZONE)
    assert slot.ends_at.astimezone(ZONE) == datetime(2026, 12, 31, 23, 59, tzinfo=ZONE)


def test_a_pattern_is_seen_by_no_resident_and_stands_in_no_list(town: Town) -> None:
    series = a_series(town)

    assert series.pattern.state == "pattern"
    assert series.pattern not in klussen_of_console(town.organiser)
    assert series.pattern not in open_klussen(now=NOW)


def test_the_same_key_is_the_same_series_and_something_else_is_refused(town: Town) -> None:
    klus, key = town.draft(), uuid4()

    assert a_series(town, klus, key=key) == a_series(town, klus, key=key)
    with pytest.raises(KeyReused):
        a_series(town, klus, key=key, rule="FREQ=DAILY")
    assert Series.objects.count() == 1


def test_whoever_may_not_publish_begins_nothing(town: Town) -> None:
    klus = town.draft()
    with pytest.raises(NotAllowed):
        a_series(town, klus, actor=make_person("inwoner"))
    with pytest.raises(RecurrenceNever):
        a_series(town, klus, rule="FREQ=WEEKLY;UNTIL=20200101")
    assert not Series.objects.exists()


def test_a_run_does_no_more_than_its_limit_and_the_next_goes_on(town: Town) -> None:
    for _ in range(3):
        a_series(town, places=1)

    assert [make_all_due(now=NOW + WEEK, limit=2) for _ in range(3)] == [2, 1, 0]


def test_another_town_has_none_of_it(town: Town, sittard_geleen) -> None:
    a_series(town)

    with schema_context(sittard_geleen.schema_name):
        assert not Occurrence.objects.exists()
        assert make_all_due(now=NOW + WEEK) == 0


def test_where_klussen_are_checked_a_series_of_a_checked_klus_opens_and_another_waits(
    town: Town,
) -> None:
    KlusPolicy.objects.create(needs_check=True)
    seen = town.draft()
    check_klus(klus_id=seen.id, actor=town.checker, now=NOW)

    first, second = a_series(town, seen), a_series(town)

    assert len(made(first)) == 4
    assert {klus.checked_by for klus in made(first)} == {town.checker}
    assert set(second.occurrences.values_list("refusal", flat=True)) == {"klus-not-checked"}
    check_klus(klus_id=made(second, "draft")[0].id, actor=town.checker, now=NOW)
    make_due(series_id=second.id, now=NOW + timedelta(hours=1))
    assert len(made(second)) == 1
