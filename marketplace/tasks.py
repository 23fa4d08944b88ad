"""Celery entry points of the marketplace; each runs in the tenant it was sent for."""

from celery import shared_task
from django.utils import timezone

from marketplace.services import overdue
from marketplace.services.account_changes import use_account_changes as use_changes
from marketplace.services.digests import tell_the_week as tell_week


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=240)
def close_past_klussen() -> int:
    """Close up to 200 klussen that are over; returns how many. Beat calls it each hour."""
    return overdue.close_past_klussen(now=timezone.now())


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=240)
def mark_missed() -> int:
    """Mark up to 200 people who never came; returns how many. Beat calls it each hour."""
    return overdue.mark_missed(now=timezone.now())


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=240)
def finish_klussen() -> int:
    """Finish up to 200 klussen of which everybody has an answer; returns how many. Each hour."""
    return overdue.finish_klussen()


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=240)
def keep_waiting_lists() -> int:
    """Places left to who waits, and off the list what has begun; returns how many. Each hour."""
    now = timezone.now()
    return overdue.give_places_left(now=now) + overdue.end_waiting(now=now)


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=240)
def use_account_changes() -> int:
    """Use up to 200 other accounts of shops whose wait is over; returns how many."""
    return use_changes(now=timezone.now())


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=240)
def tell_the_week() -> int:
    """Tell organisers what the week brings; returns how many. By beat on Monday, and once each."""
    return tell_week(now=timezone.now())
