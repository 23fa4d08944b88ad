"""Figures of the console: they count what they say, and never point at one person."""

from datetime import timedelta

import pytest

from marketplace import queries
from marketplace.models import Klus
from marketplace.services.approvals import reject_proof
from marketplace.services.klussen import close_klus
from tenants.people.models import Neighbourhood
from tests.marketplace.cast import DAY, END, NOW, REWARD, Town


def test_the_tiles_count_people_and_work_of_the_last_thirty_days(town: Town) -> None:
    klus = town.klus(places=5)
    town.approved(klus)
    waiting = town.handed_in(klus, town.another())
    town.signed_up(klus, town.another())

    now, later = queries.console_counts(END), queries.console_counts(END + 40 * DAY)

    assert (now.active_residents, now.done, now.waiting) == (3, 1, 1)
    assert now.oldest_waiting == waiting.handed_in_at
    assert (later.active_residents, later.done, later.waiting) == (0, 0, 1)


def test_a_town_without_anything_has_noughts(town: Town) -> None:
    found = queries.console_counts(NOW)

    assert (found.active_residents, found.done, found.merchants, found.waiting) == (0, 0, 0, 0)
    assert found.oldest_waiting is None
    assert queries.participation(NOW) == []


def test_each_week_says_what_was_earned_and_quiet_ones_say_nothing(town: Town) -> None:
    town.approved()

    weeks = queries.weekly_series(END, weeks=3)

    assert [week.earned for week in weeks] == [0, 0, REWARD]
    assert [week.spent for week in weeks] == [0, 0, 0]
    assert weeks[-1].monday.isoweekday() == 1
    assert (weeks[-1].monday, weeks[-1].number) == ((END - 2 * DAY).date(), 48)


@pytest.mark.parametrize(("people", "told"), [(4, 0), (5, 5)])
def test_fewer_than_five_people_are_not_told_apart(town: Town, people: int, told: int) -> None:
    place = Neighbourhood.objects.create(name="Heerlerheide")
    klus = town.klus(places=6)
    Klus.objects.filter(id=klus.id).update(neighbourhood=place)
    for _ in range(people):
        town.approved(klus, town.another())
    rejected = town.handed_in(klus, town.another())
    reject_proof(sign_up_id=rejected.id, actor=town.checker, reason="Niets", now=END)

    (found,) = queries.participation(END)

    assert (found.name, found.people, found.done) == ("Heerlerheide", told, people)
    assert queries.participation(END + timedelta(days=91)) == []


def test_the_list_of_the_console_says_what_is_reserved_and_taken(town: Town) -> None:
    klus = town.klus(places=3, moments=2)
    town.approved(klus)
    closed = town.klus()
    close_klus(klus_id=closed.id, actor=town.organiser, now=NOW)

    (found,) = queries.klussen_of_console(town.organiser, states=["published"])

    assert (found.places, found.taken, found.reserved) == (6, 1, 5 * REWARD)
    assert {one.id for one in queries.klussen_of_console(town.organiser, text="zwerf\0")} == {
        klus.id,
        closed.id,
    }
    assert list(queries.klussen_of_console(town.organiser, text="harken")) == []
