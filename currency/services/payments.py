"""Paying a request, at home or across tenants: one decision here, one SELECT in the database.

Guarantees: a request is paid at most once (the transfer's key is the request's id); asking again
by the same payer answers the same receipt; nobody goes below the floor, over a limit or over an
agreement's cap; across tenants both legs stand or neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.timezone import localdate
from django_tenants.utils import schema_context

from currency import errors, live, queries
from currency.models import Account, Entry, PaymentRequest, Pot, Transfer
from currency.outcomes import tells_outcome
from currency.queries import OpenRequest, RulesInForce
from currency.rules import rates, verdicts
from currency.services.accounts import account_of, clearing_account
from currency.services.posting import Leg, Limit, Movement, call_functions
from tenants.models import Agreement, Tenant
from tenants.people.models import Party
from tenants.people.queries import owns
from tenants.queries import current_tenant, latest_agreement
from tenants.schema import current_schema

# Raises `used`: a CHECK guards the cap, and an agreement suspended meanwhile is refused in there.
USE_AGREEMENT: Final = "public.use_agreement(%s, %s)"


@dataclass(frozen=True)
class Receipt:
    """What was paid, in the payer's minor units, and what the shop got in its own."""

    transfer_id: int
    at: datetime
    payee: str
    tenant: Tenant
    paid: int
    received: int
    balance_after: int


@dataclass(frozen=True)
class Quote:
    """What paying a request would cost its payer now. Minor units of the payer's coin."""

    asked: OpenRequest
    amount: int
    available: int
    agreement: Agreement | None

    @property
    def left(self) -> int:
        """What the payer has afterwards."""
        return self.available - self.amount


def quote(*, code: str, payer: Party, at: datetime) -> Quote:
    """What the payer would give, or the refusal that paying would meet. Posts nothing.

    Raises, in this order: RequestUnknown, RequestPaid, RequestCancelled, RequestExpired,
    CoinsNotAccepted, AgreementSuspended, AgreementEnded, AgreementPaymentTooLarge,
    AgreementCapReached, NoRules, AmountTooLarge, InsufficientBalance.
    """
    asked = queries.payment_request(code)
    _refuse_unless_open(asked, at)
    return _quote(asked, payer, at, queries.rules_in_force(at))


@tells_outcome
def pay(*, code: str, payer: Party, at: datetime) -> Receipt:
    """Pay an open request out of the payer's pots, in the order of the rules.

    Raises what `quote` raises, and OverLimit; RequestPaid when somebody else was first. The same
    payer asking again gets the same receipt.
    """
    asked = queries.payment_request(code)
    earlier = _earlier_receipt(asked, payer)
    if earlier:
        return earlier
    _refuse_unless_open(asked, at)
    rules = queries.rules_in_force(at)
    wanted = _quote(asked, payer, at, rules)
    movement = _payer_movement(wanted, payer, at, rules)
    try:
        if wanted.agreement is None:
            call_functions([(current_schema(), movement)])
        else:
            _post_across(wanted, movement, at)
    except errors.KeyReused as error:
        raise errors.RequestPaid from error
    except errors.RequestPaid:
        _refuse_unless_open(queries.payment_request(code), at)
        raise
    except errors.AgreementCapReached as error:
        room = wanted.agreement.room_left if wanted.agreement else 0
        raise errors.AgreementCapReached(amount=wanted.amount, room=room) from error
    live.announce(asked.tenant.schema_name, asked.id)
    receipt = _earlier_receipt(asked, payer)
    assert receipt is not None, "the posting above committed or raised"
    return receipt


def _quote(asked: OpenRequest, payer: Party, at: datetime, rules: RulesInForce) -> Quote:
    home = current_tenant()
    agreement = None
    amount = asked.amount
    if asked.tenant.id != home.id:
        agreement = _agreement_for(home, asked.tenant, at)
        amount = rates.to_issuer(
            asked.amount,
            numerator=agreement.rate_numerator,
            denominator=agreement.rate_denominator,
        )
        _refuse_unless_inside(agreement, amount)
    elif asked.payee_party == payer.id or owns(person_party=payer.id, party=asked.payee_party):
        raise errors.SameParty
    verdicts.refuse_unless_amount(amount, maximum=rules.rules.payments.maximum)
    available = queries.total_balance(payer)
    if available < amount:
        raise errors.InsufficientBalance(amount=amount, available=available)
    return Quote(asked=asked, amount=amount, available=available, agreement=agreement)


def _payer_movement(wanted: Quote, payer: Party, at: datetime, rules: RulesInForce) -> Movement:
    asked = wanted.asked
    accounts = {account.pot: account for account in queries.accounts_of(payer)}
    available = {pot: account.available or 0 for pot, account in accounts.items()}
    legs = [
        Leg(accounts[pot].id, -part)
        for pot, part in verdicts.spread_over_pots(rules.rules, available, wanted.amount)
    ]
    abroad = wanted.agreement is not None
    legs.append(Leg(_receiving_account(asked, abroad=abroad).id, wanted.amount))
    day = localdate(at).isoformat()
    facts: dict[str, object] = {"request": str(asked.id)}
    if abroad:
        facts |= {"tenant": asked.tenant.schema_name, "shop": asked.payee, "there": asked.amount}
    return Movement(
        key=asked.id,
        kind=Transfer.Kind.PAYMENT_ABROAD if abroad else Transfer.Kind.PAYMENT,
        legs=legs,
        at=at,
        actor=payer.id,
        rules_id=rules.id,
        facts=facts,
        request_id=None if abroad else asked.id,
        limits=(
            Limit("paid-per-day", str(payer.id), day, wanted.amount,
                  rules.rules.payments.maximum_per_day),
        ),
        event="payment.posted",
    )  # fmt: skip


def _receiving_account(asked: OpenRequest, *, abroad: bool) -> Account:
    if abroad:
        return clearing_account(asked.tenant)
    return account_of(Party.objects.get(id=asked.payee_party), Pot.MERCHANT)


def _post_across(wanted: Quote, here: Movement, at: datetime) -> None:
    """Both legs and the agreement's use in one SELECT, the tenant with the lower id first."""
    asked, agreement = wanted.asked, wanted.agreement
    assert agreement is not None, "only a payment across tenants comes here"
    home = current_tenant()
    with schema_context(asked.tenant.schema_name):
        rules = queries.rules_in_force(at)
        there = Movement(
            key=asked.id,
            kind=Transfer.Kind.RECEIPT_ABROAD,
            legs=(
                Leg(clearing_account(home).id, -asked.amount),
                Leg(account_of(Party.objects.get(id=asked.payee_party), Pot.MERCHANT).id,
                    asked.amount),
            ),
            at=at,
            rules_id=rules.id,
            facts={"request": str(asked.id), "tenant": home.schema_name, "there": wanted.amount},
            request_id=asked.id,
            event="payment.posted",
        )  # fmt: skip
    calls = sorted(
        [(home.id, home.schema_name, here), (asked.tenant.id, asked.tenant.schema_name, there)],
        key=lambda call: call[0],
    )
    call_functions(
        [(schema, movement) for _, schema, movement in calls],
        then=USE_AGREEMENT,
        then_parameters=(agreement.id, wanted.amount),
    )


def _agreement_for(issuer: Tenant, acceptor: Tenant, at: datetime) -> Agreement:
    agreement = latest_agreement(issuer=issuer, acceptor=acceptor)
    today = localdate(at)
    if agreement is None or agreement.starts_on > today:
        raise errors.CoinsNotAccepted
    if agreement.state != Agreement.State.IN_FORCE:
        raise errors.AgreementSuspended
    if agreement.ends_on < today:
        raise errors.AgreementEnded(ends_on=agreement.ends_on.isoformat())
    return agreement


def _refuse_unless_inside(agreement: Agreement, amount: int) -> None:
    if amount > agreement.cap_payment:
        raise errors.AgreementPaymentTooLarge(amount=amount, maximum=agreement.cap_payment)
    if amount > agreement.room_left:
        raise errors.AgreementCapReached(amount=amount, room=agreement.room_left)


def _refuse_unless_open(asked: OpenRequest, at: datetime) -> None:
    if asked.state == PaymentRequest.State.PAID:
        raise errors.RequestPaid
    if asked.state == PaymentRequest.State.CANCELLED:
        raise errors.RequestCancelled
    if asked.expires_at <= at:
        raise errors.RequestExpired


def _earlier_receipt(asked: OpenRequest, payer: Party) -> Receipt | None:
    transfer = Transfer.objects.filter(key=asked.id, actor=payer.id).first()
    return receipt_of(transfer, payer, asked) if transfer else None


def receipt_of(transfer: Transfer, payer: Party, asked: OpenRequest) -> Receipt:
    """The receipt of a posted payment, also long afterwards."""
    mine: Sequence[Entry] = list(
        Entry.objects.filter(transfer=transfer, account__holder=payer).select_related("account")
    )
    return Receipt(
        transfer_id=transfer.id,
        at=transfer.at,
        payee=asked.payee,
        tenant=asked.tenant,
        paid=-sum(entry.amount for entry in mine),
        received=asked.amount,
        balance_after=queries.total_balance(payer),
    )


def receipt_for(*, code: str, payer: Party) -> Receipt:
    """The payer's own receipt of a paid request. Raises RequestUnknown."""
    found = _earlier_receipt(queries.payment_request(code), payer)
    if found is None:
        raise errors.RequestUnknown
    return found


def paid_by(*, code: str, payer: Party) -> bool:
    """Whether this payer is the one who paid the request."""
    return _earlier_receipt(queries.payment_request(code), payer) is not None
