"""Talking to a connected bank: hand over released batches, take in what it sends back.

No network call happens inside a transaction. A batch counts as sent before the call, so that nobody
calls it off while its file is on the line. When nobody knows whether a file came through, it is
sent again: the bank refuses a message id it has seen, and that refusal is taken as "it is there".
"""

from datetime import datetime

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from settlement import errors
from settlement.bank.connection import BankConnection, BankUnreachable
from settlement.models import BankFile, PayoutBatch
from settlement.services.bank_files import take_bank_file
from settlement.services.batches import (
    HANDED_OVER,
    bank_is_connected,
    lock_batch,
    mark_sent,
    sealed_bytes,
)
from tenants.errors import Refusal
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit

log = structlog.get_logger(__name__)
State = PayoutBatch.State
# What the bank holds of others on the same connection is none of ours: it is not even kept.
NOT_OURS = (errors.FileOfAnotherAccount, errors.UnknownBatch)


def awaits_delivery(batch: PayoutBatch) -> bool:
    """Whether handing this batch to the connected bank is the next step."""
    return bank_is_connected() and (batch.state == State.RELEASED or _is_unconfirmed(batch))


def deliver_payout_batch(*, batch_id: int, by: Person, now: datetime) -> PayoutBatch:
    """Hand a released batch to the connected bank; one that is there already stays as it is.

    Raises NotAllowed, BankNotConnected, NotFound, BatchNotOpen, BatchChanged, DeliveryFailed.
    """
    refuse_unless_may(by, "release-payout-batch")
    if not bank_is_connected():
        raise errors.BankNotConnected
    return _deliver(batch_id, by, now)


def deliver_released(*, now: datetime) -> int:
    """Hand every released or unconfirmed batch to the connected bank; returns how many it took."""
    if not bank_is_connected():
        return 0
    waiting = PayoutBatch.objects.filter(
        Q(state=State.RELEASED)
        | Q(state=State.SENT, delivery_started_at__isnull=False, delivered_at=None)
    ).order_by("sequence")
    taken = 0
    for batch_id in waiting.values_list("id", flat=True):
        try:
            _deliver(batch_id, None, now)
            taken += 1
        except Refusal as refusal:
            log.warning("batch_not_delivered", batch=batch_id, code=refusal.code)
    return taken


def collect_bank(*, now: datetime) -> int:
    """Read what the connected bank has sent about our account and batches; returns new files."""
    if not bank_is_connected():
        return 0
    known = BankFile.objects.filter(state=BankFile.State.READ)
    before = known.count()
    try:
        for raw in BankConnection(settings.BANK_URL).files():
            _take(raw, now)
    except BankUnreachable as error:
        log.warning("bank_unreachable", status=error.status)
    return known.count() - before


def _deliver(batch_id: int, by: Person | None, now: datetime) -> PayoutBatch:
    content = _start(batch_id, by, now)
    if content is not None:
        try:
            BankConnection(settings.BANK_URL).send(content)
        except BankUnreachable as error:
            raise errors.DeliveryFailed(status=error.status) from error
    with transaction.atomic():
        batch = lock_batch(batch_id)
        if content is not None:
            batch.delivered_at = now
            batch.save(update_fields=["delivered_at"])
    return batch


@transaction.atomic
def _start(batch_id: int, by: Person | None, now: datetime) -> bytes | None:
    """The bytes to send; None when the bank has them. From here on nobody can call it off."""
    batch = lock_batch(batch_id)
    if batch.state not in HANDED_OVER:
        raise errors.BatchNotOpen(state=batch.state)
    if batch.state != State.RELEASED and not _is_unconfirmed(batch):
        return None
    content = sealed_bytes(batch)
    mark_sent(batch, now)
    batch.delivery_started_at = now
    batch.save(update_fields=["delivery_started_at"])
    audit(verb="deliver-payout-batch", thing="payout-batch", thing_id=batch.id,
          actor=by.party_id if by else None, sha256=batch.sha256)  # fmt: skip
    return content


def _is_unconfirmed(batch: PayoutBatch) -> bool:
    return (
        batch.state == State.SENT
        and batch.delivery_started_at is not None
        and batch.delivered_at is None
    )


def _take(raw: bytes, now: datetime) -> None:
    try:
        take_bank_file(raw=raw, actor=None, now=now, keep_refused=False)
    except NOT_OURS:
        return
    except Refusal as refusal:
        log.warning("bank_file_refused", code=refusal.code)
