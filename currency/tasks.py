"""Celery entry points of the currency; each runs in the tenant it was sent for."""

from celery import shared_task
from django.utils import timezone

from currency.services import holds


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=60)
def lapse_holds() -> int:
    """Give back up to 500 holds whose term is over; returns how many. Beat calls it each minute."""
    return holds.lapse_holds(now=timezone.now())
