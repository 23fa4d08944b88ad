"""Reads of waiting lists: who waits where, and how many go before somebody."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from marketplace.models import Klus, Slot, WaitingEntry
from tenants.errors import NotFound
from tenants.people.models import Person

WAITING = WaitingEntry.State.WAITING


def still_open(now: datetime, slot: str = "") -> Q:
    """Which moments somebody may still take a place at; `slot` is how the query comes to them."""
    return Q(**{f"{slot}starts_at__gt": now}) | Q(
        **{f"{slot}klus__is_standing": True, f"{slot}ends_at__gt": now}
    )


def waiting_at(slot_id: int) -> QuerySet[WaitingEntry]:
    """Who waits for a place at this moment, longest first."""
    return WaitingEntry.objects.filter(slot_id=slot_id, state=WAITING).order_by("since", "id")


def ahead_of(slot_id: int, entry: WaitingEntry | None) -> int:
    """How many wait longer than this entry; for None all who wait."""
    found = waiting_at(slot_id)
    if entry is not None:
        found = found.filter(Q(since__lt=entry.since) | Q(since=entry.since, id__lt=entry.id))
    return found.count()


def own_waiting(person: Person, *, now: datetime) -> QuerySet[WaitingEntry]:
    """Where this person waits for a place, soonest first; `ahead`: how many go before them."""
    earlier = (
        WaitingEntry.objects.filter(slot=OuterRef("slot"), state=WAITING)
        .filter(Q(since__lt=OuterRef("since")) | Q(since=OuterRef("since"), id__lt=OuterRef("id")))
        .order_by()
        .values("slot")
        .annotate(many=Count("id"))
        .values("many")
    )
    return (
        WaitingEntry.objects.filter(still_open(now, "slot__"), resident=person, state=WAITING)
        .select_related("slot__klus")
        .annotate(ahead=Coalesce(Subquery(earlier), 0))
        .order_by("slot__starts_at", "id")
    )


def own_entry(person: Person, waiting_id: int) -> WaitingEntry:
    """One of this person's own places on a list. Raises NotFound."""
    found = (
        WaitingEntry.objects.filter(resident=person, id=waiting_id)
        .select_related("slot__klus")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def waiting_of_klus(klus: Klus) -> QuerySet[WaitingEntry]:
    """Who waits for a place at any moment of a klus, longest first."""
    return (
        WaitingEntry.objects.filter(slot__klus=klus, state=WAITING)
        .select_related("resident")
        .order_by("since", "id")
    )


def waiting_over(now: datetime) -> QuerySet[WaitingEntry]:
    """Who waits for a moment that takes nobody more."""
    found = WaitingEntry.objects.filter(~still_open(now, "slot__"), state=WAITING)
    return found.order_by("slot__starts_at", "id")


def slots_with_room_for_who_waits(now: datetime) -> QuerySet[Slot]:
    """Moments to come with a free place and somebody who waits for one."""
    found = Slot.objects.filter(
        still_open(now), klus__state=Klus.State.PUBLISHED, taken__lt=F("places"),
        queue__state=WAITING,
    )  # fmt: skip
    return found.order_by("starts_at", "id").distinct()


def full_klussen(*, now: datetime) -> QuerySet[Klus]:
    """Klussen that take people, had they a place: soonest first.

    Annotated with `next_start`, and `waiting_now`: how many wait at all moments together.
    """
    ahead = still_open(now, "slots__")
    return (
        Klus.objects.filter(state=Klus.State.PUBLISHED)
        .annotate(
            next_start=Min("slots__starts_at", filter=ahead),
            free=Sum(F("slots__places") - F("slots__taken"), filter=ahead),
            waiting_now=Subquery(
                WaitingEntry.objects.filter(slot__klus=OuterRef("id"), state=WAITING)
                .order_by()
                .values("slot__klus")
                .annotate(many=Count("id"))
                .values("many")
            ),
        )
        .filter(free=0)
        .select_related("neighbourhood")
        .order_by("next_start", "id")
    )


def by_slot(entries: Iterable[WaitingEntry]) -> dict[int, list[WaitingEntry]]:
    """The entries by moment, in the order given."""
    found: dict[int, list[WaitingEntry]] = {}
    for entry in entries:
        found.setdefault(entry.slot_id, []).append(entry)
    return found


def entry_to_tell_of(waiting_id: int, state: str) -> WaitingEntry | None:
    """An entry that is still in this state and whose resident can be written to."""
    return (
        WaitingEntry.objects.filter(id=waiting_id, state=state, resident__is_active=True)
        .select_related("slot__klus", "resident", "sign_up")
        .first()
    )


def entry_that_waits(waiting_id: int) -> WaitingEntry | None:
    """Somebody who still waits and can be written to."""
    return entry_to_tell_of(waiting_id, WAITING)
