"""Putting a transfer right by its mirror image. The original stays as it was posted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from currency.errors import AccountUnknown, AlreadyReversed, NotReversible
from currency.keys import key_for
from currency.models import Account, Transfer
from currency.queries import parsed_rules
from currency.services.limits import limits_of_payment
from currency.services.posting import Leg, Limit, Movement, post
from tenants.schema import current_schema
from tenants.trail.services import audit

# What counts for the payer's limits.
COUNTED: Final = frozenset({Transfer.Kind.PAYMENT, Transfer.Kind.PERSONAL, Transfer.Kind.TRADE})
# Across tenants the other half stands elsewhere, and euros are put right by settlement.
REVERSIBLE: Final = frozenset(
    {*COUNTED, Transfer.Kind.REWARD, Transfer.Kind.GIFT, Transfer.Kind.ISSUE}
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
    """What the payer may pay again on that day, in that month, and out of those pots."""
    if original.kind not in COUNTED or original.actor is None or original.rules is None:
        return ()
    back = {leg.account_id: -leg.amount for leg in legs if leg.amount > 0}
    pots = Account.objects.filter(id__in=back, holder=original.actor).values_list("id", "pot")
    return limits_of_payment(
        rules=parsed_rules(current_schema(), original.rules.id, original.rules.approved_at),
        payer=original.actor,
        at=original.at,
        amount=sum(back.values()),
        parts=[(pot, back[account_id]) for account_id, pot in pots],
    )
