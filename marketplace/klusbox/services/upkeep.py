"""What happens to a thing nobody borrows just now: broken, mended, lost, found, written off."""

from datetime import datetime

from django.db import transaction

from marketplace.klusbox.errors import NoteMissing
from marketplace.klusbox.models import Item, Klusbox
from marketplace.klusbox.queries.locking import locked_item
from marketplace.klusbox.rules.steps import Act
from marketplace.klusbox.services.moving import moved, refuse_unless_lender
from marketplace.klusbox.services.reserving import rehouse_promises
from tenants.errors import NotFound
from tenants.people.models import Person


@transaction.atomic
def set_aside(*, item_id: int, note: str, actor: Person, now: datetime) -> Item:
    """It is broken. Raises NotAllowed, NotFound, NoteMissing, LendingStepNotPossible."""
    return _without(item_id, Act.SET_ASIDE, _told(note), actor, now)


@transaction.atomic
def miss(*, item_id: int, note: str, actor: Person, now: datetime) -> Item:
    """It is not where it should be. Raises NotAllowed, NotFound, LendingStepNotPossible."""
    return _without(item_id, Act.MISS, note, actor, now)


@transaction.atomic
def write_off(*, item_id: int, note: str, actor: Person, now: datetime) -> Item:
    """It is of no use any more, for good; its history stays.

    Raises NotAllowed, NotFound, NoteMissing, LendingStepNotPossible.
    """
    return _without(item_id, Act.WRITE_OFF, _told(note), actor, now)


@transaction.atomic
def mend(*, item_id: int, note: str, actor: Person, now: datetime) -> Item:
    """It is whole again. Raises NotAllowed, NotFound, LendingStepNotPossible."""
    refuse_unless_lender(actor)
    item, _same = locked_item(item_id)
    return moved(item, Act.MEND, actor=actor, at=now, note=note)


@transaction.atomic
def find(*, item_id: int, note: str, actor: Person, now: datetime) -> Item:
    """It turned up. Raises NotAllowed, NotFound, LendingStepNotPossible."""
    refuse_unless_lender(actor)
    item, _same = locked_item(item_id)
    return moved(item, Act.FIND, actor=actor, at=now, note=note)


@transaction.atomic
def move_box(*, item_id: int, box_id: int, actor: Person, now: datetime) -> Item:
    """It belongs in another box from now on; what it was promised for stays with the first one.

    Raises NotAllowed, NotFound, LendingStepNotPossible.
    """
    refuse_unless_lender(actor)
    item, _same = locked_item(item_id)
    box = Klusbox.objects.filter(id=box_id).first()
    if box is None:
        raise NotFound
    if box.id == item.box_id:
        return item
    rehouse_promises(item, now=now, actor=actor)
    return moved(item, Act.MOVE_BOX, actor=actor, at=now, box=box)


def _without(item_id: int, act: Act, note: str, actor: Person, now: datetime) -> Item:
    """The thing falls out: who was promised it gets another one, or is told."""
    refuse_unless_lender(actor)
    item, _same = locked_item(item_id)
    moved(item, act, actor=actor, at=now, note=note)
    rehouse_promises(item, now=now, actor=actor)
    return item


def _told(note: str) -> str:
    if not note.strip():
        raise NoteMissing
    return note
