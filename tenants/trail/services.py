"""Writing the trail: audit events, and outbox events that are told at least once after commit.

An upper room hears of something by `tells(kind)`; what it registers must be safe to run twice.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import F

from tenants.trail.models import AuditEvent, OutboxEvent

Handler = Callable[[Mapping[str, object]], None]


class Sender(Protocol):
    """Sends what the events left to be sent."""

    def __call__(self, *, now: datetime) -> int:
        """Send in the current schema; returns how much."""


@dataclass(frozen=True)
class Telling:
    """The event that is being told, and the moment it is told."""

    id: int
    now: datetime


log = structlog.get_logger(__name__)
RELAY_LIMIT: Final = 200
GIVE_UP_AFTER: Final = 20
_handlers: defaultdict[str, list[Handler]] = defaultdict(list)
_senders: list[Sender] = []
_told_now: ContextVar[Telling | None] = ContextVar("event_told_now", default=None)


def audit(
    *, verb: str, thing: str, thing_id: object, actor: UUID | None, **facts: object
) -> AuditEvent:
    """Keep that `actor` did `verb` to a thing. Facts: ids, codes, minor units; never a name."""
    return AuditEvent.objects.create(
        verb=verb, thing=thing, thing_id=str(thing_id), actor=actor, facts=facts
    )


def audit_each(*, verb: str, thing: str, thing_ids: Iterable[int], actor: UUID) -> None:
    """`audit` for many things at once, in one statement."""
    AuditEvent.objects.bulk_create(
        AuditEvent(verb=verb, thing=thing, thing_id=str(one), actor=actor) for one in thing_ids
    )


def tell_each(kind: str, facts: Iterable[Mapping[str, object]]) -> None:
    """`tell` for many events at once, in one statement."""
    OutboxEvent.objects.bulk_create(OutboxEvent(kind=kind, facts=dict(one)) for one in facts)


def tell(kind: str, **facts: object) -> OutboxEvent:
    """Write an event that is told after the surrounding transaction commits."""
    return OutboxEvent.objects.create(kind=kind, facts=facts)


def tells(kind: str) -> Callable[[Handler], Handler]:
    """Register a function that hears events of this kind; it gets the event's facts."""

    def register(handler: Handler) -> Handler:
        _handlers[kind].append(handler)
        return handler

    return register


def after_telling(sender: Sender) -> None:
    """Register who sends, outside any transaction, what was told: after each relay."""
    _senders.append(sender)


def event_told_now() -> Telling | None:
    """The event whose handlers run; None outside a relay."""
    return _told_now.get()


def relay_outbox(*, now: datetime, limit: int = RELAY_LIMIT) -> int:
    """Tell up to `limit` waiting events of the current schema; returns how many were told.

    Each event is told in its own transaction and locked meanwhile, so several workers share the
    work. An event whose handler fails stays and is tried again later, ever less often. Then what
    the events left to be sent is sent.
    """
    told = 0
    for _ in range(limit):
        if not _relay_one(now):
            break
        told += 1
    for send in _senders:
        send(now=now)
    return told


def count_as_told(*, now: datetime) -> int:
    """Nobody hears what waits in the current schema: it happened long ago. Returns how much."""
    return OutboxEvent.objects.filter(told_at=None).update(told_at=now)


def _relay_one(now: datetime) -> bool:
    with transaction.atomic():
        event = (
            OutboxEvent.objects.select_for_update(skip_locked=True)
            .filter(told_at=None, next_try_at__lte=now, attempts__lt=GIVE_UP_AFTER)
            .order_by("next_try_at", "id")
            .first()
        )
        if event is None:
            return False
        try:
            _hear(event, now)
        except Exception as error:
            log.warning("outbox_handler_failed", kind=event.kind, row=event.id, exc_info=True)
            _postpone(event, now, type(error).__name__)
        else:
            OutboxEvent.objects.filter(id=event.id).update(told_at=now, attempts=F("attempts") + 1)
    return True


def _hear(event: OutboxEvent, now: datetime) -> None:
    before = _told_now.set(Telling(event.id, now))
    try:
        with transaction.atomic():
            for handler in _handlers[event.kind]:
                handler(event.facts)
    finally:
        _told_now.reset(before)


def _postpone(event: OutboxEvent, now: datetime, error: str) -> None:
    wait = timedelta(seconds=min(3600, 2**event.attempts))
    OutboxEvent.objects.filter(id=event.id).update(
        attempts=F("attempts") + 1, next_try_at=now + wait, last_error=error
    )


def forget_told(*, before: datetime) -> int:
    """Delete the events that were told before then; what still waits stays. Returns how many."""
    deleted, _ = OutboxEvent.objects.filter(told_at__lt=before).delete()
    return deleted
