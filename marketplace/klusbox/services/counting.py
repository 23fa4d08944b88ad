"""Counting what lies in a box: the books are put right, and what was wrong is kept."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from marketplace.klusbox.models import Item, Klusbox, StockCount, StockLine
from marketplace.klusbox.queries.locking import locked_kinds
from marketplace.klusbox.rules.steps import LOAN, Act, Part, next_of
from marketplace.klusbox.services.moving import close_what_is_over, moved, refuse_unless_lender
from marketplace.klusbox.services.reserving import rehouse_promises
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.trail.services import audit

COUNTED = (Item.State.BOX, Item.State.REPAIR, Item.State.MISSING, Item.State.OUT)


@transaction.atomic
def count_stock(
    *, key: UUID, box_id: int, seen: Mapping[int, int], there: Collection[int], actor: Person,
    now: datetime,
) -> StockCount:  # fmt: skip
    """Put the books right by what lay in the box. The same key answers the same count.

    `seen` is, by thing, the number of its last movement when the list was made; `there` are the
    things that lay in the box. What moved meanwhile is left as it is and marked so. What should
    lie there and does not is missing; what was missing is found; what was out and lies there is
    taken back. Raises NotAllowed, NotFound.
    """
    refuse_unless_lender(actor)
    box = Klusbox.objects.filter(id=box_id).first()
    if box is None:
        raise NotFound
    kinds = set(box.items.values_list("kind_id", flat=True))
    items = locked_kinds(box.id, kinds)
    count, is_new = StockCount.objects.get_or_create(
        key=key, defaults={"box": box, "made_by": actor.party, "made_at": now}
    )
    if not is_new:
        return count
    lines = []
    for item_id in sorted(seen):
        item = items.get(item_id)
        if item is None or item.state == Item.State.GONE:
            continue
        expected, lay_there = item.state, item_id in there
        outcome = StockLine.Outcome.CHANGED
        if item.moves == seen[item_id]:
            outcome = _put_right(item, lay_there, actor, now)
        lines.append(
            StockLine(count=count, item=item, expected=expected, was_there=lay_there,
                      outcome=outcome)
        )  # fmt: skip
    StockLine.objects.bulk_create(lines)
    audit(verb="count-stock", thing="klusbox", thing_id=box.id, actor=actor.party_id,
          count=count.id)  # fmt: skip
    return count


def _put_right(item: Item, lay_there: bool, actor: Person, now: datetime) -> StockLine.Outcome:
    if lay_there and item.state == Item.State.MISSING:
        moved(item, Act.FIND, actor=actor, at=now)
        return StockLine.Outcome.FOUND
    if lay_there and item.state == Item.State.OUT:
        _take_in(item, actor, now)
        return StockLine.Outcome.CAME_BACK
    if not lay_there and item.state in (Item.State.BOX, Item.State.REPAIR):
        moved(item, Act.MISS, actor=actor, at=now)
        rehouse_promises(item, now=now, actor=actor)
        return StockLine.Outcome.MISSING
    return StockLine.Outcome.RIGHT


def _take_in(item: Item, actor: Person, now: datetime) -> None:
    loan = item.loan
    assert loan is not None, "a constraint: what is out has its loan"
    loan.state = next_of(LOAN, loan.state, Act.TAKE_BACK, Part.LENDER)
    loan.ended_at, loan.ended_by = now, actor.party
    loan.save()
    moved(item, Act.TAKE_BACK, actor=actor, at=now, loan=loan)
    close_what_is_over({loan.reservation_id}, now)
