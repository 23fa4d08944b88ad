"""Many at the box at once: nothing is lent twice, nothing is lost, nobody waits for ever."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django_tenants.utils import schema_context

from marketplace.klusbox.models import Item, Loan, Movement
from marketplace.klusbox.services.boxes import add_items
from marketplace.klusbox.services.counting import count_stock
from marketplace.klusbox.services.lending import lend_now
from marketplace.klusbox.services.overdue import lapse_unfetched, remind_late
from marketplace.klusbox.services.reserving import cancel_reservation
from marketplace.klusbox.services.upkeep import set_aside
from tenants.errors import Refusal
from tenants.trail.models import OutboxEvent
from tests.cast import at_once, refusals_in
from tests.klusbox.cast import END, HOUR, NOW, START, Shed


@pytest.fixture
def shed(committed_shed: Shed) -> Shed:
    return committed_shed


def here(act: Callable[[], object]) -> Callable[[], object]:
    """The act, in the town, on whatever connection runs it."""

    def run() -> object:
        with schema_context("heerlen"):
            return act()

    return run


def out_twice() -> list[int]:
    """Things with more than one loan out, or whose state says otherwise."""
    found = list(Loan.objects.filter(state="out").values_list("item_id", flat=True))
    assert sorted(found) == sorted(Item.objects.filter(state="out").values_list("id", flat=True))
    return [one for one in set(found) if found.count(one) > 1]


def test_three_things_go_to_three_of_eight_people(shed):
    people = [shed.town.another() for _ in range(8)]

    answers = at_once(*[here(lambda one=one: shed.reserved(person=one)) for one in people])

    assert refusals_in(answers) == ["not-enough-free"] * 5
    assert Loan.objects.values("item").distinct().count() == 3


def test_one_tap_too_many_of_one_person_keeps_the_limit(shed):
    samira = shed.town.resident
    hours = [START + number * 4 * HOUR for number in range(6)]

    answers = at_once(*[
        here(lambda at=at: shed.reserved(person=samira, starts_at=at, ends_at=at + HOUR))
        for at in hours
    ])  # fmt: skip

    assert refusals_in(answers) == ["too-many-reservations"] * 3


def test_two_desks_give_one_thing_to_one_person(shed):
    mine, theirs = shed.reserved(2), shed.reserved(1)
    item = mine.loans.order_by("id")[0].item

    answers = at_once(
        here(lambda: shed.handed_out(mine, item)), here(lambda: shed.handed_out(theirs, item))
    )

    assert len([one for one in answers if isinstance(one, Refusal)]) == 1
    assert out_twice() == []
    assert Item.objects.filter(state="out").count() == 1


def test_at_the_counter_one_thing_goes_to_one_of_six(shed):
    (mower,) = shed.items(shed.mowers)
    people = [shed.town.another() for _ in range(6)]

    answers = at_once(*[
        here(lambda one=one: lend_now(
            key=uuid4(), item_id=mower.id, person=one, ends_at=END, actor=shed.lender, now=NOW
        ))
        for one in people
    ])  # fmt: skip

    assert refusals_in(answers) == ["item-not-here"] * 5
    assert out_twice() == []


def test_taken_back_at_two_desks_is_taken_back_once(shed):
    loan = shed.lent()

    answers = at_once(*[here(lambda: shed.back(loan))] * 5)

    assert refusals_in(answers) == []
    assert Movement.objects.filter(item=loan.item_id, act="take-back").count() == 1


def test_two_kinds_that_come_back_at_once_end_their_reservation(shed):
    made = shed.reserved(2)
    loans = shed.handed_out(made)

    at_once(*[here(lambda loan=loan: shed.back(loan)) for loan in loans])

    made.refresh_from_db()
    assert made.over_at == END


def test_given_out_or_cancelled_but_not_both(shed):
    made = shed.reserved()

    at_once(
        here(lambda: shed.handed_out(made)),
        here(lambda: cancel_reservation(reservation_id=made.id, actor=made.person, now=START)),
        here(lambda: lapse_unfetched(now=END)),
    )

    loan = made.loans.get()
    is_out = Item.objects.get(id=loan.item_id).state == "out"
    assert loan.state in {"out", "cancelled", "lapsed"}
    assert is_out == (loan.state == "out")


def test_counting_while_things_come_and_go_loses_nothing(shed):
    first, second = shed.lent(), shed.reserved()
    seen = dict(Item.objects.values_list("id", "moves"))

    answers = at_once(
        here(lambda: count_stock(
            key=uuid4(), box_id=shed.box.id, seen=seen, there=[], actor=shed.lender, now=END
        )),
        here(lambda: shed.back(first)),
        here(lambda: shed.handed_out(second)),
        here(lambda: set_aside(
            item_id=shed.items()[2].id, note="Stuk", actor=shed.lender, now=START
        )),
    )  # fmt: skip

    assert all(isinstance(one, Refusal) or one for one in answers)
    assert out_twice() == []
    for item in Item.objects.all():
        assert item.movements.count() == item.moves
        assert item.movements.first().to_state == item.state


def test_numbers_are_given_once_and_a_late_borrower_is_written_to_once(shed):
    shed.lent()

    at_once(
        *[here(lambda: add_items(
            key=uuid4(), box_id=shed.box.id, kind_id=shed.grabbers.id, count=3,
            actor=shed.lender, now=NOW,
        ))] * 3,
        *[here(lambda: remind_late(now=END + HOUR))] * 3,
    )  # fmt: skip

    assert sorted(Item.objects.values_list("number", flat=True)) == list(range(1, 14))
    assert OutboxEvent.objects.filter(kind="klusbox.late").count() == 1
