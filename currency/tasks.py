"""Celery entry points of the currency; each runs in the tenant it was sent for."""

from celery import shared_task
from django.utils import timezone

from currency.services import holds, seals


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=60)
def lapse_holds() -> int:
    """Give back up to 500 holds whose term is over; returns how many. Beat calls it each minute."""
    return holds.lapse_holds(now=timezone.now())


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=280)
def seal_days() -> int:
    """Seal the days that are over; returns how many. Beat calls it each night."""
    return seals.seal_days(now=timezone.now())
