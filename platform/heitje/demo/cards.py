"""People of Heerlen without a phone: written down at the counter, with a card to pay with."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from currency.card_codes import printed_code
from currency.keys import key_for
from currency.models import Card, Pot
from currency.services.cards import issue_card, print_pin, replace_card
from currency.services.hand_outs import approve_hand_out, propose_hand_out
from heitje.demo.place import Place
from heitje.demo.plans import minor
from heitje.demo.shop_tables import BAKERY, GREENGROCER
from heitje.demo.timeline import Timeline, moment
from marketplace.services.till_cards import pay_by_card
from marketplace.services.tills import ask_payment
from tenants.people.models import Person
from tenants.people.services import add_person_without_mail

HOLDERS: Final = ("Truus Hendriks", "Wim Cremers", "Toos Quaedvlieg")
NAME: Final = "Voor wie geen telefoon heeft"
AREA: Final = "Heerlerheide"
SUM: Final = "30,00"
MADE: Final = 20
LOADED: Final = 18
LOST: Final = 5
# Days ago, whose card, where and how much: below the sum that asks for a PIN.
BOUGHT: Final = (
    (15, 0, BAKERY, "4,20"), (11, 1, GREENGROCER, "6,40"), (8, 0, GREENGROCER, "3,25"),
    (2, 0, BAKERY, "7,50"),
)  # fmt: skip


def plan_cards(place: Place, timeline: Timeline) -> None:
    """Cards made and filled weeks ago, used since; one lost and replaced, one not printed yet."""
    cards: dict[int, Card] = {}

    def at(days: int, clock: str) -> datetime:
        return moment(timeline.today - timedelta(days=days), clock)

    timeline.add(at(MADE, "10.40"), place, partial(_make, place, cards))
    timeline.add(at(LOADED, "11.15"), place, partial(_load, place, cards, timeline))
    for days, number, shop, price in BOUGHT:
        timeline.add(at(days, "14.05"), place, partial(_buy, place, cards, number, shop, price))
    timeline.add(at(LOST, "9.30"), place, partial(_lose, place, cards, 1))


def _make(place: Place, cards: dict[int, Card], at: datetime) -> None:
    clerk = place.officer("manager")
    for number, name in enumerate(HOLDERS):
        person = add_person_without_mail(name=name, neighbourhood=place.areas[AREA])
        cards[number] = issue_card(
            key=key_for("demo", "card", name), holder=person, actor=clerk, at=at
        )
        if number < len(HOLDERS) - 1:
            _print(cards[number], clerk, at)


def _print(card: Card, clerk: Person, at: datetime) -> None:
    print_pin(key=key_for("demo", "pin", card.key), card_id=card.id, actor=clerk, at=at)


def _load(place: Place, cards: Mapping[int, Card], timeline: Timeline, at: datetime) -> None:
    """As any hand-out: put forward by one person, done by another."""
    lines = "\n".join(f"{card.holder.person.id};{SUM}" for card in cards.values())
    made = propose_hand_out(
        key=key_for("demo", "cards", place.plan.code), name=NAME, pot=Pot.GIFT,
        programme=place.programmes[AREA], raw=lines.encode(), actor=place.officer("manager"),
        at=at,
    )  # fmt: skip
    finance = place.officer("finance")
    timeline.add(
        at + timedelta(hours=3), place,
        lambda later: approve_hand_out(hand_out_id=made.id, actor=finance, at=later),
    )  # fmt: skip


def _buy(
    place: Place, cards: Mapping[int, Card], number: int, name: str, price: str, at: datetime
) -> None:
    shop = place.shop(name)
    asked = ask_payment(
        key=key_for("demo", "card-payment", at.isoformat()), till=shop.tills[0],
        amount=minor(price), actor=shop.owner, now=at - timedelta(seconds=40),
    )  # fmt: skip
    pay_by_card(
        request_id=asked.id, till=shop.tills[0], card_code=printed_code(cards[number].number),
        pin="", actor=shop.owner, now=at,
    )  # fmt: skip


def _lose(place: Place, cards: dict[int, Card], number: int, at: datetime) -> None:
    """Left on the bus: the old one pays nothing any more, the coins are still there."""
    clerk = place.officer("manager")
    cards[number] = replace_card(
        card_id=cards[number].id, actor=clerk, reason=Card.Reason.LOST, at=at
    )
    _print(cards[number], clerk, at)
