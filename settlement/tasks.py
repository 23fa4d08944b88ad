"""Celery entry points of settlement; each runs in the tenant it was sent for, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from currency.errors import NoRules
from settlement.services import delivery, folder, redemptions


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=240)
def redeem_due() -> int:
    """Redeem for every shop whose turn it is; returns how many. Beat calls it each night."""
    try:
        return redemptions.redeem_due(now=timezone.now()).redeemed
    except NoRules:
        return 0


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=120)
def deliver_released() -> int:
    """Hand released batches to the connected bank; returns how many. Beat calls it each minute."""
    return delivery.deliver_released(now=timezone.now())


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=120)
def collect_bank() -> int:
    """Read what the connected bank has sent; returns how many new files. Each five minutes."""
    return delivery.collect_bank(now=timezone.now())


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=120)
def collect_folder() -> int:
    """Read the statements in this tenant's folder; returns how many. Each minute."""
    return folder.collect_folder(now=timezone.now())
