"""The waiting list: who waits goes first, a place that comes free is theirs, and they are told."""

from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.errors import AlreadySignedUp, KlusNotOpen, SlotFull, SlotPast
from marketplace.models import SignUp, Slot, WaitingEntry
from marketplace.queries.waiting import own_waiting
from marketplace.services.klussen import cancel_klus, close_klus
from marketplace.services.overdue import end_waiting, give_places_left
from marketplace.services.sign_ups import cancel_sign_up, sign_up
from marketplace.services.waiting_list import (
    give_places,
    join_waiting_list,
    leave_waiting_list,
)
from marketplace.waiting_errors import PlaceFree
from tenants.errors import NotAllowed, NotFound, Refusal
from tenants.people.models import Person
from tenants.trail.models import OutboxEvent
from tenants.trail.services import relay_outbox
from tests.marketplace.cast import END, NOW, START, Town, kept, promised
from tests.settlement.cast import at_once


def full_slot(town: Town, places: int = 1) -> tuple[Slot, list[SignUp]]:
    """A moment with all its places taken, and who has them."""
    klus = town.klus(places=places)
    taken = [town.signed_up(klus, town.another()) for _ in range(places)]
    return klus.slots.get(), taken


def waits(slot: Slot, person: Person, minutes: int = 0) -> WaitingEntry:
    return join_waiting_list(slot_id=slot.id, resident=person, now=NOW + timedelta(minutes=minutes))


def leaves(found: SignUp) -> None:
    cancel_sign_up(sign_up_id=found.id, actor=found.resident, now=NOW)


def tell_all() -> None:
    """What the outbox holds is told, and what that brings about as well."""
    OutboxEvent.objects.update(next_try_at=NOW)
    while relay_outbox(now=NOW):
        OutboxEvent.objects.filter(told_at=None).update(next_try_at=NOW)


def test_a_place_that_comes_free_goes_to_who_waits_longest(town: Town) -> None:
    slot, (first,) = full_slot(town)
    late, early = town.another(), town.another()
    second = waits(slot, late, minutes=5)
    waits(slot, early)

    leaves(first)
    given = give_places(slot_id=slot.id, now=NOW)

    assert [found.resident for found in given] == [early]
    assert WaitingEntry.objects.get(id=second.id).state == "waiting"
    assert Slot.objects.get(id=slot.id).taken == 1


def test_who_gets_a_place_is_told_by_the_event_of_the_one_who_left(town: Town, monkeypatch) -> None:
    slot, (first,) = full_slot(town)
    entry = waits(slot, town.resident)
    monkeypatch.setattr("marketplace.klus_receivers.timezone.now", lambda: NOW)

    leaves(first)
    tell_all()

    entry.refresh_from_db()
    assert entry.state == "placed"
    (letter,) = [one for one in mail.outbox if one.to == [town.resident.email]]
    assert f"/mijn-klussen/{entry.sign_up_id}/" in letter.body
    assert "Je hebt een plek" in letter.subject


def test_a_place_is_kept_for_who_waits_until_they_have_it(town: Town) -> None:
    slot, (first,) = full_slot(town)
    waits(slot, town.resident)
    leaves(first)

    with pytest.raises(SlotFull):
        sign_up(slot_id=slot.id, resident=town.another(), now=NOW)

    made = sign_up(slot_id=slot.id, resident=town.resident, now=NOW)
    assert WaitingEntry.objects.get().sign_up == made
    assert give_places(slot_id=slot.id, now=NOW) == []


def test_nobody_waits_for_what_is_free_or_theirs_or_over(town: Town) -> None:
    slot, (first,) = full_slot(town)
    with pytest.raises(AlreadySignedUp):
        waits(slot, first.resident)
    with pytest.raises(SlotPast):
        join_waiting_list(slot_id=slot.id, resident=town.resident, now=END)
    with pytest.raises(PlaceFree):
        waits(town.klus().slots.get(), town.resident)
    with pytest.raises(KlusNotOpen):
        waits(town.draft().slots.get(), town.resident)
    with pytest.raises(NotFound):
        join_waiting_list(slot_id=404, resident=town.resident, now=NOW)


def test_waiting_twice_is_once_and_the_database_knows_it_too(town: Town) -> None:
    slot, _ = full_slot(town)

    assert waits(slot, town.resident) == waits(slot, town.resident, minutes=9)

    with pytest.raises(IntegrityError), transaction.atomic():
        WaitingEntry.objects.create(slot=slot, resident=town.resident, since=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        WaitingEntry.objects.update(state="placed", ended_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        WaitingEntry.objects.update(state="left")


def test_who_leaves_the_list_lets_the_next_one_through(town: Town) -> None:
    slot, (first,) = full_slot(town)
    entry, other = waits(slot, town.resident), town.another()
    waits(slot, other, minutes=1)
    assert [one.ahead for one in own_waiting(other, now=NOW)] == [1]
    with pytest.raises(NotAllowed):
        leave_waiting_list(waiting_id=entry.id, actor=other, now=NOW)

    for _ in range(2):
        leave_waiting_list(waiting_id=entry.id, actor=town.resident, now=NOW)
    leaves(first)

    assert [one.resident for one in give_places(slot_id=slot.id, now=NOW)] == [other]


def test_who_may_not_take_part_is_passed_over_and_told(town: Town, monkeypatch) -> None:
    slot, (first,) = full_slot(town)
    barred, other = waits(slot, town.resident), town.another()
    waits(slot, other, minutes=1)
    leaves(first)

    def reserve(found: SignUp, *, now: object) -> None:
        if found.resident == town.resident:
            raise Refusal

    monkeypatch.setattr("marketplace.services.sign_ups.reserve_room", reserve)
    given = give_places(slot_id=slot.id, now=NOW)
    tell_all()

    barred.refresh_from_db()
    assert ([one.resident for one in given], barred.state) == ([other], "passed-over")
    assert (barred.code, barred.sign_up) == ("refused", None)
    assert [one.to for one in mail.outbox if "wachtlijst" in one.subject] == [[town.resident.email]]


@pytest.mark.parametrize("end", [close_klus, partial(cancel_klus, reason="Storm")])
def test_a_klus_that_takes_nobody_more_has_no_waiting_list(town: Town, end) -> None:
    slot, _ = full_slot(town)
    waits(slot, town.resident)

    end(klus_id=slot.klus_id, actor=town.organiser, now=NOW)
    tell_all()

    assert WaitingEntry.objects.get().state == "ended"
    assert [town.resident.email] in [one.to for one in mail.outbox]


def test_the_clock_gives_what_an_event_left_and_ends_what_is_over(town: Town) -> None:
    slot, (first,) = full_slot(town)
    waits(slot, town.resident)
    waits(slot, town.another(), minutes=1)
    leaves(first)

    assert give_places_left(now=NOW) == 1
    assert end_waiting(now=START - timedelta(minutes=1)) == 0
    assert end_waiting(now=START) == 1
    assert give_places(slot_id=slot.id, now=START) == []
    assert sorted(WaitingEntry.objects.values_list("state", flat=True)) == ["ended", "placed"]


def test_of_two_after_the_last_place_one_gets_it_and_the_other_can_wait(
    committed_town: Town,
) -> None:
    town = committed_town
    slot = town.klus(places=1).slots.get()
    people = [town.another(), town.another()]

    answers = at_once(
        town.tenant, *[partial(sign_up, slot_id=slot.id, resident=one, now=NOW) for one in people]
    )

    (loser,) = [
        one for one, said in zip(people, answers, strict=True) if isinstance(said, SlotFull)
    ]
    assert waits(slot, loser).state == "waiting"


def test_a_free_place_is_given_once_whoever_gives_takes_or_leaves_at_once(
    committed_town: Town,
) -> None:
    town = committed_town
    slot, (first, second) = full_slot(town, places=2)
    waiting = [waits(slot, town.another(), minutes=n) for n in range(3)]
    leaves(first)

    give = partial(give_places, slot_id=slot.id, now=NOW)
    at_once(
        town.tenant, give, give, partial(leaves, second),
        partial(sign_up, slot_id=slot.id, resident=town.resident, now=NOW),
        partial(leave_waiting_list, waiting_id=waiting[0].id, actor=waiting[0].resident, now=NOW),
    )  # fmt: skip
    give()

    there = SignUp.objects.filter(slot=slot).exclude(state="cancelled")
    assert Slot.objects.get(id=slot.id).taken == there.count() == 2
    assert not there.filter(resident=town.resident).exists()
    connection.close()


@pytest.mark.slow
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=5, max_size=30))
def test_in_whatever_order_people_come_and_go_nobody_waits_beside_a_free_place(
    town: Town, acts: list[tuple[int, int]]
) -> None:
    with transaction.atomic():
        klus = town.klus(places=2)
        slot, people = klus.slots.get(), [town.another() for _ in range(5)]
        for number, (who, what) in enumerate(acts):
            _act(slot, people[who], what, NOW + timedelta(seconds=number))
            give_places(slot_id=slot.id, now=NOW)
            slot.refresh_from_db()
            there = SignUp.objects.filter(slot=slot).exclude(state="cancelled")
            assert slot.taken == there.count() <= 2
            assert slot.free == 0 or not slot.queue.filter(state="waiting").exists()
            assert not set(there.values_list("resident")) & set(
                slot.queue.filter(state="waiting").values_list("resident")
            )
            assert kept(klus) == promised(klus)
        transaction.set_rollback(True)


def _act(slot: Slot, person: Person, what: int, now: object) -> None:
    mine = SignUp.objects.filter(slot=slot, resident=person).exclude(state="cancelled").first()
    entry = slot.queue.filter(resident=person, state="waiting").first()
    try:
        if what < 2:
            sign_up(slot_id=slot.id, resident=person, now=now)
        elif what < 3:
            join_waiting_list(slot_id=slot.id, resident=person, now=now)
        elif mine is not None:
            cancel_sign_up(sign_up_id=mine.id, actor=person, now=now)
        elif entry is not None:
            leave_waiting_list(waiting_id=entry.id, actor=person, now=now)
    except Refusal:
        pass
