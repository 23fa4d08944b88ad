"""The part of a payment that only a payment across tenants has: its price, and its second leg.

Both legs and the use of the agreement are one SELECT: all of it stands, or none.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.timezone import localdate

from currency import errors
from currency.models import Transfer
from currency.payment_facts import PaymentFacts
from currency.queries import OpenRequest
from currency.receipts import receipt_beside
from currency.rules import rates
from currency.services.accounts import clearing_account
from currency.services.posting import Leg, Movement, call_functions
from tenants.models import Agreement, Tenant
from tenants.people.models import Party
from tenants.queries import current_tenant, latest_agreement
from tenants.schema import looking_at

# A CHECK guards the cap, and an agreement suspended meanwhile is refused in there. Of two taps at
# once the second is answered the first one's transfer, whose use was counted already: that has
# another number than the one the second drew last, for the insert draws one in any case.
USE_AGREEMENT: Final = (
    "CASE WHEN {posted} = currval(pg_get_serial_sequence(%s, 'id'))"
    " THEN public.use_agreement(%s, %s) END"
)


def price(asked: OpenRequest, at: datetime) -> tuple[Agreement, int]:
    """The agreement that makes the payer's coins good, and what they give in their own coin.

    Raises, in this order: CoinsNotAccepted, AgreementSuspended, AgreementEnded,
    AgreementPaymentTooLarge, AgreementCapReached.
    """
    agreement = _agreement_for(current_tenant(), asked.tenant, at)
    amount = rates.to_issuer(
        asked.amount,
        numerator=agreement.rate_numerator,
        denominator=agreement.rate_denominator,
    )
    if amount > agreement.cap_payment:
        raise errors.AgreementPaymentTooLarge(amount=amount, maximum=agreement.cap_payment)
    if amount > agreement.room_left:
        raise errors.AgreementCapReached(amount=amount, room=agreement.room_left)
    return agreement, amount


def post_across(
    here: Movement, facts: PaymentFacts, agreement: Agreement, payer: Party
) -> Sequence[Any]:
    """Post the payer's movement and its mirror at the shop; answers the payer's transfer and what
    `payment_receipt` says of it.

    The tenant with the lower id goes first, so that opposite payments never deadlock.
    """
    home, shop_tenant = current_tenant(), facts.asked.tenant
    amount = here.legs[-1].amount
    there = _shop_side(here, facts, home)
    calls = sorted(
        [(home.id, home.schema_name, here), (shop_tenant.id, shop_tenant.schema_name, there)],
        key=lambda call: call[0],
    )
    position = 0 if calls[0][0] == home.id else 1
    posted = f"posted_{position}"
    beside, parameters = receipt_beside(home.schema_name, posted, payer)
    row = call_functions(
        [(schema, movement) for _, schema, movement in calls],
        then=USE_AGREEMENT.format(posted=posted),
        then_parameters=(f"{home.schema_name}.currency_transfer", str(agreement.id), str(amount)),
        beside=beside,
        beside_parameters=parameters,
    )
    return [row[position], *row[2:5]]


def _shop_side(here: Movement, facts: PaymentFacts, home: Tenant) -> Movement:
    """The mirror of the payer's movement. Raises NoRules where the shop's town has none yet."""
    asked, clearing_id = facts.asked, facts.clearing_there_id
    rules_id = facts.shop_rules.id
    if clearing_id is None:
        with looking_at(asked.tenant.schema_name):
            clearing_id = clearing_account(home).id
    return Movement(
        key=asked.id,
        kind=Transfer.Kind.RECEIPT_ABROAD,
        legs=(Leg(clearing_id, -asked.amount), Leg(asked.payee_account, asked.amount)),
        at=here.at,
        rules_id=rules_id,
        facts={
            "request": str(asked.id),
            "tenant": home.schema_name,
            "there": here.legs[-1].amount,
        },
        request_id=asked.id,
        event="payment.posted",
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
