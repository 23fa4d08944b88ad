"""Celery entry points of the klusbox; each runs in the tenant it was sent for."""

from celery import shared_task
from django.utils import timezone

from marketplace.klusbox.services import overdue


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=240)
def keep_time() -> int:
    """Remind, replace and free, up to 200 of each; returns how many. Beat: each quarter."""
    now = timezone.now()
    return (
        overdue.remind_late(now=now)
        + overdue.replace_late(now=now)
        + overdue.lapse_unfetched(now=now)
    )
