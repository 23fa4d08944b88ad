"""Paying a request, at home or across tenants: one decision here, one SELECT in the database.

Guarantees: a request is paid at most once (the transfer's key is the request's id); asking again
by the same payer answers the same receipt; nobody goes below the floor, over a limit or over an
agreement's cap, and no person above the most they may have; across tenants both legs stand or
neither.
"""

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Final

from django.db import connection, transaction

from currency import errors, live, paying_errors, queries
from currency.outcomes import tells_outcome
from currency.payment_facts import PaymentFacts, payment_facts
from currency.receipts import Receipt, earlier_receipt, receipt_beside, receipt_from
from currency.services import payments_abroad
from currency.services.movements import movement_of
from currency.services.posting import call_functions
from currency.services.quotes import Quote, quote_of, refuse_unless_open
from tenants.errors import Refusal
from tenants.people.models import Party

# So often a payment is spread over the pots anew, when others used a pot's room meanwhile.
SPREADS: Final = 5


def quote(*, code: str, payer: Party, at: datetime) -> Quote:
    """What the payer would give, or the refusal that paying would meet. Posts nothing.

    Raises, in this order: RequestUnknown (also for who is not the named payer), RequestPaid,
    RequestCancelled, RequestDeclined, RequestExpired, NoRules, SpendingEnded (here or at the
    shop), PayingYourself, SameParty,
    AbroadNotSpent, AbroadNotAccepted, CoinsNotAccepted, AgreementSuspended, AgreementEnded,
    AgreementPaymentTooLarge, AgreementCapReached, MayNotPay and its kinds, AmountTooLarge,
    ReceiverFull, InsufficientBalance.
    """
    facts = payment_facts(code=code, payer=payer, at=at)
    refuse_unless_open(facts.asked, payer, at)
    return quote_of(facts, payer, at)


@tells_outcome
def pay(*, code: str, payer: Party, at: datetime) -> Receipt:
    """Pay an open request out of the payer's pots, in the order of the rules.

    Raises what `quote` raises, and OverLimit, OverMonthLimit; RequestPaid when somebody else was
    first. The same payer asking again gets the same receipt.
    """
    for spreading in range(SPREADS):
        facts = payment_facts(code=code, payer=payer, at=at)
        try:
            with _usable_after_a_refusal(facts):
                return _pay(facts, payer, at)
        except Refusal as refusal:
            # Of two taps at once the second finds less left, a limit used up, or the key taken.
            earlier = earlier_receipt(facts.asked, payer)
            if earlier is not None:
                return earlier
            # What changed since it was judged is told with the figures of now.
            quote(code=code, payer=payer, at=at)
            if not isinstance(refusal, paying_errors.OverPotLimit) or spreading == SPREADS - 1:
                raise
    raise AssertionError("the last time round answers or raises")


def receipt_for(*, code: str, payer: Party) -> Receipt:
    """The payer's own receipt of a paid request. Raises RequestUnknown."""
    found = earlier_receipt(queries.payment_request(code), payer)
    if found is None:
        raise errors.RequestUnknown
    return found


def paid_by(*, code: str, payer: Party) -> bool:
    """Whether this payer is the one who paid the request."""
    return earlier_receipt(queries.payment_request(code), payer) is not None


def _usable_after_a_refusal(facts: PaymentFacts) -> AbstractContextManager[object]:
    """A savepoint where somebody opened a transaction; by itself a payment is one statement.

    A person's balance has a most: who pays a person holds on to that person first.
    """
    is_one_statement = not connection.in_atomic_block and not facts.asked.is_of_a_person
    return nullcontext() if is_one_statement else transaction.atomic()


def _pay(facts: PaymentFacts, payer: Party, at: datetime) -> Receipt:
    asked = facts.asked
    refuse_unless_open(asked, payer, at)
    if asked.is_of_a_person:
        # Before any other lock, so that people who pay each other never wait in a ring.
        Party.objects.select_for_update(no_key=True).filter(id=asked.payee_party).first()
        facts = payment_facts(code=asked.code, payer=payer, at=at)
    wanted = quote_of(facts, payer, at)
    movement = movement_of(wanted, facts, payer, at)
    try:
        if wanted.agreement is None:
            beside, parameters = receipt_beside(facts.home, "posted_0", payer)
            transfer_id, *receipt = call_functions(
                [(facts.home, movement)], beside=beside, beside_parameters=parameters
            )
        else:
            transfer_id, *receipt = payments_abroad.post_across(
                movement, facts, wanted.agreement, payer
            )
    except errors.KeyReused as error:
        raise errors.RequestPaid from error
    live.announce(asked.tenant.schema_name, asked.id)
    return receipt_from(transfer_id, receipt, asked)
