"""Payment requests: a till asks for an amount, a short code and a QR carry it to the payer."""

import secrets
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from currency import live, queries
from currency.errors import KeyReused, RequestExpired, RequestPaid, RequestUnknown
from currency.models import PaymentRequest, Pot
from currency.rules import verdicts, wind_down
from currency.services.accounts import account_of
from tenants.people.models import Party
from tenants.queries import current_tenant
from tenants.schema import current_schema

# No 0 O 1 I L: they are misread from a screen across a counter.
CODE_SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_TRIES: Final = 5


class Asked(NamedTuple):
    """What a key stands for."""

    payee: UUID
    amount: int
    description: str
    desk: str


def request_payment(
    *, key: UUID, payee: Party, amount: int, desk: str, actor: UUID, at: datetime,
    description: str = "",
) -> PaymentRequest:  # fmt: skip
    """Ask for `amount` minor units; the same key answers the same request, also under new rules.

    Raises KeyReused, NoRules, SpendingEnded, AmountNotPositive, AmountTooLarge.
    """
    asked = Asked(payee.id, amount, description.strip()[:140], desk)
    earlier = _earlier(key, asked)
    if earlier:
        return earlier
    in_force = queries.rules_in_force(at).rules
    wind_down.refuse_unless_spending(in_force, localdate(at))
    rules = in_force.payments
    verdicts.refuse_unless_amount(amount, maximum=rules.maximum)
    account = account_of(payee, Pot.MERCHANT)
    for _ in range(CODE_TRIES):
        try:
            with transaction.atomic():
                return PaymentRequest.objects.create(
                    key=key,
                    code=_draw_code(),
                    payee=account,
                    amount=amount,
                    description=asked.description,
                    desk=desk,
                    made_by=actor,
                    created_at=at,
                    expires_at=at + timedelta(seconds=rules.request_lifetime_s),
                )
        except IntegrityError:
            # Either the key was used at the same moment, or the code was drawn before.
            earlier = _earlier(key, asked)
            if earlier:
                return earlier
    raise RuntimeError("no free payment code in five draws out of 887 million")


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
    if Asked(found.payee.holder_id, found.amount, found.description, found.desk) != asked:
        raise KeyReused
    return found


def _draw_code() -> str:
    return current_tenant().code + "".join(secrets.choice(CODE_SIGNS) for _ in range(6))
