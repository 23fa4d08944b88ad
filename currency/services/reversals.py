"""Putting a transfer right by its mirror image. The original stays as it was posted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from currency.errors import AccountUnknown, AlreadyReversed, NotReversible
from currency.keys import key_for
from currency.models import Transfer
from currency.services.limits import paid_per_day
from currency.services.posting import Leg, Limit, Movement, post
from tenants.trail.services import audit

# Across tenants the other half stands elsewhere, and euros are put right by settlement.
REVERSIBLE: Final = frozenset(
    {Transfer.Kind.PAYMENT, Transfer.Kind.REWARD, Transfer.Kind.GIFT, Transfer.Kind.ISSUE}
)


@transaction.atomic
def reverse_transfer(*, transfer_id: int, reason: str, actor: UUID, at: datetime) -> Transfer:
    """Undo a whole transfer inside one tenant; reversing again answers the same reversal.

    A payment given back counts no longer for the payer's day. Raises AccountUnknown,
    AlreadyReversed (a reversal is not reversed), NotReversible, InsufficientBalance.
    """
    # Locked, so that of two people at once the second finds the first one's reversal.
    original = Transfer.objects.select_for_update(no_key=True).filter(id=transfer_id).first()
    if original is None:
        raise AccountUnknown
    if original.reverses_id is not None:
        raise AlreadyReversed
    if original.kind not in REVERSIBLE:
        raise NotReversible
    key = key_for("reversal", original.key)
    earlier = Transfer.objects.filter(key=key).first()
    if earlier:
        return earlier
    legs = [Leg(entry.account_id, -entry.amount) for entry in original.entries.order_by("account")]
    reversal = post(
        Movement(
            key=key,
            kind=Transfer.Kind.REVERSAL,
            legs=legs,
            at=at,
            actor=actor,
            reverses_id=original.id,
            facts={"transfer": original.id},
            limits=_room_given_back(original, legs),
            event="transfer.reversed",
        )
    )
    audit(verb="reverse-transfer", thing="transfer", thing_id=original.id, actor=actor,
          reason=reason[:200])  # fmt: skip
    return reversal


def _room_given_back(original: Transfer, legs: Sequence[Leg]) -> Sequence[Limit]:
    if original.kind != Transfer.Kind.PAYMENT or original.actor is None:
        return ()
    paid = sum(leg.amount for leg in legs if leg.amount > 0)
    return (paid_per_day(payer=original.actor, at=original.at, amount=-paid, cap=None),)
