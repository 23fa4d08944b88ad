"""Paying a request, at home or across tenants: one decision here, one SELECT in the database.

Guarantees: a request is paid at most once (the transfer's key is the request's id); asking again
by the same payer answers the same receipt; nobody goes below the floor, over a limit or over an
agreement's cap; across tenants both legs stand or neither.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.timezone import localdate

from currency import errors, live, queries
from currency.models import PaymentRequest, Transfer
from currency.outcomes import tells_outcome
from currency.payment_facts import PaymentFacts, payment_facts
from currency.queries import OpenRequest
from currency.receipts import Receipt, earlier_receipt, receipt_of
from currency.rules import verdicts, wind_down
from currency.services import payments_abroad
from currency.services.accounts import clearing_account
from currency.services.limits import paid_per_day
from currency.services.posting import Leg, Movement, call_functions
from tenants.errors import Refusal
from tenants.models import Agreement
from tenants.people.models import Party
from tenants.schema import current_schema


@dataclass(frozen=True)
class Quote:
    """What paying a request would cost its payer now. Minor units of the payer's coin.

    `legs` are what each of the payer's pots gives.
    """

    asked: OpenRequest
    amount: int
    available: int
    legs: Sequence[Leg]
    agreement: Agreement | None

    @property
    def left(self) -> int:
        """What the payer has afterwards."""
        return self.available - self.amount


def quote(*, code: str, payer: Party, at: datetime) -> Quote:
    """What the payer would give, or the refusal that paying would meet. Posts nothing.

    Raises, in this order: RequestUnknown, RequestPaid, RequestCancelled, RequestExpired, NoRules,
    SpendingEnded (here or at the shop), CoinsNotAccepted, AgreementSuspended, AgreementEnded,
    AgreementPaymentTooLarge, AgreementCapReached, SameParty, AmountTooLarge, InsufficientBalance.
    """
    facts = payment_facts(code=code, payer=payer, at=at)
    _refuse_unless_open(facts.asked, at)
    return _quote(facts, at)


@tells_outcome
def pay(*, code: str, payer: Party, at: datetime) -> Receipt:
    """Pay an open request out of the payer's pots, in the order of the rules.

    Raises what `quote` raises, and OverLimit; RequestPaid when somebody else was first. The same
    payer asking again gets the same receipt.
    """
    facts = payment_facts(code=code, payer=payer, at=at)
    try:
        with _usable_after_a_refusal():
            return _pay(facts, payer, at)
    except Refusal:
        # Of two taps at once the second finds less left, a limit used up, or the key taken.
        earlier = earlier_receipt(facts.asked, payer)
        if earlier is not None:
            return earlier
        # What changed since it was judged is told with the figures of now.
        quote(code=code, payer=payer, at=at)
        raise


def receipt_for(*, code: str, payer: Party) -> Receipt:
    """The payer's own receipt of a paid request. Raises RequestUnknown."""
    found = earlier_receipt(queries.payment_request(code), payer)
    if found is None:
        raise errors.RequestUnknown
    return found


def paid_by(*, code: str, payer: Party) -> bool:
    """Whether this payer is the one who paid the request."""
    return earlier_receipt(queries.payment_request(code), payer) is not None


def _usable_after_a_refusal() -> AbstractContextManager[object]:
    """A savepoint where somebody opened a transaction; by itself a payment is one statement."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _pay(facts: PaymentFacts, payer: Party, at: datetime) -> Receipt:
    asked = facts.asked
    _refuse_unless_open(asked, at)
    wanted = _quote(facts, at)
    movement = _movement(wanted, facts, payer, at)
    try:
        if wanted.agreement is None:
            (transfer_id,) = call_functions([(current_schema(), movement)])
        else:
            transfer_id = payments_abroad.post_across(movement, facts, wanted.agreement)
    except errors.KeyReused as error:
        raise errors.RequestPaid from error
    live.announce(asked.tenant.schema_name, asked.id)
    return receipt_of(transfer_id, payer, asked)


def _quote(facts: PaymentFacts, at: datetime) -> Quote:
    asked, rules = facts.asked, facts.rules.rules
    for town in (rules, facts.rules_there.rules if facts.rules_there else rules):
        wind_down.refuse_unless_spending(town, localdate(at))
    agreement, amount = None, asked.amount
    if asked.tenant.schema_name != current_schema():
        agreement, amount = payments_abroad.price(asked, at)
    elif facts.is_own_shop:
        raise errors.SameParty
    verdicts.refuse_unless_amount(amount, maximum=rules.payments.maximum)
    available = {pot: purse.available for pot, purse in facts.purses.items()}
    parts = verdicts.spread_over_pots(rules, available, amount)
    return Quote(
        asked=asked,
        amount=amount,
        available=sum(available.get(pot, 0) for pot in rules.pots.order),
        legs=[Leg(facts.purses[pot].account_id, -part) for pot, part in parts],
        agreement=agreement,
    )


def _movement(wanted: Quote, facts: PaymentFacts, payer: Party, at: datetime) -> Movement:
    """What happens in the payer's own schema; across tenants the coins go to clearing."""
    asked, rules, abroad = wanted.asked, facts.rules, wanted.agreement is not None
    named: dict[str, object] = {"request": str(asked.id), "code": asked.code}
    receiver = asked.payee_account
    if abroad:
        named |= {"tenant": asked.tenant.schema_name, "shop": asked.payee, "there": asked.amount}
        receiver = facts.clearing_here_id or clearing_account(asked.tenant).id
    return Movement(
        key=asked.id,
        kind=Transfer.Kind.PAYMENT_ABROAD if abroad else Transfer.Kind.PAYMENT,
        legs=[*wanted.legs, Leg(receiver, wanted.amount)],
        at=at,
        actor=payer.id,
        rules_id=rules.id,
        facts=named,
        request_id=None if abroad else asked.id,
        limits=(
            paid_per_day(
                payer=payer.id,
                at=at,
                amount=wanted.amount,
                cap=rules.rules.payments.maximum_per_day,
            ),
        ),
        event="payment.posted",
    )


def _refuse_unless_open(asked: OpenRequest, at: datetime) -> None:
    if asked.state == PaymentRequest.State.PAID:
        raise errors.RequestPaid
    if asked.state == PaymentRequest.State.CANCELLED:
        raise errors.RequestCancelled
    if asked.expires_at <= at:
        raise errors.RequestExpired
