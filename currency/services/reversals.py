"""Putting a transfer right by its mirror image. The original stays as it was posted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from currency.errors import AlreadyReversed, InsufficientBalance, NotReversible
from currency.keys import key_for
from currency.models import Transfer
from currency.refund_errors import PartlyRefunded, RefundNotCovered
from currency.services import giving_back
from currency.services.posting import Leg, Limit, Movement, post
from currency.services.volunteers import give_received_back
from tenants.trail.services import audit

# Across tenants the other half stands elsewhere, and euros are put right by settlement.
REVERSIBLE: Final = giving_back.REFUNDABLE | {
    Transfer.Kind.REWARD, Transfer.Kind.GIFT, Transfer.Kind.ISSUE,
}  # fmt: skip


@transaction.atomic
def reverse_transfer(*, transfer_id: int, reason: str, actor: UUID, at: datetime) -> Transfer:
    """Undo a whole transfer inside one tenant; reversing again answers the same reversal.

    A payment given back counts no longer for the payer's limits, and a report on it is over.
    Raises AccountUnknown, AlreadyReversed (a reversal is not reversed), NotReversible,
    PartlyRefunded, RefundNotCovered (a payment), InsufficientBalance (anything else).
    """
    # Locked, so that of two people at once the second finds the first one's reversal.
    original = giving_back.lock_transfer(transfer_id)
    if original.reverses_id is not None or original.refunds_id is not None:
        raise AlreadyReversed
    if original.kind not in REVERSIBLE:
        raise NotReversible
    key = key_for("reversal", original.key)
    earlier = Transfer.objects.filter(key=key).first()
    if earlier:
        return earlier
    if original.kind in giving_back.REFUNDABLE:
        reversal = _reverse_payment(original, key, reason, actor, at)
    else:
        # Before the accounts are locked, as at an approval.
        give_received_back(transfer_id=original.id)
        reversal = _post(original, key, _mirror(original), actor, at)
    audit(verb="reverse-transfer", thing="transfer", thing_id=original.id, actor=actor,
          reason=reason[:200])  # fmt: skip
    return reversal


def _reverse_payment(
    original: Transfer, key: UUID, reason: str, actor: UUID, at: datetime
) -> Transfer:
    paid = giving_back.paid_of(original)
    if paid.given_back:
        raise PartlyRefunded(left=paid.left)
    counted, legs = paid.counted(paid.amount), _mirror(original)
    dispute = giving_back.open_dispute_of(original)
    giving_back.take_locks(counted, [leg.account_id for leg in legs])
    if dispute is not None:
        giving_back.free_hold(dispute)
    try:
        reversal = _post(original, key, legs, actor, at, counted)
    except InsufficientBalance as error:
        raise RefundNotCovered(amount=paid.amount) from error
    if dispute is not None:
        giving_back.close_dispute(
            dispute, state=giving_back.given_back_by(actor, paid), actor=actor, at=at,
            decision=reason, refund=reversal,
        )  # fmt: skip
    return reversal


def _mirror(original: Transfer) -> Sequence[Leg]:
    return [Leg(entry.account_id, -entry.amount) for entry in original.entries.order_by("account")]


def _post(
    original: Transfer, key: UUID, legs: Sequence[Leg], actor: UUID, at: datetime,
    counted: Sequence[Limit] = (),
) -> Transfer:  # fmt: skip
    return post(
        Movement(
            key=key,
            kind=Transfer.Kind.REVERSAL,
            legs=legs,
            at=at,
            actor=actor,
            reverses_id=original.id,
            facts={"transfer": original.id},
            limits=counted,
            event="transfer.reversed",
        )
    )
