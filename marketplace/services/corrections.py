"""Staff puts a payment right: all of it or a part goes back, with a reason, and both sides hear."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from currency.models import Transfer
from currency.services.disputes import DECIDE
from currency.services.giving_back import lock_transfer, paid_of, refuse_unless_impartial
from currency.services.refunds import earlier_refund, refund
from currency.services.reversals import reverse_transfer
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import tell


@transaction.atomic
def give_back_by_staff(
    *, key: UUID, transfer_id: int, amount: int, reason: str, actor: Person, now: datetime
) -> Transfer:
    """Give `amount` of a payment back, whenever it was; the same key is once.

    All of an untouched payment is a reversal, anything else a refund. Raises NotAllowed,
    AccountUnknown, NotRefundable, NotImpartial, and what a refund raises.
    """
    refuse_unless_may(actor, DECIDE)
    payment = lock_transfer(transfer_id)
    paid = paid_of(payment)
    refuse_unless_impartial(actor.party_id, paid)
    earlier = Transfer.objects.filter(reverses=payment).first() if amount == paid.amount else None
    earlier = earlier or earlier_refund(key, payment, amount, actor.party_id)
    if earlier is not None:
        return earlier
    if amount == paid.amount and not paid.given_back:
        made = reverse_transfer(
            transfer_id=transfer_id, reason=reason, actor=actor.party_id, at=now
        )
    else:
        made = refund(
            key=key, transfer_id=transfer_id, amount=amount, reason=reason, actor=actor.party_id,
            at=now,
        )  # fmt: skip
    tell("payment.corrected", payment=transfer_id, transfer=made.id)
    return made
