"""Reserving, handing out and taking back, as the desk does it."""

from uuid import uuid4

import pytest

from currency.errors import KeyReused
from marketplace.klusbox import errors
from marketplace.klusbox.models import Item, Loan, Movement
from marketplace.klusbox.services.boxes import BoxDetails, change_box
from marketplace.klusbox.services.lending import hand_out, lend_now, report_broken, take_back
from marketplace.klusbox.services.reserving import cancel_reservation, reserve
from tenants.errors import NotAllowed, NotFound
from tests.klusbox.cast import DAY, END, HOUR, NOW, START, judge


def test_a_thing_goes_out_and_comes_back_and_its_way_is_kept(shed):
    made = shed.reserved()
    (loan,) = shed.handed_out(made)
    assert Item.objects.get(id=loan.item_id).state == "out"

    shed.back(loan)

    item = Item.objects.get(id=loan.item_id)
    assert (item.state, item.loan_id) == ("box", None)
    assert [one.act for one in item.movements.all()] == ["take-back", "hand-out", "add-item"]
    made.refresh_from_db()
    assert made.over_at == END
    judge()


def test_what_is_set_aside_is_free_before_and_after(shed):
    shed.reserved(3)

    with pytest.raises(errors.NotEnoughFree) as refused:
        shed.reserved(1, starts_at=START + HOUR, ends_at=END + HOUR)
    assert (refused.value.facts["free"], refused.value.facts["asked"]) == (0, 1)
    shed.reserved(3, starts_at=END, ends_at=END + HOUR)
    shed.reserved(3, starts_at=START - HOUR, ends_at=START)


def test_one_key_is_one_reservation(shed):
    key, person = uuid4(), shed.town.resident
    asked = {"box_id": shed.box.id, "wanted": {shed.grabbers.id: 2}, "person": person,
             "ends_at": END, "now": NOW}  # fmt: skip

    first = reserve(key=key, starts_at=START, **asked)

    assert reserve(key=key, starts_at=START, **asked) == first
    assert Loan.objects.count() == 2
    with pytest.raises(KeyReused):
        reserve(key=key, starts_at=START + HOUR, **asked)


@pytest.mark.parametrize(
    ("begin", "end", "reason"),
    [
        (START, START, "backwards"),
        (NOW - HOUR, END, "past"),
        (NOW + 61 * DAY, NOW + 62 * DAY, "far"),
        (START, START + 8 * DAY, "long"),
    ],
)
def test_a_time_that_cannot_be_says_why(shed, begin, end, reason):
    with pytest.raises(errors.PeriodInvalid) as refused:
        shed.reserved(starts_at=begin, ends_at=end)

    assert refused.value.facts["reason"] == reason
    assert refused.value.detail


def test_nothing_and_too_much_and_what_is_not_there_are_refused(shed):
    for count in (0, 21):
        with pytest.raises(errors.NothingWanted):
            shed.reserved(count)
    with pytest.raises(NotFound):
        reserve(key=uuid4(), box_id=shed.box.id, wanted={9_999: 1}, person=shed.town.resident,
                starts_at=START, ends_at=END, now=NOW)  # fmt: skip


def test_a_box_that_is_shut_or_closed_lends_nothing(shed):
    details = BoxDetails(name=shed.box.name, place="x", hours={"1": [["09:00", "12:00"]]})
    change_box(box_id=shed.box.id, details=details, is_open=True, actor=shed.lender)
    with pytest.raises(errors.BoxShutThen):
        shed.reserved()

    change_box(box_id=shed.box.id, details=details, is_open=False, actor=shed.lender)
    with pytest.raises(errors.BoxNotOpen):
        shed.reserved()


def test_nobody_has_more_than_three_open_nor_reserves_while_late(shed):
    samira = shed.town.resident
    for day in range(3):
        shed.reserved(person=samira, starts_at=START + day * DAY, ends_at=END + day * DAY)
    with pytest.raises(errors.TooManyReservations):
        shed.reserved(person=samira, kind=shed.mowers)

    late = shed.lent(person=shed.town.another()).reservation.person
    with pytest.raises(errors.BringBackFirst):
        shed.reserved(person=late, starts_at=END + HOUR, ends_at=END + 2 * HOUR, now=END + HOUR)


def test_saying_no_frees_it_and_twice_is_once(shed):
    made = shed.reserved(3)

    for _ in range(2):
        cancel_reservation(reservation_id=made.id, actor=made.person, now=NOW)

    made.refresh_from_db()
    assert made.over_at == NOW
    shed.reserved(3)
    with pytest.raises(NotAllowed):
        cancel_reservation(reservation_id=made.id, actor=shed.town.another(), now=NOW)


def test_another_thing_of_the_kind_may_be_taken_and_the_other_borrower_gets_one_too(shed):
    mine, theirs = shed.reserved(2), shed.reserved(1)
    taken = theirs.loans.get().item

    shed.handed_out(mine, taken)

    assert theirs.loans.get().item != taken
    shed.handed_out(theirs)
    assert Item.objects.filter(state="out").count() == 2
    judge()


def test_what_somebody_else_needs_and_cannot_be_replaced_is_not_given_out(shed):
    later = shed.reserved(3, starts_at=END, ends_at=END + HOUR)
    mine = shed.reserved(1, starts_at=START, ends_at=END)
    broken, *whole = shed.items()
    assert shed.handed_out(mine, broken)[0].item == broken

    with pytest.raises(errors.ItemNotHere):
        shed.handed_out(later, broken, now=END)
    assert len(shed.handed_out(later, *whole, now=END)) == 2


def test_only_what_was_asked_from_this_box_leaves_it(shed):
    made = shed.reserved(1)
    (mower,) = shed.items(shed.mowers)

    with pytest.raises(errors.ItemNotAsked):
        shed.handed_out(made, mower)
    with pytest.raises(errors.ItemNotAsked):
        shed.handed_out(made, *shed.items()[:2])
    assert not Item.objects.filter(state="out").exists()


def test_handing_out_is_from_an_hour_before_until_the_end(shed):
    made = shed.reserved()

    with pytest.raises(errors.HandOutTooEarly):
        shed.handed_out(made, now=START - 2 * HOUR)
    with pytest.raises(errors.HandOutTooLate):
        shed.handed_out(made, now=END)
    assert len(shed.handed_out(made, now=START - HOUR)) == 1


def test_twice_is_once_for_handing_out_and_taking_back(shed):
    made = shed.reserved()
    (item,) = [loan.item for loan in made.loans.all()]

    first, second = shed.handed_out(made, item), shed.handed_out(made, item)
    assert first == second
    assert shed.back(first[0]) == shed.back(first[0])

    assert Movement.objects.filter(item=item).count() == 3


def test_broken_things_are_told_by_who_borrows_and_set_aside_by_who_lends(shed):
    loan = shed.lent()
    with pytest.raises(errors.NoteMissing):
        report_broken(loan_id=loan.id, person=loan.reservation.person, note=" ", now=END)
    report_broken(loan_id=loan.id, person=loan.reservation.person, note="Veer stuk", now=END)

    take_back(loan_id=loan.id, is_broken=True, note="", actor=shed.lender, now=END)

    item = Item.objects.get(id=loan.item_id)
    assert (item.state, item.remark) == ("repair", "Veer stuk")
    with pytest.raises(NotFound):
        report_broken(loan_id=loan.id, person=shed.town.another(), note="x", now=END)
    with pytest.raises(errors.LendingStepNotPossible):
        report_broken(loan_id=loan.id, person=loan.reservation.person, note="x", now=END)


def test_what_does_not_come_back_is_missing_and_the_reservation_over(shed):
    loan = shed.lent()

    shed.lost(loan)

    assert Item.objects.get(id=loan.item_id).state == "missing"
    loan.reservation.refresh_from_db()
    assert loan.reservation.over_at == END
    judge()


def test_somebody_at_the_desk_borrows_at_once(shed):
    key, (mower,) = uuid4(), shed.items(shed.mowers)
    asked = {"key": key, "item_id": mower.id, "person": shed.town.resident, "actor": shed.lender,
             "ends_at": END, "now": NOW}  # fmt: skip

    loan = lend_now(**asked)

    assert lend_now(**asked) == loan
    assert (loan.state, loan.item_id) == ("out", mower.id)
    with pytest.raises(errors.ItemNotHere):
        lend_now(**{**asked, "key": uuid4()})
    judge()


def test_lending_is_for_who_may(shed):
    made = shed.reserved()
    for act in (
        lambda: hand_out(reservation_id=made.id, item_ids=[], actor=shed.town.resident, now=START),
        lambda: take_back(loan_id=1, is_broken=False, note="", actor=shed.town.resident, now=END),
    ):
        with pytest.raises(NotAllowed):
            act()
