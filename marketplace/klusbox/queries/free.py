"""What is free in a box for a time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from marketplace.klusbox.models import Item, Kind, Klusbox, Loan
from marketplace.klusbox.rules.steps import LIVE


@dataclass(frozen=True)
class Offer:
    """A kind in a box: how many there are, how many of those are free, and one with a photo."""

    kind: Kind
    total: int
    free: int
    pictured: Item | None


def free_items(
    *, box_id: int, kinds: Collection[int], starts_at: datetime, ends_at: datetime, now: datetime
) -> QuerySet[Item]:
    """Things nobody has or was promised in that time; what lies in the box first.

    What is late counts for nothing until it is back.
    """
    taken = Loan.objects.filter(
        item=OuterRef("id"), state__in=LIVE, starts_at__lt=ends_at, ends_at__gt=starts_at
    )
    here = Q(state=Item.State.BOX) | Q(state=Item.State.OUT, loan__ends_at__gt=now)
    return (
        Item.objects.filter(here, ~Exists(taken), box_id=box_id, kind_id__in=kinds)
        .select_related("kind")
        .order_by(F("loan_id").asc(nulls_first=True), "number")
    )


def offers(box: Klusbox, *, starts_at: datetime, ends_at: datetime, now: datetime) -> list[Offer]:
    """All kinds in a box that are lent out, by name."""
    things: dict[Kind, list[Item]] = {}
    usable = Item.objects.filter(box=box, state__in=[Item.State.BOX, Item.State.OUT])
    for item in usable.select_related("kind").order_by("kind__name", "number"):
        things.setdefault(item.kind, []).append(item)
    free = free_items(
        box_id=box.id, kinds=[kind.id for kind in things], starts_at=starts_at, ends_at=ends_at,
        now=now,
    )  # fmt: skip
    counts: dict[int, int] = {}
    for item in free:
        counts[item.kind_id] = counts.get(item.kind_id, 0) + 1
    return [
        Offer(kind, len(items), counts.get(kind.id, 0), next((i for i in items if i.photo), None))
        for kind, items in things.items()
    ]


def late_reservations(person_id: int, now: datetime) -> bool:
    """Whether this person has something that should have been back."""
    return Loan.objects.filter(
        reservation__person_id=person_id, state=Loan.State.OUT, ends_at__lt=now
    ).exists()


def wanted_kinds(wanted: Mapping[int, int]) -> dict[int, int]:
    """What was asked, without what was asked none of."""
    return {kind: count for kind, count in wanted.items() if count > 0}
