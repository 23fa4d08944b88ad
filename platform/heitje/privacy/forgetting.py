"""Forgetting in time: each night, in each tenant, what the register gave a number of days."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session

from marketplace.services.photos_kept import forget_photos
from tenants.trail.services import forget_told


def forget_what_is_over(*, now: datetime) -> Mapping[str, int]:
    """Forget in the tenant the connection looks at; returns how much of each was forgotten.

    Safe to run twice; what was missed last night is forgotten tonight.
    """
    traces = now - timedelta(days=settings.SIGN_IN_TRACES_DAYS)
    return {
        "photos": forget_photos(before=now - timedelta(days=settings.PHOTO_DAYS)),
        "letters": forget_told(before=now - timedelta(days=settings.TOLD_EVENTS_DAYS)),
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "guessing": sum(
            model.objects.filter(attempt_time__lt=traces).delete()[0]
            for model in (AccessAttempt, AccessFailureLog, AccessLog)
        ),
    }
