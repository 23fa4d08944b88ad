"""Payout batches: put together, seal, release by a second person, hand over, call off.

Guarantees: a claim stands in one live batch at most; what was sealed is what is released and what
the bank gets, byte for byte; nobody releases what they made. Every step may be repeated.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max
from django.utils.timezone import localdate

from settlement import errors, queries
from settlement.bank import ids
from settlement.bank.calendar import next_bank_day
from settlement.bank.iban import plain_iban
from settlement.models import Payout, PayoutBatch, PayoutPart
from settlement.queries import Payable
from settlement.services.bank_accounts import lock_bank_account
from settlement.services.credit_transfers import file_of
from tenants.errors import NeedsSecondPerson, NotFound
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.queries import current_tenant
from tenants.sealed import blind_index
from tenants.trail.services import audit

State = PayoutBatch.State
HANDED_OVER = (State.RELEASED, State.SENT, State.CLOSED)


@transaction.atomic
def make_payout_batch(
    *, key: UUID, by: Person, now: datetime, minimum_cents: int = 1
) -> PayoutBatch:
    """A draft with one line for every shop that can be paid and is owed `minimum_cents` or more.

    The same key answers the same batch. Raises NotAllowed, NoBankAccount, NothingToPay.
    """
    refuse_unless_may(by, "make-payout-batch")
    lock_bank_account()
    earlier = PayoutBatch.objects.filter(key=key).first()
    if earlier:
        return earlier
    chosen = [
        payable
        for payable in queries.payables()
        if not payable.hold and payable.cents >= minimum_cents
    ]
    if not chosen:
        raise errors.NothingToPay
    sequence = (PayoutBatch.objects.aggregate(last=Max("sequence"))["last"] or 0) + 1
    batch = PayoutBatch.objects.create(
        key=key,
        sequence=sequence,
        message_id=ids.message_id(current_tenant().code, localdate(now).year, sequence),
        execution_date=next_bank_day(localdate(now)),
        total_cents=sum(payable.cents for payable in chosen),
        line_count=len(chosen),
        made_by=by.party_id,
        made_at=now,
    )
    for payable in chosen:
        _add_line(batch, payable)
    _audit("make-payout-batch", batch, by, cents=batch.total_cents, lines=batch.line_count)
    return batch


@transaction.atomic
def leave_out_payout(*, payout_id: UUID, by: Person, now: datetime) -> PayoutBatch:
    """Take one line out of a draft; the shop's claim waits for another batch.

    Leaving out the last line calls the batch off. Raises NotAllowed, NotFound, BatchNotOpen.
    """
    refuse_unless_may(by, "make-payout-batch")
    found = Payout.objects.filter(id=payout_id).first()
    if found is None:
        raise NotFound
    batch = lock_batch(found.batch_id)
    payout = Payout.objects.select_for_update().get(id=payout_id)
    if payout.state == Payout.State.CANCELLED:
        return batch
    _refuse_unless(batch, State.DRAFT)
    if batch.line_count == 1:
        return cancel_payout_batch(batch_id=batch.id, by=by, now=now)
    _call_off([payout], now)
    batch.total_cents = F("total_cents") - payout.cents
    batch.line_count = F("line_count") - 1
    batch.save(update_fields=["total_cents", "line_count"])
    batch.refresh_from_db()
    _audit("leave-out-payout", batch, by, payout=str(payout.id), cents=payout.cents)
    return batch


@transaction.atomic
def seal_payout_batch(*, batch_id: int, by: Person, now: datetime) -> PayoutBatch:
    """Freeze the lines and write the bank file, checked against the scheme, with its sha256.

    Sealing twice changes nothing. Raises NotAllowed, NotFound, NoBankAccount, BatchNotOpen,
    BatchChanged, AccountOutdated.
    """
    refuse_unless_may(by, "make-payout-batch")
    debtor = lock_bank_account()
    batch = lock_batch(batch_id)
    if batch.state == State.SEALED:
        return batch
    _refuse_unless(batch, State.DRAFT)
    lines = list(queries.lines_of(batch))
    total = sum(line.cents for line in lines)
    if (total, len(lines)) != (batch.total_cents, batch.line_count):
        raise errors.BatchChanged
    if outdated := queries.lines_outdated(lines):
        raise errors.AccountOutdated(lines=len(outdated))
    batch.execution_date = max(batch.execution_date, next_bank_day(localdate(now)))
    batch.file = file_of(batch, lines, debtor=debtor, now=now)
    batch.sha256 = hashlib.sha256(batch.file).hexdigest()
    batch.state = State.SEALED
    batch.sealed_by, batch.sealed_at = by.party_id, now
    batch.save()
    _audit("seal-payout-batch", batch, by, cents=total, sha256=batch.sha256)
    return batch


@transaction.atomic
def release_payout_batch(*, batch_id: int, by: Person, now: datetime) -> PayoutBatch:
    """A second person lets the sealed file go to the bank.

    The same person releasing again changes nothing. Raises NotAllowed, NotFound, BatchNotOpen,
    NeedsSecondPerson, BatchChanged.
    """
    refuse_unless_may(by, "release-payout-batch")
    batch = lock_batch(batch_id)
    if batch.state == State.RELEASED and batch.released_by == by.party_id:
        return batch
    _refuse_unless(batch, State.SEALED)
    if batch.made_by == by.party_id:
        raise NeedsSecondPerson
    sealed_bytes(batch)
    batch.state = State.RELEASED
    batch.released_by, batch.released_at = by.party_id, now
    batch.save(update_fields=["state", "released_by", "released_at"])
    _audit("release-payout-batch", batch, by, cents=batch.total_cents, sha256=batch.sha256)
    return batch


@transaction.atomic
def download_payout_batch(*, batch_id: int, by: Person, now: datetime) -> tuple[PayoutBatch, bytes]:
    """The sealed bytes. Without a connected bank they are brought there by hand: the batch is sent.

    With one a download is a look, and the house still delivers it. Every download is in the audit
    trail. Raises NotAllowed, NotFound, BatchNotOpen, BatchChanged.
    """
    refuse_unless_may(by, "release-payout-batch")
    batch = lock_batch(batch_id)
    _refuse_unless(batch, *HANDED_OVER)
    content = sealed_bytes(batch)
    if not bank_is_connected():
        mark_sent(batch, now)
    _audit("download-payout-batch", batch, by, sha256=batch.sha256)
    return batch, content


@transaction.atomic
def cancel_payout_batch(*, batch_id: int, by: Person, now: datetime) -> PayoutBatch:
    """Call off a batch that never went to the bank; its claims wait for another batch.

    Raises NotAllowed, NotFound, BatchNotOpen.
    """
    refuse_unless_may(by, "make-payout-batch")
    batch = lock_batch(batch_id)
    if batch.state == State.CANCELLED:
        return batch
    _refuse_unless(batch, State.DRAFT, State.SEALED, State.RELEASED)
    _call_off(list(Payout.objects.filter(batch=batch, state=Payout.State.BATCHED)), now)
    batch.state = State.CANCELLED
    batch.closed_at = now
    batch.save(update_fields=["state", "closed_at"])
    _audit("cancel-payout-batch", batch, by)
    return batch


def bank_is_connected() -> bool:
    """Whether files go to and come from the bank without anybody carrying them."""
    return bool(settings.BANK_URL)


def lock_batch(batch_id: int) -> PayoutBatch:
    """The batch, locked until commit. Raises NotFound."""
    found = PayoutBatch.objects.select_for_update().filter(id=batch_id).first()
    if found is None:
        raise NotFound
    return found


def mark_sent(batch: PayoutBatch, now: datetime) -> None:
    """The bank has, or may have, the file of this locked batch. Repeating changes nothing."""
    if batch.state != State.RELEASED:
        return
    batch.state = State.SENT
    batch.sent_at = now
    batch.save(update_fields=["state", "sent_at"])
    Payout.objects.filter(batch=batch, state=Payout.State.BATCHED).update(state=Payout.State.SENT)


def sealed_bytes(batch: PayoutBatch) -> bytes:
    """The file as it was sealed. Raises BatchChanged when its sha256 says otherwise."""
    content = bytes(batch.file or b"")
    if hashlib.sha256(content).hexdigest() != batch.sha256:
        raise errors.BatchChanged
    return content


def _add_line(batch: PayoutBatch, payable: Payable) -> None:
    iban = plain_iban(payable.payee.iban)
    payout = Payout(
        batch=batch,
        merchant=payable.merchant,
        cents=payable.cents,
        iban=iban,
        iban_index=blind_index(iban),
        iban_tail=iban[-4:],
        account_name=payable.payee.account_name[:70],
    )
    payout.end_to_end_id = ids.end_to_end_id(payout.id)
    payout.save(force_insert=True)
    PayoutPart.objects.bulk_create(
        PayoutPart(payout=payout, redemption=redemption) for redemption in payable.redemptions
    )


def _call_off(payouts: Sequence[Payout], now: datetime) -> None:
    chosen = [payout.id for payout in payouts]
    PayoutPart.objects.filter(payout_id__in=chosen, is_live=True).update(is_live=False)
    Payout.objects.filter(id__in=chosen).update(state=Payout.State.CANCELLED, ended_at=now)


def _refuse_unless(batch: PayoutBatch, *states: str) -> None:
    if batch.state not in states:
        raise errors.BatchNotOpen(state=batch.state)


def _audit(verb: str, batch: PayoutBatch, by: Person, **facts: object) -> None:
    audit(verb=verb, thing="payout-batch", thing_id=batch.id, actor=by.party_id, **facts)
