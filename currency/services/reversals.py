"""Putting a transfer right by its mirror image. The original stays as it was posted."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from currency.errors import AccountUnknown, AlreadyReversed
from currency.keys import key_for
from currency.models import Transfer
from currency.services.posting import Leg, Movement, post
from tenants.trail.services import audit


@transaction.atomic
def reverse_transfer(*, transfer_id: int, reason: str, actor: UUID, at: datetime) -> Transfer:
    """Undo a whole transfer inside one tenant; reversing again answers the same reversal.

    Raises AccountUnknown, AlreadyReversed (a reversal is not reversed), InsufficientBalance.
    """
    original = Transfer.objects.filter(id=transfer_id).first()
    if original is None:
        raise AccountUnknown
    if original.reverses_id is not None or original.kind in (
        Transfer.Kind.PAYMENT_ABROAD,
        Transfer.Kind.RECEIPT_ABROAD,
    ):
        raise AlreadyReversed
    key = key_for("reversal", original.key)
    earlier = Transfer.objects.filter(key=key).first()
    if earlier:
        return earlier
    reversal = post(
        Movement(
            key=key,
            kind=Transfer.Kind.REVERSAL,
            legs=[
                Leg(entry.account_id, -entry.amount) for entry in original.entries.order_by("seq")
            ],
            at=at,
            actor=actor,
            reverses_id=original.id,
            facts={"transfer": original.id},
            event="transfer.reversed",
        )
    )
    audit(verb="reverse-transfer", thing="transfer", thing_id=original.id, actor=actor,
          reason=reason[:200])  # fmt: skip
    return reversal
