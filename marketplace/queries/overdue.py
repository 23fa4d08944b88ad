"""What the house still has to put in order once a moment is over."""

from datetime import datetime, time

from django.db.models import Max, QuerySet
from django.utils.timezone import localdate, make_aware

from marketplace.models import Klus, SignUp
from marketplace.rules.attendance import HELP_FOR


def klussen_past(now: datetime) -> QuerySet[Klus]:
    """Open klussen whose last moment was on a day before today, the oldest first."""
    today_began = make_aware(datetime.combine(localdate(now), time.min))
    return (
        Klus.objects.filter(state=Klus.State.PUBLISHED)
        .annotate(last_end=Max("slots__ends_at"))
        .filter(last_end__lt=today_began)
        .order_by("last_end", "id")
    )


def sign_ups_missed(now: datetime) -> QuerySet[SignUp]:
    """Who signed up and was not there, now that nobody can put it right any more."""
    return SignUp.objects.filter(
        state=SignUp.State.SIGNED_UP, slot__ends_at__lte=now - HELP_FOR
    ).order_by("slot__ends_at", "id")
