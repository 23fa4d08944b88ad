"""Celery entry points of the marketplace; each runs in the tenant it was sent for."""

from celery import shared_task
from django.utils import timezone

from marketplace.services import overdue


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=240)
def close_past_klussen() -> int:
    """Close up to 200 klussen that are over; returns how many. Beat calls it each hour."""
    return overdue.close_past_klussen(now=timezone.now())


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=240)
def mark_missed() -> int:
    """Mark up to 200 people who never came; returns how many. Beat calls it each hour."""
    return overdue.mark_missed(now=timezone.now())
