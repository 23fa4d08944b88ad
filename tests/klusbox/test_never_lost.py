"""Past the services: the database itself loses nothing and lends nothing twice."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from marketplace.klusbox.models import Item, Loan
from tests.klusbox.cast import END, HOUR, NOW, START, a_box, judge


@pytest.fixture
def item(shed):
    return shed.items()[0]


def past_the_services(statement, *values):
    """Change something behind everybody's back, and let the database judge it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        judge()


def test_all_that_the_services_do_stands_before_the_database(shed):
    shed.back(shed.lent())
    shed.lost(shed.lent(2))

    judge()


@pytest.mark.parametrize(("begin", "end"), [(START, END), (START + HOUR, END + HOUR)])
@pytest.mark.parametrize("state", ["reserved", "out"])
def test_two_promises_of_one_thing_never_overlap(shed, begin, end, state):
    first = shed.reserved().loans.get()
    other = shed.reserved(kind=shed.mowers)

    with pytest.raises(IntegrityError, match="loan_never_twice"), transaction.atomic():
        Loan.objects.create(reservation=other, item=first.item, starts_at=begin, ends_at=end,
                            state=state, handed_out_at=NOW)  # fmt: skip


def test_a_promise_may_begin_when_the_one_before_ends(shed):
    first = shed.reserved().loans.get()

    Loan.objects.create(reservation=first.reservation, item=first.item, starts_at=END,
                        ends_at=END + HOUR)  # fmt: skip


def test_one_thing_is_out_once_whatever_the_times(shed):
    loan = shed.lent()

    with pytest.raises(IntegrityError, match="loan_out_once"), transaction.atomic():
        Loan.objects.create(reservation=loan.reservation, item=loan.item, starts_at=END + HOUR,
                            ends_at=END + 2 * HOUR, state="out", handed_out_at=NOW)  # fmt: skip


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        ("UPDATE klusbox_item SET state = 'box', loan_id = NULL", "klusbox_item|loan_out_is_known"),
        ("UPDATE klusbox_loan SET state = 'back', ended_at = now()", "item_out_has_a_loan"),
        ("UPDATE klusbox_item SET moves = moves + 1", "item_is_where_its_last_movement"),
        ("UPDATE klusbox_item SET moves = 1", "item_is_where|movement"),
    ],
)
def test_what_a_thing_says_is_what_its_loan_and_its_movement_say(shed, broken, name):
    shed.lent()
    judge()

    with pytest.raises(DatabaseError, match=name):
        past_the_services(broken)


def test_a_thing_is_not_in_another_box_without_a_movement(shed, item):
    other = a_box(shed.town, "Passart")

    with pytest.raises(IntegrityError, match="item_is_where"):
        past_the_services("UPDATE klusbox_item SET box_id = %s WHERE id = %s", other.id, item.id)


@pytest.mark.parametrize(
    ("number", "came_from", "name"),
    [(2, "repair", "movement_begins"), (3, "box", "movement_begins"), (2, "box", "not known")],
)
def test_a_movement_follows_the_one_before_and_is_known_to_its_thing(
    shed, item, number, came_from, name
):
    with pytest.raises(DatabaseError, match=name):
        past_the_services(
            "INSERT INTO klusbox_movement (item_id, number, act, from_state, to_state, box_id,"
            " note, actor_id, at) VALUES (%s, %s, 'mend', %s, 'box', %s, '', %s, now())",
            item.id, number, came_from, shed.box.id, shed.lender.party_id,
        )  # fmt: skip


@pytest.mark.parametrize(
    "broken",
    [
        "DELETE FROM klusbox_item", "DELETE FROM klusbox_loan", "DELETE FROM klusbox_movement",
        "UPDATE klusbox_movement SET note = 'x'", "TRUNCATE klusbox_movement CASCADE",
    ],
)  # fmt: skip
def test_nothing_is_deleted_and_no_movement_changes(shed, broken):
    shed.lent()
    judge()

    with pytest.raises(DatabaseError, match="append-only"):
        past_the_services(broken)


def test_a_number_and_a_code_are_of_one_thing(shed, item):
    for same in ({"number": item.number}, {"code": item.code}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Item.objects.filter(kind=shed.mowers).update(**same)


def test_the_guards_stand_in_every_town(shed, sittard_geleen):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT connamespace::regnamespace::text, count(*) FROM pg_constraint WHERE conname IN"
            " ('loan_never_twice', 'loan_out_is_known_to_its_item',"
            "  'item_out_has_a_loan_that_is_out', 'item_is_where_its_last_movement_says',"
            "  'movement_begins_where_the_last_one_ended', 'movement_is_the_last')"
            " GROUP BY 1 ORDER BY 1"
        )
        assert cursor.fetchall() == [("heerlen", 6), ("parkstad", 6), ("sittard_geleen", 6)]
