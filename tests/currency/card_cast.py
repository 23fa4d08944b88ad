"""A town where cards are good, somebody who makes them, and cards in the hands of residents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from currency.card_codes import printed_code
from currency.models import Card, PaymentRequest
from currency.receipts import Receipt
from currency.services.card_payments import pay_with_card
from currency.services.cards import issue_card, print_pin
from tenants.people.models import Party, Person
from tenants.people.services import add_person, grant_role
from tests.cast import NOW, SOMEBODY, Town

ENABLED: Mapping[str, Any] = {"enabled": True, "pin_above": 1_000, "without_pin_per_day": 2_000}


@dataclass
class Held:
    """A card as its holder has it: the paper's code and the PIN."""

    card: Card
    code: str
    pin: str
    holder: Party


@dataclass
class Cards:
    """The town's desk for cards."""

    town: Town
    clerk: Person

    def issued(self, coins: int = 10_000, at: datetime = NOW) -> Held:
        """A card with a PIN, for somebody with so many coins."""
        holder = self.town.resident(coins)
        with self.town.here():
            card = issue_card(key=uuid4(), holder=holder.person, actor=self.clerk, at=at)
            return self.printed(card)

    def printed(self, card: Card) -> Held:
        """What came out of the printer."""
        with self.town.here():
            found, pin = print_pin(key=uuid4(), card_id=card.id, actor=self.clerk, at=NOW)
            return Held(found, printed_code(found.number), pin, found.holder)

    def pays(self, held: Held, asked: PaymentRequest, pin: str = "", at: datetime = NOW) -> Receipt:
        """Somebody at a till reads the card."""
        with self.town.here():
            return pay_with_card(
                card_code=held.code, request_code=asked.code, pin=pin, actor=SOMEBODY, at=at
            )

    def wrong(self, held: Held) -> str:
        """A PIN that is not this card's."""
        return "1357" if held.pin != "1357" else "2468"


def a_desk(town: Town, **cards: Any) -> Cards:
    """Cards are good here, as the rules say."""
    town.rules(cards={**ENABLED, **cards})
    with town.here():
        clerk = add_person(email=f"{uuid4()}@town.example", name="Wiel Houben")
        grant_role(person=clerk, code="manager", actor=None)
        return Cards(town, clerk)
