"""A payment that was judged, as the one movement that posts it in the payer's own schema."""

from datetime import datetime

from currency.models import Transfer
from currency.payment_facts import PaymentFacts
from currency.services.accounts import clearing_account
from currency.services.limits import limits_of_payment
from currency.services.posting import Leg, Movement
from currency.services.quotes import Quote
from tenants.people.models import Party


def movement_of(wanted: Quote, facts: PaymentFacts, payer: Party, at: datetime) -> Movement:
    """Out of the pots of the quote, to who asked; across tenants the coins go to clearing."""
    asked, rules, abroad = wanted.asked, facts.rules, wanted.agreement is not None
    named: dict[str, object] = {"request": str(asked.id), "code": asked.code}
    receiver = asked.payee_account
    if abroad:
        named |= {"tenant": asked.tenant.schema_name, "shop": asked.payee, "there": asked.amount}
        receiver = facts.clearing_here_id or clearing_account(asked.tenant).id
    return Movement(
        key=asked.id,
        kind=kind_of(wanted, payer),
        legs=[*wanted.legs, Leg(receiver, wanted.amount)],
        at=at,
        actor=payer.id,
        rules_id=rules.id,
        facts=named,
        request_id=None if abroad else asked.id,
        limits=limits_of_payment(
            rules=rules.rules, payer=payer.id, at=at, amount=wanted.amount, parts=wanted.parts
        ),
        event="payment.posted",
    )


def kind_of(wanted: Quote, payer: Party) -> Transfer.Kind:
    """What sort of payment it is: across the border, between residents, by a business, or plain."""
    if wanted.agreement is not None:
        return Transfer.Kind.PAYMENT_ABROAD
    if payer.kind != Party.Kind.PERSON:
        return Transfer.Kind.TRADE
    return Transfer.Kind.PERSONAL if wanted.asked.is_of_a_person else Transfer.Kind.PAYMENT
