"""Celery entry points of checking; each runs in the tenant it was sent for."""

from celery import shared_task
from django.utils import timezone

from marketplace.checking.services import batches


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=50)
def settle_batches() -> int:
    """Reward up to 200 pieces of work whose ten minutes are over. Beat calls it each minute."""
    return batches.settle_batches(now=timezone.now())
