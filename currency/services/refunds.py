"""Giving a part of a payment back: to the pots it came from, never more than was paid.

The coins come back as received on the day of the refund: what would have expired meanwhile begins
a new term. The most that one person may have does not stop somebody's own coins coming back.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from currency.errors import AmountNotPositive, InsufficientBalance, KeyReused
from currency.models import Dispute, Hold, Transfer
from currency.queries import rules_in_force
from currency.refund_errors import RefundNotCovered, RefundTooLarge
from currency.services import giving_back
from currency.services.giving_back import Paid
from currency.services.holds import release_hold
from currency.services.posting import Leg, Movement, post
from tenants.trail.services import audit


@transaction.atomic
def refund(
    *, key: UUID, transfer_id: int, amount: int, reason: str, actor: UUID, at: datetime
) -> Transfer:
    """Give `amount` minor units of a payment back; the same key answers the same refund.

    What is held for a report on this payment is used for it; with nothing left of the payment the
    report is over. Raises AccountUnknown, KeyReused, NotRefundable, AmountNotPositive,
    RefundTooLarge, RefundNotCovered.
    """
    original = giving_back.lock_transfer(transfer_id)
    earlier = earlier_refund(key, original, amount, actor)
    if earlier is not None:
        return earlier
    paid = giving_back.paid_of(original)
    dispute = giving_back.open_dispute_of(original)
    made = post_refund(paid, dispute, key=key, amount=amount, reason=reason, actor=actor, at=at)
    if dispute is not None and amount == paid.left:
        giving_back.close_dispute(
            dispute,
            state=giving_back.given_back_by(actor, paid),
            actor=actor,
            at=at,
            decision=reason,
            refund=made,
        )
    elif dispute is not None and not _holds(dispute):
        giving_back.hold_again(dispute, giving_back.paid_of(original), at, why=made.id)
    return made


def earlier_refund(key: UUID, original: Transfer, amount: int, actor: UUID) -> Transfer | None:
    """What this key gave back before. Raises KeyReused where it was something else."""
    found = Transfer.objects.filter(key=key).first()
    if found is None:
        return None
    gave = sum(entry.amount for entry in found.entries.filter(amount__gt=0))
    if (found.refunds_id, gave, found.actor) != (original.id, amount, actor):
        raise KeyReused
    return found


def post_refund(
    paid: Paid, dispute: Dispute | None, *, key: UUID, amount: int, reason: str, actor: UUID,
    at: datetime,
) -> Transfer:  # fmt: skip
    """Post it, out of what is held for a report where that is enough. The payment is locked.

    Raises AmountNotPositive, RefundTooLarge, NoRules, RefundNotCovered.
    """
    if amount < 1:
        raise AmountNotPositive(amount=amount)
    if amount > paid.left:
        raise RefundTooLarge(amount=amount, left=paid.left)
    counted = paid.counted(amount)
    receiving = giving_back.receiving_accounts(paid)
    giving_back.take_locks(
        counted, [account.id for account in receiving] + [leg.account_id for leg in paid.drawn]
    )
    taken, hold_id = _taken(paid, dispute, amount)
    given = [Leg(entry.account_id, part) for entry, part in paid.parts(amount)]
    movement = Movement(
        key=key,
        kind=Transfer.Kind.REFUND,
        legs=[*taken, *given],
        at=at,
        actor=actor,
        rules_id=rules_in_force(at).id,
        facts=_facts(paid.transfer),
        hold_id=hold_id,
        limits=counted,
        event="refund.posted",
        refunds_id=paid.transfer.id,
    )
    try:
        made = post(movement)
    except InsufficientBalance as error:
        raise RefundNotCovered(amount=amount) from error
    audit(verb="refund-transfer", thing="transfer", thing_id=paid.transfer.id, actor=actor,
          amount=amount, reason=reason.strip()[:200])  # fmt: skip
    return made


def _facts(payment: Transfer) -> dict[str, object]:
    """Which payment it is of, and the code that finds its receipt."""
    code = payment.facts.get("code")
    return {"payment": payment.id, **({"code": code} if code else {})}


def _holds(dispute: Dispute) -> bool:
    if dispute.hold is None:
        return False
    dispute.hold.refresh_from_db()
    return dispute.hold.state == Hold.State.OPEN


def _taken(paid: Paid, dispute: Dispute | None, amount: int) -> tuple[Sequence[Leg], int | None]:
    """Where the coins come from: what is held for a report, or what the receiver has free."""
    hold = dispute.hold if dispute is not None else None
    if hold is not None and hold.remaining >= amount:
        return [Leg(hold.account_id, -amount)], hold.id
    if hold is not None and hold.remaining:
        release_hold(hold_id=hold.id)
    return giving_back.taken_from(giving_back.receiving_accounts(paid), amount), None
