"""The demo's shops as partners: what they agree to, a branch, people, accounts, one on a pause."""

from datetime import datetime, timedelta
from typing import Final

from stdnum.nl import btw

from currency.keys import key_for
from heitje.demo.place import Place, Shop
from heitje.demo.plans import fictional_iban, week
from heitje.demo.shop_tables import BAKERY, BIKE_SHOP, CAFE, CLOSED_ACCOUNT, GREENGROCER
from heitje.demo.timeline import Timeline, days_before, moment
from marketplace.services import places
from marketplace.services.account_changes import ask_account_change, decline_account_change
from marketplace.services.shop_staff import invite_staff, link_word, take_invitation
from marketplace.services.shop_terms import accept_terms, publish_terms
from tenants.people.models import Person, Seat
from tenants.people.services import add_person

TERMS: Final = """Waar we op rekenen

Je neemt de munt aan als gewoon geld. Je vraagt geen andere prijs dan aan klanten die met euro’s betalen.

Je geeft geen euro’s terug op een betaling met de munt. Alcohol, tabak en loten verkoop je niet voor de munt.

Wat je krijgt

De gemeente wisselt wat je ontving om in euro’s, op het rekeningnummer dat je opgaf. Een ander rekeningnummer gaat pas in als iemand van de gemeente het nakeek en de wachttijd voorbij is.

Stoppen

Je stopt wanneer je wilt. Wat je al ontving, betalen we uit. Wie zich niet aan deze afspraken houdt, kan van de lijst gaan."""  # noqa: E501 - as it is read
NEXT_TERMS: Final = f"""{TERMS}

Nieuw in deze versie

Je hangt het raambiljet zo op dat klanten het zien."""
DOUBTED: Final = "Slagerij Daelen"
PAUSED: Final = "Sportcafé De Aanloop"
FRAUD: Final = "De winkel wist van niets. Iemand had de mail van de eigenaar."


def keep_terms(place: Place, at: datetime) -> int:
    """The first version, from before the first shop; answers its number."""
    manager = place.officer("manager")
    return publish_terms(text=TERMS, after=0, actor=manager, now=at).version


def fictional_vat(number: int) -> str:
    """A VAT number that adds up; the tax office has not given it out."""
    body = f"NL{number:09}B"
    return next(f"{body}{check:02}" for check in range(2, 99) if btw.is_valid(f"{body}{check:02}"))


def plan_partners(place: Place, timeline: Timeline) -> None:
    """What a visitor finds at the shops' own desks and at the console."""
    shops = {shop.plan.name: shop for shop in place.open_shops}
    yesterday = moment(days_before(timeline.today, 1), "10.00")
    timeline.add(timeline.begins + timedelta(days=3), place, lambda at: _stall(shops, at))
    timeline.add(timeline.begins + timedelta(days=9), place, lambda at: _people(shops, at))
    timeline.add(timeline.now - timedelta(days=16), place, lambda at: _doubt(place, shops, at))
    timeline.add(yesterday, place, lambda at: _next_terms(place, shops, at))
    timeline.add(yesterday, place, lambda at: _ask_change(shops[CLOSED_ACCOUNT], 910, at))
    timeline.add(timeline.now, place, lambda at: _last(shops, at))


def _stall(shops: dict[str, Shop], at: datetime) -> None:
    """The greengrocer stands on the market too, with the till that was there from the start."""
    shop = shops[GREENGROCER]
    till, shop_id = shop.tills[1], shop.merchant.id
    market = places.Place(address="Pancratiusplein, Heerlen", hours=week("di 9.00-15.00"))
    stall = places.add_branch(merchant_id=shop_id, name="Weekmarkt", place=market, actor=shop.owner)
    places.change_till(
        merchant_id=shop_id, till_id=till.id, name=till.name, branch_id=stall.id, is_active=True,
        actor=shop.owner,
    )  # fmt: skip


def _people(shops: dict[str, Shop], at: datetime) -> None:
    """The café has somebody who keeps it beside its owner."""
    cafe = shops[CAFE]
    host = cafe.owner.email.partition("@")[2]
    lead = add_person(email=f"bas.starmans@{host}", name="Bas Starmans")
    asked = invite_staff(
        merchant_id=cafe.merchant.id, email=lead.email, duty=Seat.Duty.LEAD, actor=cafe.owner,
        now=at,
    )  # fmt: skip
    take_invitation(word=link_word(asked), actor=lead, now=at + timedelta(hours=2))


def _doubt(place: Place, shops: dict[str, Shop], at: datetime) -> None:
    """Somebody asked for another account who was not the shop; finance called, and said no."""
    change = _ask_change(shops[DOUBTED], 911, at)
    decline_account_change(
        change_id=change, reason=FRAUD, actor=place.officer("finance"), now=at + timedelta(hours=5)
    )


def _next_terms(place: Place, shops: dict[str, Shop], at: datetime) -> None:
    publish_terms(text=NEXT_TERMS, after=1, actor=place.officer("manager"), now=at)
    for number, name in enumerate((CAFE, BIKE_SHOP, GREENGROCER)):
        _accept(shops[name], shops[name].owner, 2, at + timedelta(hours=1 + number))


def _accept(shop: Shop, owner: Person, version: int, at: datetime) -> None:
    accept_terms(merchant_id=shop.merchant.id, version=version, actor=owner, now=at)


def _ask_change(shop: Shop, account: int, at: datetime) -> int:
    change = ask_account_change(
        key=key_for("demo", "account", shop.plan.name), merchant_id=shop.merchant.id,
        iban=fictional_iban(account, bank="ABNA"), account_name=shop.plan.name, actor=shop.owner,
        now=at,
    )  # fmt: skip
    return change.id


def _last(shops: dict[str, Shop], at: datetime) -> None:
    """One shop is on a pause now, and the bakery waits for somebody it asked."""
    paused, bakery = shops[PAUSED], shops[BAKERY]
    places.pause_merchant(
        merchant_id=paused.merchant.id, actor=paused.owner, now=at,
        note="We verbouwen. Vanaf maandag ben je weer welkom.",
    )  # fmt: skip
    host = bakery.owner.email.partition("@")[2]
    invite_staff(
        merchant_id=bakery.merchant.id, email=f"joris.wiertz@{host}", duty=Seat.Duty.STAFF,
        actor=bakery.owner, now=at,
    )  # fmt: skip
