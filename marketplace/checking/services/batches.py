"""Approving much in one go, with ten minutes to take it back. Nothing is paid before they are over.

A batch locks its own row before anything else and takes one piece of work at a time, each in its
own transaction: two batches, or a batch and a colleague, never wait for each other in a ring.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog
from django.db import transaction

from currency.errors import KeyReused
from marketplace.checking import queries
from marketplace.checking.errors import BatchEmpty, BatchTooLarge, NotYourBatch, UndoTooLate
from marketplace.checking.models import Batch, BatchItem
from marketplace.checking.services.checks import own_household, round_of
from marketplace.models import SignUp
from marketplace.services.approvals import approve_proof
from tenants.errors import NotFound, Refusal
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may_somewhere
from tenants.trail.services import audit

UNDO_FOR: Final = timedelta(minutes=10)
MOST: Final = 200
LIMIT: Final = 200
APPROVED: Final = "approved"
AGREED: Final = "agreed"
CHANGED: Final = "changed"
log = structlog.get_logger(__name__)


@transaction.atomic
def approve_batch(*, key: UUID, sign_up_ids: Sequence[int], actor: Person, now: datetime) -> Batch:
    """This work is good, unless it is taken back within ten minutes. The same key is one batch.

    What waits no more, is of one's own household, of a group or already in a batch is left out.
    Raises NotAllowed, BatchTooLarge, BatchEmpty, KeyReused.
    """
    refuse_unless_may_somewhere(actor, "check-proof")
    if len(set(sign_up_ids)) > MOST:
        raise BatchTooLarge(maximum=MOST)
    earlier = Batch.objects.filter(key=key).first()
    if earlier is not None:
        if earlier.made_by_id != actor.id:
            raise KeyReused
        return earlier
    # Locked, so that of two colleagues at once each piece of work is in one batch.
    locked = SignUp.objects.select_for_update(of=("self",)).order_by("id")
    list(locked.filter(id__in=set(sign_up_ids)).values_list("id", flat=True))
    waiting = list(queries.queue(actor).filter(id__in=set(sign_up_ids), slot__klus__is_group=False))
    not_mine = own_household(waiting, actor)
    chosen = [found for found in waiting if found not in not_mine]
    if not chosen:
        raise BatchEmpty
    made = Batch.objects.create(key=key, made_by=actor, made_at=now, due_at=now + UNDO_FOR)
    BatchItem.objects.bulk_create(
        BatchItem(batch=made, sign_up=one, round_at=round_of(one), how=one.slot.klus.checking)
        for one in chosen
    )
    audit(verb="approve-batch", thing="batch", thing_id=made.id, actor=actor.party_id,
          sign_ups=[one.id for one in chosen])  # fmt: skip
    return made


@transaction.atomic
def undo_batch(*, batch_id: int, actor: Person, now: datetime) -> Batch:
    """Take it back: the work waits as before. Twice is once.

    Raises NotAllowed, NotFound, NotYourBatch, UndoTooLate.
    """
    refuse_unless_may_somewhere(actor, "check-proof")
    batch = Batch.objects.select_for_update().filter(id=batch_id).first()
    if batch is None:
        raise NotFound
    if batch.made_by_id != actor.id:
        raise NotYourBatch
    if batch.undone_at is not None:
        return batch
    # The clocks of two machines differ: what was begun on is never taken back.
    has_begun = batch.items.exclude(outcome="").exists()
    if now >= batch.due_at or batch.settled_at is not None or has_begun:
        raise UndoTooLate
    batch.undone_at = now
    batch.save(update_fields=["undone_at"])
    audit(verb="undo-batch", thing="batch", thing_id=batch.id, actor=actor.party_id)
    return batch


def settle_batches(*, now: datetime, limit: int = LIMIT) -> int:
    """Let batches count whose ten minutes are over, up to `limit` pieces of work; answers how many.

    Work that cannot be rewarded keeps waiting in the queue, and its batch says why. What is broken
    off is continued by the next run.
    """
    done = 0
    due = queries.batches_due(now).values_list("id", flat=True)
    for batch_id in list(due[:limit]):
        while done < limit and _settle_next(batch_id, now):
            done += 1
    return done


@transaction.atomic
def _settle_next(batch_id: int, now: datetime) -> bool:
    """One piece of work of the batch; False when nothing is left, or somebody else is at it."""
    locked = Batch.objects.select_for_update(of=("self",), skip_locked=True)
    batch = (
        locked.filter(id=batch_id, undone_at=None, settled_at=None)
        .select_related("made_by__party")
        .first()
    )
    if batch is None:
        return False
    item = batch.items.filter(outcome="").select_related("sign_up").first()
    if item is None:
        batch.settled_at = now
        batch.save(update_fields=["settled_at"])
        return False
    item.outcome = _outcome(item, batch.made_by, now)
    item.save(update_fields=["outcome"])
    return True


def _outcome(item: BatchItem, actor: Person, now: datetime) -> str:
    if item.sign_up.state == SignUp.State.HANDED_IN and item.sign_up.handed_in_at != item.round_at:
        # Handed in again since: this is not what was looked at.
        return CHANGED
    try:
        with transaction.atomic():
            found = approve_proof(sign_up_id=item.sign_up_id, actor=actor, now=now, how=item.how)
    except Refusal as refusal:
        log.info("batch_item_left", sign_up=item.sign_up_id, code=refusal.code)
        return refusal.code
    return APPROVED if found.state == SignUp.State.APPROVED else AGREED
