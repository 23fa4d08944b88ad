"""Celery entry points of buurtdeals; each runs in the tenant it was sent for."""

from celery import shared_task
from django.utils import timezone

from marketplace.buurtdeals.services import nightly


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=240)
def keep_buurtdeals() -> int:
    """End up to 500 deals and tell of up to 500 reviews; returns how many. Beat: each night."""
    now = timezone.now()
    return nightly.end_deals(now=now) + nightly.tell_reviews(now=now)
