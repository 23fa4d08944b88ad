"""Asking one person to pay, by mail address; and what that person answers.

Whether somebody has an address here is told to nobody: an address that is not known gets a request
in the name of a party of the house that can neither see nor pay it.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from currency import live, queries
from currency.errors import RequestCancelled, RequestExpired, RequestPaid, RequestUnknown
from currency.models import PaymentRequest, SplitBill
from currency.paying_errors import PayingYourself, TooManyOpenRequests
from currency.services.requests import lifetime_of, request_payment
from tenants.people.models import Party
from tenants.people.queries import person_by_email
from tenants.people.services import keep_party
from tenants.schema import current_schema
from tenants.trail.services import tell

# Who asks more than this before anybody answers is asking strangers.
MOST_OPEN: Final = 20


@transaction.atomic
def ask_person(
    *, key: UUID, payee: Party, email: str, amount: int, actor: UUID, at: datetime,
    description: str = "", desk: str = "", split: SplitBill | None = None,
) -> PaymentRequest:  # fmt: skip
    """Ask the person with this address for `amount` minor units; they get a letter.

    The same key answers the same request. Raises PayingYourself, TooManyOpenRequests, and what
    `request_payment` raises.
    """
    address = email.strip().lower()
    person = person_by_email(address)
    payer = person.party if person and person.is_active else _nobody()
    if payer.id in (payee.id, actor):
        raise PayingYourself
    _refuse_unless_few(key, payee, at)
    rules = queries.rules_in_force(at).rules
    earlier = PaymentRequest.objects.filter(key=key).exists()
    asked = request_payment(
        key=key, payee=payee, amount=amount, desk=desk, actor=actor, at=at,
        description=description, payer=payer, asked_of=address, split=split,
        lifetime=lifetime_of(rules, payee.kind, is_to_a_person=True),
    )  # fmt: skip
    if not earlier:
        tell("request.asked", request=str(asked.id))
    return asked


@transaction.atomic
def ask_anybody(
    *, key: UUID, payee: Party, amount: int, actor: UUID, at: datetime, description: str = "",
    split: SplitBill | None = None,
) -> PaymentRequest:  # fmt: skip
    """A resident asks whoever scans the code. Raises TooManyOpenRequests, as `ask_person`."""
    _refuse_unless_few(key, payee, at)
    return request_payment(
        key=key, payee=payee, amount=amount, desk="", actor=actor, at=at,
        description=description, split=split,
    )  # fmt: skip


@transaction.atomic
def decline_request(*, request_id: UUID, payer: Party, at: datetime) -> PaymentRequest:
    """The person who was asked says no; who asked gets a letter. Twice is once.

    Raises RequestUnknown, RequestPaid, RequestCancelled, RequestExpired.
    """
    found = PaymentRequest.objects.select_for_update().filter(id=request_id, payer=payer).first()
    if found is None:
        raise RequestUnknown
    if found.state == PaymentRequest.State.PAID:
        raise RequestPaid
    if found.state == PaymentRequest.State.CANCELLED:
        raise RequestCancelled
    if found.state == PaymentRequest.State.OPEN:
        if found.expires_at <= at:
            raise RequestExpired
        found.state = PaymentRequest.State.DECLINED
        found.save(update_fields=["state"])
        tell("request.declined", request=str(found.id))
        live.announce(current_schema(), found.id)
    return found


def _nobody() -> Party:
    """In whose name a request stands whose address nobody has here."""
    return keep_party(kind=Party.Kind.SYSTEM, reference="nobody", name="nobody")


def _refuse_unless_few(key: UUID, payee: Party, at: datetime) -> None:
    if payee.kind != Party.Kind.PERSON:
        return
    waiting = PaymentRequest.objects.filter(
        payee__holder=payee, state=PaymentRequest.State.OPEN, expires_at__gt=at
    ).exclude(key=key)
    if waiting.count() >= MOST_OPEN:
        raise TooManyOpenRequests(maximum=MOST_OPEN)
