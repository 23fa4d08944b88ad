"""Commands at the till: ask for payment, stop asking, give money back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from currency.models import PaymentRequest, Transfer
from currency.queries import given_back_of, rules_in_force
from currency.rules.document import Refunds
from currency.services.giving_back import lock_transfer
from currency.services.refunds import earlier_refund, refund
from currency.services.requests import cancel_request, request_payment
from currency.services.reversals import reverse_transfer
from marketplace import queries
from marketplace.errors import RefundAbroad, RefundByStaff, RefundTooLate, RefundWholeOnly
from marketplace.models import Till
from marketplace.rules.refunds import may_refund
from tenants.people.models import Party, Person


def ask_payment(
    *, key: UUID, till: Till, amount: int, actor: Person, now: datetime, description: str = ""
) -> PaymentRequest:
    """Ask `amount` minor units at this till. The same key answers the same request.

    Raises NoTill, MerchantNotOpen, MerchantPaused, and what a payment request raises.
    """
    queries.refuse_unless_may_ask(actor, till)
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

    Raises NoTill, RequestUnknown, RefundAbroad, RefundTooLate, RefundByStaff, PartlyRefunded,
    RefundNotCovered.
    """
    queries.refuse_unless_works_at(actor, till)
    paid = queries.paid_transfer(request_id, till.merchant.party)
    earlier = Transfer.objects.filter(reverses=paid).first()
    if earlier is not None:
        return earlier
    rules = _refuse_unless_in_time(paid, now)
    _refuse_above(rules, amount=_amount(paid, till.merchant.party), given_back=0)
    return reverse_transfer(transfer_id=paid.id, reason=reason, actor=actor.party_id, at=now)


@transaction.atomic
def refund_part(
    *, key: UUID, request_id: UUID, till: Till, amount: int, actor: Person, reason: str,
    now: datetime,
) -> Transfer:  # fmt: skip
    """Give `amount` of a paid request back, inside the holding period; the same key is once.

    Raises NoTill, RequestUnknown, RefundAbroad, RefundTooLate, RefundWholeOnly, RefundByStaff, and
    what a refund raises.
    """
    queries.refuse_unless_works_at(actor, till)
    # Locked, so that of many at once each counts what the others gave.
    paid = lock_transfer(queries.paid_transfer(request_id, till.merchant.party).id)
    earlier = earlier_refund(key, paid, amount, actor.party_id)
    if earlier is not None:
        return earlier
    rules = _refuse_unless_in_time(paid, now)
    given_back = given_back_of([paid.id]).get(paid.id, 0)
    is_a_part = amount < _amount(paid, till.merchant.party)
    if is_a_part and not rules.partial:
        raise RefundWholeOnly
    _refuse_above(rules, amount=amount, given_back=given_back)
    return refund(
        key=key, transfer_id=paid.id, amount=amount, reason=reason, actor=actor.party_id, at=now
    )


def _refuse_unless_in_time(paid: Transfer, now: datetime) -> Refunds:
    """The rules for refunds of now. Raises RefundAbroad, RefundTooLate."""
    if paid.kind == Transfer.Kind.RECEIPT_ABROAD:
        raise RefundAbroad
    rules = rules_in_force(now).rules
    days = rules.redemption.holding_days
    if not may_refund(kind=paid.kind, paid_at=paid.at, holding_days=days, now=now):
        raise RefundTooLate
    return rules.refunds


def _refuse_above(rules: Refunds, *, amount: int, given_back: int) -> None:
    maximum = rules.shop_maximum
    if maximum is not None and given_back + amount > maximum:
        raise RefundByStaff(amount=amount, maximum=max(0, maximum - given_back))


def _amount(paid: Transfer, shop: Party) -> int:
    """What the shop received."""
    return sum(entry.amount for entry in paid.entries.filter(account__holder=shop))
