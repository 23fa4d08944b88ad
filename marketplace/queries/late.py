"""Reads of who signed off late."""

from django.db.models import QuerySet

from marketplace.models import Klus, SignUp
from marketplace.queries.reach import organises


def late_offs_of(klus: Klus) -> QuerySet[SignUp]:
    """Who signed off late from a klus, by moment and when."""
    return (
        SignUp.objects.filter(slot__klus=klus, is_late=True)
        .select_related("resident", "slot")
        .order_by("slot__starts_at", "ended_at", "id")
    )


def late_off_to_tell_of(sign_up_id: int) -> SignUp | None:
    """A late signing off whose organiser can be written to, and still organises."""
    found = (
        SignUp.objects.filter(id=sign_up_id, is_late=True, slot__klus__made_by__is_active=True)
        .select_related("slot__klus__made_by", "resident")
        .first()
    )
    if found is None or found.slot.klus.made_by is None:
        return None
    return found if organises(found.slot.klus.made_by, found.slot.klus) else None
