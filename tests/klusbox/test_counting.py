"""Counting a box puts the books right, and never wrongs somebody who was busy meanwhile."""

from uuid import uuid4

import pytest

from marketplace.klusbox.models import Item
from marketplace.klusbox.services.counting import count_stock
from marketplace.klusbox.services.upkeep import miss
from tenants.errors import NotAllowed
from tests.klusbox.cast import END, NOW, judge


def counted(shed, there, *, seen=None, key=None):
    seen = seen or listed()
    count = count_stock(
        key=key or uuid4(), box_id=shed.box.id, seen=seen, there=[one.id for one in there],
        actor=shed.lender, now=END,
    )  # fmt: skip
    judge()
    return {line.item.number: line.outcome for line in count.lines.all()}


def listed():
    return dict(Item.objects.values_list("id", "moves"))


def states():
    return list(Item.objects.order_by("number").values_list("state", flat=True))


def test_a_box_that_is_right_changes_nothing(shed):
    before = listed()

    assert set(counted(shed, Item.objects.all()).values()) == {"right"}

    assert listed() == before


def test_what_does_not_lie_there_is_missing_and_what_turns_up_is_found(shed):
    one, two, three = shed.items()
    (mower,) = shed.items(shed.mowers)
    miss(item_id=one.id, note="", actor=shed.lender, now=NOW)

    outcome = counted(shed, [one, three, mower])

    assert outcome == {1: "found", 2: "missing", 3: "right", 4: "right"}
    assert states() == ["box", "missing", "box", "box"]
    assert two.number == 2


def test_what_is_out_is_not_expected_and_what_lies_there_after_all_is_taken_back(shed):
    away, lies_there = shed.lent(), shed.lent()
    rest = Item.objects.exclude(id=away.item_id)

    outcome = counted(shed, rest)

    assert outcome[away.item.number] == "right"
    assert outcome[lies_there.item.number] == "came-back"
    lies_there.refresh_from_db()
    assert lies_there.state == "back"
    assert lies_there.reservation.over_at == END


def test_what_moved_while_one_counted_is_left_alone(shed):
    seen = listed()
    loan = shed.lent()
    shed.back(loan)

    outcome = counted(shed, [], seen={loan.item_id: seen[loan.item_id]})

    assert outcome == {loan.item.number: "changed"}
    assert Item.objects.get(id=loan.item_id).state == "box"


def test_the_same_count_sent_twice_counts_once(shed):
    key, seen = uuid4(), listed()

    first = counted(shed, [], seen=seen, key=key)

    assert counted(shed, Item.objects.all(), seen=seen, key=key) == first
    assert states() == ["missing"] * 4


def test_counting_is_for_who_lends(shed):
    with pytest.raises(NotAllowed):
        count_stock(key=uuid4(), box_id=shed.box.id, seen={}, there=[], actor=shed.town.resident,
                    now=NOW)  # fmt: skip
