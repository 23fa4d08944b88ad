"""Celery entry points of planning; each runs in the tenant it was sent for."""

from celery import shared_task
from django.utils import timezone

from marketplace.planning.services import nightly


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=240)
def make_occurrences() -> int:
    """Put up what is due of up to 200 series; returns how many klussen. Beat: by night."""
    return nightly.make_all_due(now=timezone.now())
