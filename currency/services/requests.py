"""Payment requests: somebody asks for an amount, a short code and a QR carry it to the payer."""

import secrets
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from currency import live, queries
from currency.code_signs import CODE_SIGNS
from currency.errors import KeyReused, RequestExpired, RequestPaid, RequestUnknown
from currency.models import PaymentRequest, SplitBill
from currency.rules import spending, verdicts, wind_down
from currency.rules.document import Rules
from currency.services.accounts import account_of
from currency.services.slots import slot_for
from tenants.people.models import Party
from tenants.queries import current_tenant
from tenants.schema import current_schema

CODE_TRIES: Final = 5


class Asked(NamedTuple):
    """What a key stands for."""

    payee: UUID
    amount: int
    description: str
    desk: str
    payer: UUID | None
    asked_of: str | None
    split: int | None


def request_payment(
    *, key: UUID, payee: Party, amount: int, desk: str, actor: UUID, at: datetime,
    description: str = "", payer: Party | None = None, asked_of: str | None = None,
    split: SplitBill | None = None, lifetime: timedelta | None = None,
) -> PaymentRequest:  # fmt: skip
    """Ask for `amount` minor units; the same key answers the same request, also under new rules.

    A person asks where the rules let somebody pay people. Without a `lifetime` it is good as long
    as the rules say. Raises KeyReused, NoRules, SpendingEnded, MayNotPay and its kinds,
    AmountNotPositive, AmountTooLarge.
    """
    asked = Asked(payee.id, amount, description.strip()[:140], desk,
                  payer.id if payer else None, asked_of, split.id if split else None)  # fmt: skip
    earlier = _earlier(key, asked)
    if earlier:
        return earlier
    rules = queries.rules_in_force(at).rules
    wind_down.refuse_unless_spending(rules, localdate(at))
    spending.refuse_unless_may_ask(rules, payee.kind)
    verdicts.refuse_unless_amount(amount, maximum=rules.payments.maximum)
    pot = queries.receiving_pot(payee.kind)
    account = account_of(payee, pot, slot_for(key, payee, pot, at))
    for _ in range(CODE_TRIES):
        try:
            with transaction.atomic():
                return PaymentRequest.objects.create(
                    key=key,
                    code=_draw_code(),
                    payee=account,
                    payer=payer,
                    asked_of=asked_of,  # type: ignore[misc]  # null is a text unsealed
                    split=split,
                    amount=amount,
                    description=asked.description,
                    desk=desk,
                    made_by=actor,
                    created_at=at,
                    expires_at=at + (lifetime or lifetime_of(rules, payee.kind)),
                )
        except IntegrityError:
            # Either the key was used at the same moment, or the code was drawn before.
            earlier = _earlier(key, asked)
            if earlier:
                return earlier
    raise RuntimeError("no free payment code in five draws out of 887 million")


def lifetime_of(rules: Rules, kind: str, *, is_to_a_person: bool = False) -> timedelta:
    """How long a request is good: at a till as long as the customer stands there."""
    if kind == Party.Kind.PERSON or is_to_a_person:
        return timedelta(days=rules.payments.personal_request_lifetime_days)
    return timedelta(seconds=rules.payments.request_lifetime_s)


@transaction.atomic
def cancel_request(*, request_id: UUID, payee: Party, at: datetime) -> PaymentRequest:
    """The payee stops an open request. Stopping it twice changes nothing.

    Raises RequestUnknown, RequestPaid, RequestExpired.
    """
    found = (
        PaymentRequest.objects.select_for_update()
        .filter(id=request_id, payee__holder=payee)
        .first()
    )
    if found is None:
        raise RequestUnknown
    if found.state == PaymentRequest.State.PAID:
        raise RequestPaid
    if found.state == PaymentRequest.State.OPEN:
        if found.expires_at <= at:
            raise RequestExpired
        found.state = PaymentRequest.State.CANCELLED
        found.save(update_fields=["state"])
        live.announce(current_schema(), found.id)
    return found


def _earlier(key: UUID, asked: Asked) -> PaymentRequest | None:
    """The request this key made before. Raises KeyReused when it asked something else."""
    found = PaymentRequest.objects.filter(key=key).select_related("payee").first()
    if found is None:
        return None
    before = Asked(
        found.payee.holder_id, found.amount, found.description, found.desk,
        found.payer_id, found.asked_of, found.split_id,
    )  # fmt: skip
    if before != asked:
        raise KeyReused
    return found


def _draw_code() -> str:
    return current_tenant().code + "".join(secrets.choice(CODE_SIGNS) for _ in range(6))


def close_if_over(*, request_id: UUID, at: datetime) -> bool:
    """Make sure that a request past its time is never paid; whether it is not paid and never will.

    A payment that began before its time was over may still be on its way: it comes first, or finds
    the request stopped. Call inside a transaction.
    """
    found = PaymentRequest.objects.select_for_update().get(id=request_id)
    if found.state == PaymentRequest.State.OPEN and found.expires_at <= at:
        found.state = PaymentRequest.State.CANCELLED
        found.save(update_fields=["state"])
    return found.state in {PaymentRequest.State.CANCELLED, PaymentRequest.State.DECLINED}
