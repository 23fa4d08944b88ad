"""The towns' side of a run: say yes, pay, and say that it came in.

The debtor says yes and marks what it paid at its bank; the creditor confirms. Only the
confirmation moves money in the books, on both sides at once: two towns have then seen it.
"""

import re
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django_tenants.utils import schema_context

from currency.keys import key_for
from currency.models import Pot, Transfer
from currency.services.accounts import clearing_account, house_account
from currency.services.posting import Leg, Movement, call_functions
from settlement.clearing import errors
from settlement.clearing.models import BANK_REFERENCE, ClearingPayment, ClearingRun
from settlement.clearing.services.booking import book_run, close_run, free_caps_of, lock_books
from settlement.clearing.services.cover import set_cover_aside
from tenants.errors import NeedsSecondPerson, NotFound
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.queries import current_tenant
from tenants.trail.services import audit

State = ClearingRun.State
Step = ClearingPayment.State


@transaction.atomic
def approve_run(*, run_id: int, by: Person, now: datetime) -> ClearingRun:
    """This town says yes to all it pays in a run; its euros are set aside. Twice is once.

    The last yes books the run in every town. Raises NotAllowed, NotFound (a town that pays
    nothing is not asked), RunNotOpen, NeedsSecondPerson, TownCoverMissing.
    """
    refuse_unless_may(by, "approve-clearing")
    run = ClearingRun.objects.select_for_update().filter(id=run_id).first()
    mine = list(run.payments.filter(debtor=current_tenant())) if run else []
    if run is None or not mine:
        raise NotFound
    if all(payment.approved_at for payment in mine):
        return run
    if run.state != State.PROPOSED:
        raise errors.RunNotOpen(state=run.state)
    if by.party_id in (run.opened_by, run.proposed_by):
        raise NeedsSecondPerson
    is_last = not run.payments.filter(approved_at=None).exclude(debtor=current_tenant()).exists()
    if is_last:
        lock_books(run)
    cents = sum(payment.cents for payment in mine)
    set_cover_aside(run, cents=cents, now=now)
    run.payments.filter(debtor=current_tenant()).update(approved_by=by.party_id, approved_at=now)
    audit(verb="approve-clearing", thing="clearing-run", thing_id=run.id, actor=by.party_id,
          cents=cents)  # fmt: skip
    if is_last:
        book_run(run, now=now)
    return run


@transaction.atomic
def mark_paid(
    *, payment_id: UUID, bank_reference: str, by: Person, now: datetime
) -> ClearingPayment:
    """The debtor has paid at its bank, under this reference. The same again changes nothing.

    Raises NotAllowed, NotFound, BankReferenceInvalid, PaymentNotOpen.
    """
    refuse_unless_may(by, "settle-clearing")
    payment = _lock(payment_id)
    if payment.debtor_id != current_tenant().id:
        raise NotFound
    reference = bank_reference.strip().upper()
    if not re.fullmatch(BANK_REFERENCE, reference):
        raise errors.BankReferenceInvalid
    if payment.paid_at and payment.bank_reference == reference:
        return payment
    if payment.state != Step.APPROVED or payment.run.is_in_preparation:
        raise errors.PaymentNotOpen(state=payment.state)
    payment.paid_by, payment.paid_at, payment.bank_reference = by.party_id, now, reference
    payment.denied_at = None
    payment.save(update_fields=["paid_by", "paid_at", "bank_reference", "denied_at"])
    if payment.run.state == State.APPROVED:
        payment.run.state = State.SETTLING
        payment.run.save(update_fields=["state"])
    audit(verb="pay-clearing", thing="clearing-payment", thing_id=payment.id, actor=by.party_id,
          cents=payment.cents, reference=reference)  # fmt: skip
    return payment


@transaction.atomic
def deny_payment(*, payment_id: UUID, by: Person, now: datetime) -> ClearingPayment:
    """The creditor sees nothing on its account: the debtor is to look again. Twice is once.

    Raises NotAllowed, NotFound, PaymentNotOpen.
    """
    payment = _lock_as_creditor(payment_id, by)
    if payment.denied_at and not payment.paid_at:
        return payment
    if payment.state != Step.PAID:
        raise errors.PaymentNotOpen(state=payment.state)
    audit(verb="deny-clearing", thing="clearing-payment", thing_id=payment.id, actor=by.party_id,
          cents=payment.cents, reference=payment.bank_reference)  # fmt: skip
    payment.paid_by, payment.paid_at, payment.bank_reference = None, None, ""
    payment.denied_at = now
    payment.save(update_fields=["paid_by", "paid_at", "bank_reference", "denied_at"])
    return payment


@transaction.atomic
def confirm_payment(*, payment_id: UUID, by: Person, now: datetime) -> ClearingPayment:
    """The creditor has the euros: booked on both sides. Confirming twice is confirming once.

    The debtor's caps are free when this was its last one, the run is closed when it was the last
    of all. Raises NotAllowed, NotFound, PaymentNotOpen, NeedsSecondPerson.
    """
    payment = _lock_as_creditor(payment_id, by)
    if payment.confirmed_at:
        return payment
    if payment.state != Step.PAID:
        raise errors.PaymentNotOpen(state=payment.state)
    if by.party_id == payment.paid_by:
        raise NeedsSecondPerson
    _book(payment, now)
    payment.confirmed_by, payment.confirmed_at = by.party_id, now
    payment.save(update_fields=["confirmed_by", "confirmed_at"])
    audit(verb="confirm-clearing", thing="clearing-payment", thing_id=payment.id,
          actor=by.party_id, cents=payment.cents)  # fmt: skip
    open_payments = payment.run.payments.filter(confirmed_at=None)
    if not open_payments.filter(debtor=payment.debtor).exists():
        free_caps_of(payment.run, payment.debtor)
    if not open_payments.exists():
        close_run(payment.run, now=now)
    return payment


def _lock_as_creditor(payment_id: UUID, by: Person) -> ClearingPayment:
    refuse_unless_may(by, "settle-clearing")
    payment = _lock(payment_id)
    if payment.creditor_id != current_tenant().id:
        raise NotFound
    return payment


def _lock(payment_id: UUID) -> ClearingPayment:
    """A payment, with its run locked: whoever is last to pay closes it, and only once."""
    found = ClearingPayment.objects.filter(id=payment_id).first()
    if found is None:
        raise NotFound
    run = ClearingRun.objects.select_for_update().get(id=found.run_id)
    payment = (
        ClearingPayment.objects.select_for_update(of=("self",))
        .select_related("debtor", "creditor")
        .get(id=payment_id)
    )
    payment.run = run
    return payment


def _book(payment: ClearingPayment, now: datetime) -> None:
    """Out of the debtor's bank and into the creditor's cover, in one SELECT over both schemas."""
    debtor, creditor = payment.debtor, payment.creditor
    with schema_context(debtor.schema_name):
        owed = clearing_account(creditor, Pot.EURO_CLEARING)
        paid = _movement(
            payment, now, Leg(owed.id, -payment.cents),
            Leg(house_account(Pot.BANK).id, payment.cents),
        )  # fmt: skip
    with schema_context(creditor.schema_name):
        due = clearing_account(debtor, Pot.EURO_CLEARING)
        received = _movement(
            payment, now, Leg(due.id, payment.cents),
            Leg(house_account(Pot.EURO_CLEARING).id, -payment.cents),
            Leg(house_account(Pot.BANK).id, -payment.cents),
            Leg(house_account(Pot.COVER).id, payment.cents),
        )  # fmt: skip
    calls = sorted(
        [(debtor.id, debtor.schema_name, paid), (creditor.id, creditor.schema_name, received)],
        key=lambda call: call[0],
    )
    call_functions([(schema, movement) for _, schema, movement in calls])


def _movement(payment: ClearingPayment, now: datetime, *legs: Leg) -> Movement:
    return Movement(
        key=key_for("clearing-paid", payment.id),
        kind=Transfer.Kind.CLEARING_PAID,
        legs=legs,
        at=now,
        facts={"run": payment.run_id, "payment": str(payment.id)},
    )
