"""Broken, mended, missing, found, moved, written off; and who was promised such a thing."""

from uuid import uuid4

import pytest

from marketplace.klusbox import errors
from marketplace.klusbox.models import Item
from marketplace.klusbox.services import boxes, overdue, upkeep
from tenants.errors import NotAllowed
from tenants.trail.models import OutboxEvent
from tests.klusbox.cast import DAY, END, HOUR, NOW, START, a_box, judge
from tests.marketplace.cast import a_photo


def told(kind):
    return OutboxEvent.objects.filter(kind=kind).count()


def test_a_broken_thing_is_set_aside_mended_and_back(shed):
    item = shed.items()[0]
    act = {"item_id": item.id, "actor": shed.lender, "now": NOW}
    with pytest.raises(errors.NoteMissing):
        upkeep.set_aside(note="", **act)

    assert upkeep.set_aside(note="Steel los", **act).state == "repair"
    assert upkeep.mend(note="Gelijmd", **act).state == "box"

    with pytest.raises(errors.LendingStepNotPossible):
        upkeep.mend(note="", **act)
    assert [one.note for one in item.movements.all()] == ["Gelijmd", "Steel los", ""]
    judge()


def test_who_was_promised_a_thing_that_breaks_gets_another_one(shed):
    loan = shed.reserved().loans.get()

    upkeep.set_aside(item_id=loan.item_id, note="Stuk", actor=shed.lender, now=NOW)

    first = loan.item_id
    loan.refresh_from_db()
    assert (loan.state, loan.item_id == first) == ("reserved", False)
    assert told("klusbox.dropped") == 0


def test_where_there_is_no_other_one_the_borrower_is_told(shed):
    made = shed.reserved(kind=shed.mowers)
    loan = made.loans.get()

    upkeep.set_aside(item_id=loan.item_id, note="Stuk", actor=shed.lender, now=NOW)

    loan.refresh_from_db()
    made.refresh_from_db()
    assert (loan.state, made.over_at) == ("dropped", NOW)
    assert told("klusbox.dropped") == 1


def test_missing_is_found_or_written_off_for_good(shed):
    one, other, _third = shed.items()
    for item in (one, other):
        upkeep.miss(item_id=item.id, note="", actor=shed.lender, now=NOW)

    upkeep.find(item_id=one.id, note="", actor=shed.lender, now=NOW)
    upkeep.write_off(item_id=other.id, note="Weg", actor=shed.lender, now=NOW)

    assert [item.state for item in shed.items()] == ["box", "gone", "box"]
    with pytest.raises(errors.LendingStepNotPossible):
        upkeep.find(item_id=other.id, note="", actor=shed.lender, now=NOW)
    judge()


def test_a_thing_moves_to_another_box_and_its_promises_stay_behind(shed):
    loan, other = shed.reserved().loans.get(), a_box(shed.town, "Passart")

    moved = upkeep.move_box(item_id=loan.item_id, box_id=other.id, actor=shed.lender, now=NOW)

    loan.refresh_from_db()
    assert moved.box == other
    assert loan.item.box == shed.box
    judge()


def test_what_is_out_is_not_moved_nor_written_off(shed):
    loan = shed.lent()

    with pytest.raises(errors.LendingStepNotPossible):
        upkeep.write_off(item_id=loan.item_id, note="x", actor=shed.lender, now=NOW)
    with pytest.raises(errors.LendingStepNotPossible):
        upkeep.move_box(item_id=loan.item_id, box_id=a_box(shed.town, "P").id, actor=shed.lender,
                        now=NOW)  # fmt: skip


def test_new_things_are_numbered_on_and_one_key_adds_once(shed):
    key = uuid4()
    asked = {"key": key, "box_id": shed.box.id, "kind_id": shed.mowers.id, "count": 2,
             "actor": shed.lender, "now": NOW, "photo": a_photo()}  # fmt: skip

    first = boxes.add_items(**asked)

    assert boxes.add_items(**asked) == first
    assert [item.number for item in first] == [5, 6]
    assert first[0].photo
    assert len({item.code for item in Item.objects.all()}) == 6
    with pytest.raises(errors.TooManyItems):
        boxes.add_items(**{**asked, "count": 51, "key": uuid4()})


def test_a_name_of_a_box_is_taken_once_and_a_kind_is_there_once(shed):
    with pytest.raises(errors.NameTaken):
        a_box(shed.town, shed.box.name)
    again = boxes.create_kind(name="grijper", about="", longest_days=1, actor=shed.lender)
    assert again == shed.grabbers


def test_upkeep_is_for_who_lends(shed):
    with pytest.raises(NotAllowed):
        upkeep.find(item_id=shed.items()[0].id, note="", actor=shed.town.resident, now=NOW)


def test_who_is_late_is_written_to_once(shed):
    shed.lent(2)

    assert overdue.remind_late(now=END) == 0
    assert overdue.remind_late(now=END + HOUR) == 1
    assert overdue.remind_late(now=END + DAY) == 0
    assert told("klusbox.late") == 1


def test_what_nobody_fetched_is_free_again(shed):
    made = shed.reserved(2)

    assert overdue.lapse_unfetched(now=END - HOUR) == 0
    assert overdue.lapse_unfetched(now=END) == 2

    made.refresh_from_db()
    assert (made.over_at, set(made.loans.values_list("state", flat=True))) == (END, {"lapsed"})


def test_who_waits_for_a_late_thing_gets_another_one_or_is_told_in_time(shed):
    (mower,) = shed.items(shed.mowers)
    shed.lent(kind=shed.mowers)
    waiting = shed.reserved(kind=shed.mowers, starts_at=END + 3 * HOUR, ends_at=END + 5 * HOUR)

    assert overdue.replace_late(now=END + HOUR) == 0
    assert overdue.replace_late(now=END + 2.5 * HOUR) == 1

    loan = waiting.loans.get()
    assert (loan.state, loan.item) == ("dropped", mower)
    assert told("klusbox.dropped") == 1


def test_who_borrowed_is_forgotten_after_a_while_and_what_is_out_is_not(shed):
    over, running = shed.back(shed.lent()).reservation, shed.lent(kind=shed.mowers).reservation

    assert overdue.forget_borrowers(before=END) == 0
    assert overdue.forget_borrowers(before=END + HOUR) == 1

    over.refresh_from_db()
    running.refresh_from_db()
    assert (over.person, running.person is None) == (None, False)
    assert START < END
