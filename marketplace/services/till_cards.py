"""A card at the till: who works there reads it, its holder keys the PIN."""

from datetime import datetime
from uuid import UUID

from currency.queries import request_of_payee
from currency.receipts import Receipt
from currency.services.card_payments import balance_on_card, pay_with_card
from marketplace import queries
from marketplace.models import Till
from tenants.people.models import Person


def pay_by_card(
    *, request_id: UUID, till: Till, card_code: str, pin: str, actor: Person, now: datetime
) -> Receipt:
    """Pay what this shop asked with a customer's card. The same card again: the same receipt.

    Raises NoTill, MerchantNotOpen, RequestUnknown, and what paying with a card raises.
    """
    queries.refuse_unless_works_at(actor, till)
    asked = request_of_payee(request_id, till.merchant.party)
    return pay_with_card(
        card_code=card_code, request_code=asked.code, pin=pin, actor=actor.party_id, at=now
    )


def balance_by_card(*, till: Till, card_code: str, pin: str, actor: Person, now: datetime) -> int:
    """What a customer may spend, in minor units, shown for the PIN.

    Raises NoTill, MerchantNotOpen, and what asking for a balance raises.
    """
    queries.refuse_unless_works_at(actor, till)
    return balance_on_card(card_code=card_code, pin=pin, at=now)
