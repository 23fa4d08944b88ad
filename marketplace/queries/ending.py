"""Reads about the end of a klus: who is still to have an answer."""

from django.db.models import Exists, OuterRef, QuerySet

from marketplace.models import Klus, SignUp
from marketplace.rules.transitions import UNDER_WAY

UNANSWERED = (*UNDER_WAY, SignUp.State.SIGNED_UP, SignUp.State.LOOK_AGAIN)


def people_under_way(klus: Klus) -> QuerySet[SignUp]:
    """Who takes part and has had no answer yet."""
    return SignUp.objects.filter(slot__klus=klus, state__in=UNANSWERED)


def klussen_to_finish() -> QuerySet[Klus]:
    """Closed klussen of which everybody has had an answer, the oldest first."""
    waits = SignUp.objects.filter(slot__klus=OuterRef("id"), state__in=UNANSWERED)
    return Klus.objects.filter(~Exists(waits), state=Klus.State.CLOSED).order_by("id")
