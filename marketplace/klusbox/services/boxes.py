"""Boxes, kinds and new things: made and changed by who lends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from currency.keys import key_for
from marketplace.klusbox.codes import ITEM, new_code
from marketplace.klusbox.errors import NameTaken, TooManyItems
from marketplace.klusbox.models import Item, Kind, Klusbox, Movement
from marketplace.klusbox.rules.steps import Act
from marketplace.klusbox.services.moving import refuse_unless_lender
from marketplace.photos import clean_photo
from tenants.errors import NotFound
from tenants.people.models import Neighbourhood, Person
from tenants.trail.services import audit

MOST_AT_ONCE: Final = 50
# Two people who add things at once may not give out one number twice.
NUMBERS: Final = 7_301


@dataclass(frozen=True)
class BoxDetails:
    """What is told about a box."""

    name: str
    place: str
    access: str = ""
    hours: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    neighbourhood: Neighbourhood | None = None
    point: tuple[Decimal, Decimal] | None = None


@transaction.atomic
def create_box(*, key: UUID, details: BoxDetails, actor: Person, now: datetime) -> Klusbox:
    """A new box; the same key answers the same box. Raises NotAllowed, NameTaken."""
    refuse_unless_lender(actor)
    there = Klusbox.objects.filter(key=key).first()
    if there is not None:
        return there
    box = _kept(Klusbox(key=key, created_at=now), details)
    audit(verb="create-klusbox", thing="klusbox", thing_id=box.id, actor=actor.party_id)
    return box


@transaction.atomic
def change_box(*, box_id: int, details: BoxDetails, is_open: bool, actor: Person) -> Klusbox:
    """Other words for a box, or lend nothing out of it for now; what is promised stays promised.

    Raises NotAllowed, NotFound, NameTaken.
    """
    refuse_unless_lender(actor)
    box = Klusbox.objects.select_for_update(no_key=True).filter(id=box_id).first()
    if box is None:
        raise NotFound
    box.is_open = is_open
    _kept(box, details)
    audit(verb="change-klusbox", thing="klusbox", thing_id=box.id, actor=actor.party_id)
    return box


@transaction.atomic
def create_kind(*, name: str, about: str, longest_days: int, actor: Person) -> Kind:
    """A new sort of thing; one of this name that is there already is answered as it is.

    Raises NotAllowed.
    """
    refuse_unless_lender(actor)
    defaults = {"about": about.strip(), "longest_days": longest_days}
    there = Kind.objects.filter(name__iexact=name.strip()).first()
    if there is not None:
        return there
    kind, is_new = Kind.objects.get_or_create(name=name.strip(), defaults=defaults)
    if is_new:
        audit(verb="create-kind", thing="klusbox-kind", thing_id=kind.id, actor=actor.party_id)
    return kind


@transaction.atomic
def add_items(
    *, key: UUID, box_id: int, kind_id: int, count: int, actor: Person, now: datetime,
    photo: bytes | None = None,
) -> list[Item]:  # fmt: skip
    """New things in a box, numbered on; the same key answers the same things.

    A photo is of the first one. Raises NotAllowed, NotFound, TooManyItems, and what a photo raises.
    """
    refuse_unless_lender(actor)
    if not 1 <= count <= MOST_AT_ONCE:
        raise TooManyItems(maximum=MOST_AT_ONCE)
    clean = clean_photo(photo) if photo else None
    box, kind = Klusbox.objects.filter(id=box_id).first(), Kind.objects.filter(id=kind_id).first()
    if box is None or kind is None:
        raise NotFound
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(current_schema()))", [NUMBERS])
    keys = [key_for("klusbox-item", key, number) for number in range(count)]
    there = list(Item.objects.filter(key__in=keys).order_by("number"))
    if there:
        return there
    last = Item.objects.aggregate(last=Max("number"))["last"] or 0
    items = Item.objects.bulk_create(
        Item(box=box, kind=kind, number=last + step, code=new_code(ITEM), key=one, created_at=now)
        for step, one in enumerate(keys, start=1)
    )
    Movement.objects.bulk_create(
        Movement(item=item, number=1, act=Act.ADD.value, to_state=item.state, box=box,
                 actor=actor.party, at=now)
        for item in items
    )  # fmt: skip
    audit(verb=Act.ADD.value, thing="klusbox", thing_id=box.id, actor=actor.party_id,
          items=[item.number for item in items])  # fmt: skip
    if clean is not None:
        _pictured(items[0], clean.data, clean.width, clean.height)
    return items


def picture_item(*, item_id: int, photo: bytes, actor: Person) -> Item:
    """A new photo of a thing, without what else stands in it.

    Raises NotAllowed, NotFound, PhotoTooLarge, PhotoNotAPhoto.
    """
    refuse_unless_lender(actor)
    clean = clean_photo(photo)
    with transaction.atomic():
        item = Item.objects.select_for_update(of=("self",), no_key=True).filter(id=item_id).first()
        if item is None:
            raise NotFound
        earlier = item.photo.name
        _pictured(item, clean.data, clean.width, clean.height)
        audit(verb="picture-item", thing="klusbox-item", thing_id=item.id, actor=actor.party_id)
    if earlier:
        item.photo.storage.delete(earlier)
    return item


def _pictured(item: Item, data: bytes, width: int, height: int) -> None:
    item.photo.save("ding.jpg", ContentFile(data), save=False)
    item.photo_width, item.photo_height = width, height
    item.save(update_fields=["photo", "photo_width", "photo_height"])


def _kept(box: Klusbox, details: BoxDetails) -> Klusbox:
    box.name, box.place = details.name.strip(), details.place.strip()
    box.access, box.hours = details.access.strip(), dict(details.hours)
    box.neighbourhood = details.neighbourhood
    box.latitude, box.longitude = details.point or (None, None)
    try:
        with transaction.atomic():
            box.save()
    except IntegrityError as error:
        raise NameTaken from error
    return box
