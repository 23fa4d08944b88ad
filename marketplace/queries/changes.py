"""Reads of what was changed about klussen."""

from datetime import datetime

from django.db.models import Max, Q, QuerySet

from marketplace.models import Klus, KlusChange, SignUp, Slot

What = KlusChange.What
MOVES = (What.START, What.PLACE)


def changes_of(klus: Klus) -> QuerySet[KlusChange]:
    """All that was changed about a klus, newest first."""
    return klus.changes.select_related("slot", "changed_by").order_by("-at", "id")


def changes_for(sign_up: SignUp) -> QuerySet[KlusChange]:
    """What is different from when this person signed up, newest first."""
    return _told_at(sign_up.slot).filter(at__gt=sign_up.signed_up_at)


def changes_at(slot: Slot, at: datetime) -> list[KlusChange]:
    """What was changed then, for who comes to this moment."""
    return list(_told_at(slot).filter(at=at))


def last_moved_at(slot: Slot) -> datetime | None:
    """When this moment last got another time or place; None: never."""
    found = _told_at(slot).filter(what__in=MOVES).aggregate(last=Max("at"))
    last: datetime | None = found["last"]
    return last


def _told_at(slot: Slot) -> QuerySet[KlusChange]:
    found = KlusChange.objects.filter(Q(slot=None) | Q(slot=slot), klus_id=slot.klus_id)
    return found.exclude(what=What.PLACES).order_by("-at", "id")
