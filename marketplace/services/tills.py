"""Commands at the till: ask for payment, stop asking, give money back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from currency.models import PaymentRequest, Transfer
from currency.queries import rules_in_force
from currency.services.requests import cancel_request, request_payment
from currency.services.reversals import reverse_transfer
from marketplace import queries
from marketplace.errors import RefundAbroad, RefundTooLate
from marketplace.models import Till
from marketplace.rules.refunds import may_refund
from tenants.people.models import Person


def ask_payment(
    *, key: UUID, till: Till, amount: int, actor: Person, now: datetime, description: str = ""
) -> PaymentRequest:
    """Ask `amount` minor units at this till. The same key answers the same request.

    Raises NoTill, and what a payment request raises.
    """
    queries.refuse_unless_works_at(actor, till)
    return request_payment(
        key=key,
        payee=till.merchant.party,
        amount=amount,
        desk=till.name,
        actor=actor.party_id,
        at=now,
        description=description,
    )


def stop_request(*, request_id: UUID, till: Till, actor: Person, now: datetime) -> PaymentRequest:
    """Stop asking. Raises NoTill, RequestUnknown, RequestPaid, RequestExpired."""
    queries.refuse_unless_works_at(actor, till)
    return cancel_request(request_id=request_id, payee=till.merchant.party, at=now)


@transaction.atomic
def refund_payment(
    *, request_id: UUID, till: Till, actor: Person, reason: str, now: datetime
) -> Transfer:
    """Give the whole of a paid request back, inside the holding period. Twice is once.

    Raises NoTill, RequestUnknown, RefundAbroad, RefundTooLate, InsufficientBalance.
    """
    queries.refuse_unless_works_at(actor, till)
    paid = queries.paid_transfer(request_id, till.merchant.party)
    holding_days = rules_in_force(now).rules.redemption.holding_days
    earlier = Transfer.objects.filter(reverses=paid).first()
    if earlier is not None:
        return earlier
    if paid.kind == Transfer.Kind.RECEIPT_ABROAD:
        raise RefundAbroad
    if not may_refund(kind=paid.kind, paid_at=paid.at, holding_days=holding_days, now=now):
        raise RefundTooLate
    return reverse_transfer(transfer_id=paid.id, reason=reason, actor=actor.party_id, at=now)
