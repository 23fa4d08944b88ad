"""Signing off shortly before a moment: remembered as late, told to the organiser, and fair."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from marketplace.models import KlusPolicy, SignUp, WaitingEntry
from marketplace.rules.signing_off import is_late
from marketplace.services.sign_ups import cancel_sign_up, check_in
from marketplace.services.waiting_list import give_places, join_waiting_list
from marketplace.waiting_errors import SignOffTooLate
from tenants.people.models import Grant
from tenants.trail.services import relay_outbox
from tests.marketplace.cast import DAY, END, NOW, START, Town

HOUR = timedelta(hours=1)


def signs_off(found: SignUp, now, reason: str = "") -> SignUp:
    return cancel_sign_up(sign_up_id=found.id, actor=found.resident, now=now, reason=reason)


@pytest.mark.parametrize(
    ("hours_before", "changes", "late"),
    [
        (25, {}, False), (24, {}, True), (1, {}, True), (-1, {}, True),
        (1, {"was_placed": True, "signed_up_at": START - 2 * HOUR}, False),
        (1, {"was_placed": True, "signed_up_at": START - 30 * HOUR}, True),
        (1, {"moved_at": START - 3 * HOUR}, False),
        (1, {"moved_at": START - 90 * HOUR}, True),
    ],
)  # fmt: skip
def test_late_is_within_the_hours_and_never_through_no_choice_of_ones_own(
    hours_before, changes, late
) -> None:
    known = {"signed_up_at": START - 80 * HOUR, "was_placed": False, **changes}
    now = START - hours_before * HOUR
    assert is_late(starts_at=START, now=now, late_hours=24, **known) is late


def test_who_signs_off_in_time_is_not_late(town: Town) -> None:
    found = signs_off(town.signed_up(), START - 25 * HOUR)

    assert (found.state, found.is_late) == ("cancelled", False)
    assert relay_outbox(now=END + DAY) > 0
    assert mail.outbox == []


def test_the_organiser_reads_who_signs_off_late_and_why(town: Town) -> None:
    found = signs_off(town.signed_up(), START - HOUR, "Mijn kind is <ziek>")

    relay_outbox(now=END + DAY)
    assert SignUp.objects.get(id=found.id).is_late
    (letter,) = mail.outbox
    assert letter.to == [town.organiser.email]
    assert "Resident Jansen" in letter.body
    assert "Mijn kind is <ziek>" in letter.body


def test_who_organises_no_more_reads_nothing_of_residents(town: Town) -> None:
    signs_off(town.signed_up(), START - HOUR)
    Grant.objects.filter(person=town.organiser).delete()

    relay_outbox(now=END + DAY)

    assert mail.outbox == []


def test_the_town_says_how_many_hours_before_is_late(town: Town) -> None:
    KlusPolicy.objects.create(late_hours=2)

    assert not signs_off(town.signed_up(), START - 3 * HOUR).is_late
    assert signs_off(town.signed_up(person=town.another()), START - 2 * HOUR).is_late


def test_a_place_given_at_the_last_moment_may_be_given_back_at_once(town: Town) -> None:
    klus = town.klus(places=1)
    first, slot = town.signed_up(klus), klus.slots.get()
    join_waiting_list(slot_id=slot.id, resident=town.another(), now=NOW)
    signs_off(first, START - 3 * HOUR)
    give_places(slot_id=slot.id, now=START - 3 * HOUR)

    assert not signs_off(WaitingEntry.objects.get().sign_up, START - 2 * HOUR).is_late


def test_after_the_end_nobody_signs_off_any_more(town: Town) -> None:
    found = town.signed_up()

    with pytest.raises(SignOffTooLate):
        signs_off(found, END)

    check_in(sign_up_id=found.id, actor=town.organiser, now=END)


def test_late_is_only_what_was_cancelled(town: Town) -> None:
    found = town.signed_up()
    with pytest.raises(IntegrityError), transaction.atomic():
        SignUp.objects.filter(id=found.id).update(is_late=True)
