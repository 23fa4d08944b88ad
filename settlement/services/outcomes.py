"""What the bank made of a payout: paid, refused, or come back. Each outcome is booked once.

The caller holds the bank account's lock (`lock_bank_account`), so that two files never judge the
same payout at once. The ledger's keys are made of the payout: booking twice is booking once.
"""

from datetime import date, datetime
from uuid import UUID

from currency.keys import key_for
from currency.models import Pot, Transfer
from currency.services.accounts import account_of, house_account
from currency.services.posting import Leg, Movement, post
from settlement.models import Payout, PayoutBatch, PayoutPart
from settlement.services.batches import lock_batch, mark_sent
from tenants.trail.services import audit

State = Payout.State


def settle_payout(*, payout_id: UUID, booked_on: date, now: datetime) -> Payout:
    """The bank debited us for it: what we owed the shop is paid. Repeating changes nothing."""
    payout = _lock(payout_id, now)
    if payout.state != State.SENT:
        return payout
    _post(payout, Transfer.Kind.PAYOUT, sign=1, now=now)
    _end(payout, State.SETTLED, now=now, settled_on=booked_on)
    return payout


def reject_payout(*, payout_id: UUID, reason: str, now: datetime) -> Payout:
    """The bank will not carry it out: nothing moved, the shop's claim waits for another batch.

    What was settled or returned already keeps that state.
    """
    payout = _lock(payout_id, now)
    if payout.state != State.SENT:
        return payout
    _reopen(payout)
    _end(payout, State.REJECTED, now=now, reason=reason)
    return payout


def return_payout(*, payout_id: UUID, reason: str, booked_on: date, now: datetime) -> Payout:
    """The euros came back: we owe the shop again, and the claim waits for another batch.

    A return that is read before its debit settles the payout first: the money did leave.
    """
    payout = settle_payout(payout_id=payout_id, booked_on=booked_on, now=now)
    if payout.state != State.SETTLED:
        return payout
    _post(payout, Transfer.Kind.PAYOUT_RETURN, sign=-1, now=now)
    _reopen(payout)
    _end(payout, State.RETURNED, now=now, reason=reason)
    return payout


def note_answer(batch: PayoutBatch, now: datetime) -> None:
    """The bank has spoken about this locked batch, so it has the file."""
    mark_sent(batch, now)
    if batch.answered_at is None:
        batch.answered_at = now
        batch.save(update_fields=["answered_at"])


def close_if_answered(batch_id: int, now: datetime) -> None:
    """A sent batch whose every line has ended is closed."""
    batch = lock_batch(batch_id)
    waiting = Payout.objects.filter(batch=batch, state__in=[State.BATCHED, State.SENT]).exists()
    if batch.state == PayoutBatch.State.SENT and not waiting:
        batch.state = PayoutBatch.State.CLOSED
        batch.closed_at = now
        batch.save(update_fields=["state", "closed_at"])
        audit(verb="close-payout-batch", thing="payout-batch", thing_id=batch.id, actor=None)


def _lock(payout_id: UUID, now: datetime) -> Payout:
    """The payout, locked after its batch, which is thereby known to be at the bank."""
    batch = lock_batch(Payout.objects.values_list("batch_id", flat=True).get(id=payout_id))
    note_answer(batch, now)
    return Payout.objects.select_for_update().get(id=payout_id)


def _post(payout: Payout, kind: str, *, sign: int, now: datetime) -> Transfer:
    payable = account_of(payout.merchant, Pot.PAYABLE)
    bank = house_account(Pot.BANK)
    return post(
        Movement(
            key=key_for(kind, payout.id),
            kind=kind,
            legs=(Leg(payable.id, -sign * payout.cents), Leg(bank.id, sign * payout.cents)),
            at=now,
            facts={"payout": str(payout.id)},
            event=f"{kind}.posted",
        )
    )


def _reopen(payout: Payout) -> None:
    PayoutPart.objects.filter(payout=payout, is_live=True).update(is_live=False)


def _end(
    payout: Payout, state: str, *, now: datetime, reason: str = "", settled_on: date | None = None
) -> None:
    payout.state = state
    payout.ended_at = now
    payout.reason = reason[:8]
    payout.settled_on = settled_on or payout.settled_on
    payout.save(update_fields=["state", "ended_at", "reason", "settled_on"])
    audit(verb=f"{state}-payout", thing="payout", thing_id=payout.id, actor=None,
          cents=payout.cents, reason=payout.reason)  # fmt: skip
