"""A klus that is changed: who takes part hears it, and what is kept aside follows its places."""

from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from currency.errors import BudgetTooSmall, RewardOutside
from currency.proof import verify_ledger
from marketplace.errors import MomentInvalid, SlotPast
from marketplace.life_errors import KlusFixed, MovedTooFar, NothingChanged, PlacesTaken
from marketplace.models import Klus, KlusChange, Slot, WaitingEntry
from marketplace.services.klus_changes import SlotChange, change_klus
from marketplace.services.sign_ups import cancel_sign_up, sign_up
from marketplace.services.waiting_list import join_waiting_list
from tenants.errors import NotAllowed, NotFound, Refusal
from tenants.people.models import Person
from tenants.trail.services import relay_outbox
from tests.marketplace.cast import BUDGET, DAY, END, NOW, REWARD, START, Town, kept, promised
from tests.settlement.cast import at_once

HOUR = timedelta(hours=1)


def changes(town: Town, klus: Klus, slots=(), now=NOW, **fields) -> Klus:
    return change_klus(klus_id=klus.id, actor=town.organiser, now=now, fields=fields, slots=slots)


def moved(slot: Slot, by=timedelta(0), places: int = 0) -> SlotChange:
    return SlotChange(slot.id, slot.starts_at + by, places or slot.places)


def letters_to(person: Person) -> list[str]:
    relay_outbox(now=END + DAY)
    return [one.body for one in mail.outbox if one.to == [person.email]]


def test_who_signed_up_reads_the_new_time_and_place(town: Town) -> None:
    klus = town.klus()
    town.signed_up(klus)

    changes(town, klus, [moved(klus.slots.get(), 2 * HOUR)], place="Bij de vijver")

    (letter,) = letters_to(town.resident)
    assert "Waar je afspreekt: Bij de vijver (was: Ingang Akerstraat)" in letter
    assert "woensdag 25 november, 12.00 uur (was: woensdag 25 november, 10.00 uur)" in letter
    slot = klus.slots.get()
    assert (slot.starts_at, slot.ends_at) == (START + 2 * HOUR, END + 2 * HOUR)


def test_who_waits_hears_it_too_and_who_comes_another_day_does_not(town: Town) -> None:
    klus = town.klus(places=1, moments=2)
    first, second = klus.slots.order_by("id")
    elsewhere, waiting = town.another(), town.another()
    town.signed_up(klus)
    sign_up(slot_id=second.id, resident=elsewhere, now=NOW)
    join_waiting_list(slot_id=first.id, resident=waiting, now=NOW)

    changes(town, klus, [moved(first, HOUR)])

    assert [len(letters_to(who)) for who in (town.resident, waiting, elsewhere)] == [1, 1, 0]


def test_signing_off_after_a_change_is_not_late(town: Town) -> None:
    klus = town.klus()
    found = town.signed_up(klus)

    changes(town, klus, place="Ergens anders", now=START - 3 * HOUR)

    assert not cancel_sign_up(sign_up_id=found.id, actor=town.resident, now=START - HOUR).is_late


def test_more_places_keep_more_aside_and_less_give_it_back(town: Town) -> None:
    klus = town.klus(places=2)
    slot = klus.slots.get()

    changes(town, klus, [moved(slot, places=5)])
    assert kept(klus) == promised(klus) == town.budget.held == 5 * REWARD

    changes(town, klus, [moved(slot, places=1)])
    assert kept(klus) == promised(klus) == town.budget.held == REWARD


def test_a_place_more_goes_to_who_waits(town: Town, monkeypatch) -> None:
    klus = town.klus(places=1)
    town.signed_up(klus)
    slot = klus.slots.get()
    join_waiting_list(slot_id=slot.id, resident=town.another(), now=NOW)
    monkeypatch.setattr("marketplace.klus_receivers.timezone.now", lambda: NOW)

    changes(town, klus, [moved(slot, places=2)])
    relay_outbox(now=END + DAY)

    assert WaitingEntry.objects.get().state == "placed"
    assert kept(klus) == promised(klus)


def test_places_above_the_budget_are_refused_and_nothing_is_written(town: Town) -> None:
    klus = town.klus(places=2)
    with pytest.raises(BudgetTooSmall), transaction.atomic():
        changes(town, klus, [moved(klus.slots.get(), places=1 + BUDGET // REWARD)])
    assert (klus.slots.get().places, kept(klus), KlusChange.objects.count()) == (2, 2 * REWARD, 0)


def test_nobody_loses_what_they_signed_up_for(town: Town) -> None:
    klus = town.klus(places=2)
    town.signed_up(klus)
    town.signed_up(klus, town.another())
    slot = klus.slots.get()

    for refusal, slots, fields in (
        (KlusFixed, [], {"reward": REWARD + 1}),
        (KlusFixed, [], {"duration_minutes": 30}),
        (PlacesTaken, [moved(slot, places=1)], {}),
        (MovedTooFar, [moved(slot, 20 * DAY)], {}),
        (SlotPast, [moved(slot, -3 * DAY)], {}),
        (MomentInvalid, [moved(slot, places=501)], {}),
        (NothingChanged, [moved(slot)], {"title": klus.title + " "}),
        (NotFound, [SlotChange(404, NOW, 1)], {}),
    ):
        with pytest.raises(refusal), transaction.atomic():
            changes(town, klus, slots, **fields)
    with pytest.raises(NotAllowed):
        change_klus(klus_id=klus.id, actor=town.resident, now=NOW, fields={"title": "x"})


def test_who_has_begun_is_not_moved(town: Town) -> None:
    klus = town.klus()
    town.begun(klus)
    with pytest.raises(MovedTooFar):
        changes(town, klus, [moved(klus.slots.get(), HOUR)])


def test_two_moments_may_change_places(town: Town) -> None:
    klus = town.klus(moments=2)
    first, second = klus.slots.order_by("id")

    changes(town, klus, [moved(first, DAY), moved(second, -DAY)])

    assert [slot.id for slot in klus.slots.order_by("starts_at")] == [second.id, first.id]
    with pytest.raises(MomentInvalid):
        changes(town, klus, [moved(Slot.objects.get(id=first.id), -DAY)])


def test_a_draft_changes_freely_inside_the_rules_and_tells_nobody(town: Town) -> None:
    klus = town.draft()
    changes(town, klus, [moved(klus.slots.get(), 9 * DAY, places=7)], reward=700)

    klus.refresh_from_db()
    assert (klus.reward, klus.slots.get().places, klus.state) == (700, 7, "draft")
    with pytest.raises(RewardOutside):
        changes(town, klus, reward=10_000_000)
    assert letters_to(town.organiser) == []


def test_everything_that_changed_is_kept_with_who_did_it(town: Town) -> None:
    klus = town.klus()
    changes(town, klus, title="Vuil rapen", description="Met handschoenen.")

    rows = KlusChange.objects.order_by("what")
    assert [(row.what, row.after) for row in rows] == [
        ("description", "Met handschoenen."), ("title", "Vuil rapen"),
    ]  # fmt: skip
    assert {row.changed_by for row in rows} == {town.organiser}


def test_fewer_places_and_one_more_person_at_once_never_cross(committed_town: Town) -> None:
    town = committed_town
    klus = town.klus(places=2)
    slot = klus.slots.get()
    town.signed_up(klus)

    at_once(
        town.tenant,
        partial(changes, town, klus, [moved(slot, places=1)]),
        partial(sign_up, slot_id=slot.id, resident=town.another(), now=NOW),
    )

    slot.refresh_from_db()
    assert slot.taken <= slot.places
    assert kept(klus) == promised(klus) == town.budget.held


@pytest.mark.slow
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(st.tuples(st.integers(0, 2), st.integers(1, 6)), min_size=3, max_size=15))
def test_whatever_the_places_become_the_budget_follows(
    town: Town, acts: list[tuple[int, int]]
) -> None:
    with transaction.atomic():
        klus = town.klus(places=3)
        people = [town.another() for _ in range(6)]
        for what, number in acts:
            slot = klus.slots.get()
            found = slot.sign_ups.filter(state="signed-up").first()
            try:
                if what == 0:
                    changes(town, klus, [moved(slot, places=number)])
                elif what == 1:
                    sign_up(slot_id=slot.id, resident=people[number - 1], now=NOW)
                elif found is not None:
                    cancel_sign_up(sign_up_id=found.id, actor=found.resident, now=NOW)
            except Refusal:
                pass
            assert kept(klus) == promised(klus) == town.budget.held
        assert verify_ledger(town.tenant.schema_name) == []
        transaction.set_rollback(True)
