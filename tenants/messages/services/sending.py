"""Sending what is due, to each place at most once.

A delivery is claimed and committed before anything leaves the house; what comes of it is written
after. A process that dies in between leaves a claim that nobody takes up again: that one message
is in the app, and comes nowhere twice.
"""

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import transaction
from django.db.models import F, QuerySet

from tenants.messages.channels.mail import send_mail
from tenants.messages.channels.outcomes import Gone, NotSent, TryLater
from tenants.messages.channels.push import send_push
from tenants.messages.channels.sms import send_sms
from tenants.messages.models import Channel, Delivery, Device
from tenants.messages.rules.ways import LOUD
from tenants.schema import PUBLIC, current_schema

log = structlog.get_logger(__name__)
SEND_LIMIT: Final = 200
# Well inside the minute its task has: a slow mail server may not end it half-way.
AT_MOST_S: Final = 30.0
GIVE_UP_AFTER: Final = timedelta(days=2)
STALE: Final = timedelta(minutes=15)
LONGEST_WAIT_S: Final = 3_600
State = Delivery.State
SENDERS: Final[Mapping[str, Callable[[Delivery], None]]] = {
    Channel.MAIL: send_mail,
    Channel.PUSH: send_push,
    Channel.SMS: send_sms,
}
# One server takes all of these. A browser has a push service of its own: one that is silent says
# nothing of another.
OF_ONE_SERVER: Final = frozenset({Channel.MAIL, Channel.SMS})


def send_due(*, now: datetime, limit: int = SEND_LIMIT) -> int:
    """Send up to `limit` deliveries of the current tenant; returns how many were sent.

    Several workers share the work. A channel that does not answer is left alone until next time.
    """
    if current_schema() == PUBLIC:
        return 0
    _let_go_of_stale_claims(now)
    sent, ends, silent = 0, time.monotonic() + AT_MOST_S, set[str]()
    for _ in range(limit):
        claimed = _claim(now, silent)
        if claimed is None or time.monotonic() > ends:
            break
        sent += _send(claimed, now, silent)
    return sent


def _claim(now: datetime, silent: set[str]) -> Delivery | None:
    """The next that is due, claimed for good; what was read in the app meanwhile needs no more."""
    with transaction.atomic():
        waiting = Delivery.objects.filter(state=State.WAITING, due_at__lte=now)
        found = (
            waiting.exclude(channel__in=silent)
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("message__person", "device")
            .order_by("due_at", "id")
            .first()
        )
        if found is None:
            return None
        Delivery.objects.filter(id=found.id).update(
            state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1
        )
        return found


def _send(delivery: Delivery, now: datetime, silent: set[str]) -> bool:
    reader = delivery.message.person
    if reader is not None and not reader.is_active:
        return _end(delivery, State.FAILED, "inactive")
    if delivery.channel in LOUD and delivery.message.read_at is not None:
        return _end(delivery, State.SKIPPED, "")
    try:
        SENDERS[delivery.channel](delivery)
    except TryLater as later:
        silent |= OF_ONE_SERVER & {Channel(delivery.channel)}
        return _postpone(delivery, now, later)
    except Gone as gone:
        _device(delivery).delete()
        log.info("device_forgotten", reason=gone.reason)
        return False
    except NotSent as refused:
        return _end(delivery, State.FAILED, refused.reason)
    Delivery.objects.filter(id=delivery.id).update(state=State.SENT, sent_at=now, error="")
    _device(delivery).update(reached_at=now)
    return True


def _device(delivery: Delivery) -> QuerySet[Device]:
    return Device.objects.filter(id=delivery.device_id or 0)


def _postpone(delivery: Delivery, now: datetime, later: TryLater) -> bool:
    if now - delivery.message.at > GIVE_UP_AFTER:
        return _end(delivery, State.FAILED, later.reason)
    log.warning("delivery_postponed", channel=delivery.channel, reason=later.reason)
    wait = max(later.after_s, min(LONGEST_WAIT_S, 2 ** min(delivery.attempts, 12)))
    Delivery.objects.filter(id=delivery.id).update(
        state=State.WAITING, due_at=now + timedelta(seconds=wait), error=later.reason
    )
    return False


def _end(delivery: Delivery, state: State, error: str) -> bool:
    Delivery.objects.filter(id=delivery.id).update(state=state, error=error)
    return False


def _let_go_of_stale_claims(now: datetime) -> None:
    stale = Delivery.objects.filter(state=State.SENDING, claimed_at__lt=now - STALE)
    if count := stale.update(state=State.UNKNOWN):
        log.warning("deliveries_unknown", count=count)
