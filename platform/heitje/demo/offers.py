"""What the demo's shops offer: their own words, deals of now and of last month, paying partly."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final, NamedTuple

from currency.keys import key_for
from heitje.demo.place import Place
from heitje.demo.plans import minor
from heitje.demo.shop_tables import BAKERY, BIKE_SHOP, CAFE, GREENGROCER, ICE_CREAM
from heitje.demo.timeline import Timeline, moment
from marketplace.models import Till
from marketplace.offers.services.claims import claim_deal
from marketplace.offers.services.deals import DealTerms, make_deal, stop_deal
from marketplace.offers.services.pages import PageText, allow_embedding, change_page
from tenants.people.models import Person
from tenants.schema import look_at


class DealPlan(NamedTuple):
    """A deal: from how many days ago, until how many days ahead, how many and for how much."""

    shop: str
    title: str
    terms: str
    price: str | None
    begins: int
    ends: int
    number: int
    given: int = 0
    is_stopped: bool = False


DEALS: Final = (
    DealPlan(BAKERY, "Brood van gisteren", "Voor wie er vroeg bij is, vanaf 7.30 uur.", "1,20",
             5, 25, 60),
    DealPlan(BAKERY, "Gratis krentenbol na een klus", "Laat zien dat je vandaag een klus deed.",
             "0", 6, 12, 40, given=23),
    DealPlan(CAFE, "Koffie met vlaai", "Alleen op dinsdag en woensdag.", "3,50", 10, 20, 100),
    DealPlan(CAFE, "Soep van de week", "", "4,00", 45, -20, 50),
    DealPlan(BIKE_SHOP, "Fietslampjes voor kinderen", "Eén setje per kind.", "0", 3, 30, 25,
             given=25),
    DealPlan(GREENGROCER, "Zak groente van het seizoen", "Op = op. Neem zelf een tas mee.", "5,00",
             2, 14, 30),
    DealPlan("Kapsalon Nadia", "Kinderen knippen", "Tot en met 10 jaar, zonder afspraak.", "8,50",
             8, 40, 20),
    DealPlan("Boekhandel De Bladwijzer", "Tweede boek half geld", "De prijs staat op het boek.",
             None, 4, 33, 80),
    DealPlan(ICE_CREAM, "Wafel met warme kersen", "Van woensdag tot en met zondag.", "3,00",
             5, 30, 60),
    DealPlan("Tweede Leven Kleding", "Winterjassen voor 10 heitjes", "", "10,00", 20, 5, 15,
             is_stopped=True),
)  # fmt: skip
PAGES: Final[Mapping[str, PageText]] = {
    BAKERY: PageText(
        intro="Al drie generaties bakken we elke nacht zelf. Kom gerust vragen naar brood van"
        " gisteren: dat gooien we liever niet weg.",
        website="https://bakkerij-wiertz.example", phone="045 555 01 14",
    ),
    CAFE: PageText(
        intro="Op zondag schuift iedereen aan voor de bingo. Alleen komen kan ook, je zit hier"
        " nooit lang alleen.",
        phone="045 555 01 62",
    ),
    "Kapsalon Nadia": PageText(
        intro="Je kunt zonder afspraak binnenlopen.", part_percent=50,
        part_note="Op verzorgingsproducten niet.",
    ),
    BIKE_SHOP: PageText(
        intro="We maken je fiets terwijl je wacht.", part_percent=75,
        part_note="Op een nieuwe fiets tot 50 heitjes.",
    ),
}  # fmt: skip
SITE: Final = "https://www.{name}.example"


def plan_offers(place: Place, timeline: Timeline) -> None:
    """Each shop's page from the beginning, and each deal from its own first day."""
    shops = {shop.plan.name: shop for shop in place.open_shops}

    def write_pages(_at: object) -> None:
        look_at(place.tenant)
        for name, text in PAGES.items():
            if name in shops:
                shop = shops[name]
                change_page(merchant_id=shop.merchant.id, text=text, actor=shop.owner)
        allow_embedding(
            origin=SITE.format(name=place.tenant.schema_name.replace("_", "-")),
            actor=place.officer("manager"), now=timeline.begins,
        )  # fmt: skip

    timeline.add(timeline.begins + timedelta(days=3), place, write_pages)
    for plan in DEALS:
        if plan.shop in shops:
            shop = shops[plan.shop]
            _plan_deal(place, plan, shop.tills[0], shop.owner, timeline)


def _plan_deal(place: Place, plan: DealPlan, till: Till, owner: Person, timeline: Timeline) -> None:
    first = timeline.today - timedelta(days=plan.begins)
    last = timeline.today + timedelta(days=plan.ends)
    price = None if plan.price is None else minor(plan.price) if plan.price != "0" else 0
    terms = DealTerms(plan.title, first, last, plan.number, price, plan.terms)

    def make(at: object) -> None:
        look_at(place.tenant)
        now = moment(first, "8.00")
        deal = make_deal(
            key=key_for("demo", "deal", plan.title), merchant_id=till.merchant_id, terms=terms,
            actor=owner, now=now,
        )  # fmt: skip
        for number in range(plan.given):
            claim_deal(
                key=key_for("demo", "claim", plan.title, number), deal_id=deal.id, till=till,
                actor=owner, now=now + timedelta(minutes=11 * number + 20),
            )  # fmt: skip
        if plan.is_stopped:
            stop_deal(deal_id=deal.id, actor=owner, now=now + timedelta(hours=9))

    timeline.add(moment(first, "8.00"), place, make)
