"""Reads of who signed off late."""

from django.db.models import QuerySet

from marketplace.models import Klus, SignUp


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
    maker = found.slot.klus.made_by if found else None
    return found if maker is not None and maker.may("publish-klus") else None
