"""Paying in shops: at home, in another town, and now and then given back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from currency.keys import key_for
from currency.queries import total_balance
from currency.services.payments import pay
from heitje.demo.place import Place, Shop
from heitje.demo.plans import minor
from heitje.demo.timeline import Timeline, moment
from marketplace.services.tills import ask_payment, refund_payment, stop_request
from tenants.people.models import Person
from tenants.schema import look_at

FIRST_COINS: Final = 14
REASONS: Final = ("Verkeerd bedrag ingetikt", "Artikel was op", "Klant bracht het terug")
# How busy each day of the week is, Monday first.
BUSY: Final = (2, 3, 3, 4, 5, 6, 2)


@dataclass
class Purchase:
    """Somebody pays at a till, in this town or in another.

    With no payer named it is who has most, those of `busy` left out.
    """

    payer_place: Place
    payer: Person | None
    shop_place: Place
    shop: Shop
    seed: int
    amount: int = 0
    busy: Sequence[Person] = ()
    request_id: UUID | None = None

    def happen(self, at: datetime) -> None:
        """The till asks, the payer pays. Who cannot afford anything here walks on."""
        chance = Random(self.seed)
        look_at(self.payer_place.tenant)
        free = [person for person in self.payer_place.residents if person not in self.busy]
        payer = self.payer or max(free, key=lambda person: total_balance(person.party))
        balance = total_balance(payer.party)
        amount = self.amount or _affordable(self.shop, balance, chance)
        if not 0 < amount <= balance:
            return
        code = self._ask(amount, at, chance)
        look_at(self.payer_place.tenant)
        pay(code=code, payer=payer.party, at=at)

    def give_back(self, at: datetime) -> None:
        """The shop gives it back, if there was anything."""
        chance = Random(self.seed)
        if self.request_id is not None:
            refund_payment(
                request_id=self.request_id,
                till=self.shop.tills[0],
                actor=self.shop.owner,
                reason=chance.choice(REASONS),
                now=at,
            )

    def _ask(self, amount: int, at: datetime, chance: Random) -> str:
        look_at(self.shop_place.tenant)
        asked = ask_payment(
            key=key_for("demo", "purchase", self.seed, at.isoformat()),
            till=chance.choice(self.shop.tills),
            amount=amount,
            actor=chance.choice([self.shop.owner, *self.shop.staff]),
            now=at - timedelta(seconds=chance.randint(8, 60)),
        )
        self.request_id = asked.id
        return asked.code


def plan_trade(place: Place, timeline: Timeline, chance: Random, *, busy: list[Person]) -> None:
    """Payments on every day since there were coins to spend, busier towards Saturday."""
    weights = [shop.plan.weight for shop in place.open_shops]
    payers = [person for person in place.residents if person not in busy]
    days = (timeline.today - timeline.begins.date()).days
    for back in range(days - FIRST_COINS, -1, -1):
        day = timeline.today - timedelta(days=back)
        number = place.plan.payments_a_day * BUSY[day.weekday()] // 3
        for _ in range(max(1, number)):
            shop = chance.choices(place.open_shops, weights)[0]
            at = _opening_moment(shop, moment(day, "0.00"), chance)
            bought = Purchase(place, chance.choice(payers), place, shop, chance.randrange(10**9))
            timeline.add(at, place, bought.happen)
            if chance.random() < 0.025:
                timeline.add(at + timedelta(hours=1), place, bought.give_back)
    for minutes in (70, 22):
        payer, shop = chance.choice(payers), place.open_shops[0]
        bought = Purchase(place, payer, place, shop, chance.randrange(10**9))
        timeline.add(timeline.now - timedelta(minutes=minutes), place, bought.happen)
    _plan_stopped(place, timeline)


def plan_visits(
    payers: Place, shops: Place, timeline: Timeline, chance: Random, *, number: int,
    busy: list[Person],
) -> None:  # fmt: skip
    """Residents of one town spend in another, spread over the weeks."""
    able = [person for person in payers.residents if person not in busy]
    span = timeline.now - timeline.begins - timedelta(days=FIRST_COINS + 5)
    for visit in range(number):
        day = timeline.now - span * (number - visit - 1) / number - timedelta(days=1)
        shop = chance.choice(shops.open_shops)
        at = _opening_moment(shop, day.replace(hour=0, minute=0), chance)
        bought = Purchase(payers, chance.choice(able), shops, shop, chance.randrange(10**9))
        timeline.add(at, shops, bought.happen)


def buy(
    place: Place, payer: Person | None, shop_place: Place, shop: Shop, amount: int, at: datetime,
    timeline: Timeline, busy: Sequence[Person] = (),
) -> None:  # fmt: skip
    """A purchase of just this many minor units."""
    bought = Purchase(place, payer, shop_place, shop, int(at.timestamp()), amount, busy)
    timeline.add(at, shop_place, bought.happen)


def _affordable(shop: Shop, balance: int, chance: Random) -> int:
    prices = [price for price in map(minor, shop.plan.prices) if price <= balance]
    return chance.choice(prices) if prices else 0


def _opening_moment(shop: Shop, day: datetime, chance: Random) -> datetime:
    """While the shop is open that day; on a day it is closed, the day after."""
    for later in range(7):
        date = day.date() + timedelta(days=later)
        spans = shop.merchant.hours.get(str(date.weekday()))
        if spans:
            opens, closes = (moment(date, clock.replace(":", ".")) for clock in spans[0])
            minutes = int((closes - opens).total_seconds() // 60)
            return opens + timedelta(minutes=chance.randrange(minutes), seconds=date.day)
    raise AssertionError("a shop is open on some day of the week")


def plan_early_sales(place: Place, name: str, timeline: Timeline) -> None:
    """A shop that must have sold something by the first payouts: whoever can, buys there."""
    shop = place.shop(name)
    for number, payer in enumerate(place.residents[1:8]):
        at = timeline.now - timedelta(days=46, hours=number)
        buy(place, payer, place, shop, minor(shop.plan.prices[0]), at, timeline)


def _plan_stopped(place: Place, timeline: Timeline) -> None:
    """Now and then a till asks and stops asking, or nobody comes to pay."""

    def ask_and_stop(at: datetime) -> None:
        shop = place.open_shops[0]
        asked = ask_payment(
            key=key_for("demo", "stopped", at.isoformat()),
            till=shop.tills[0],
            amount=minor("7,50"),
            actor=shop.owner,
            now=at,
        )
        if at.minute % 2:
            stop_request(request_id=asked.id, till=shop.tills[0], actor=shop.owner, now=at)

    for days, minute in ((3, 11), (9, 40), (16, 17)):
        at = timeline.now - timedelta(days=days)
        timeline.add(at.replace(minute=minute), place, ask_and_stop)
