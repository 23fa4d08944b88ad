"""Agreements between the towns, in each stage of their life, and what is spent under them."""

from datetime import date, timedelta
from random import Random
from typing import Final
from uuid import UUID

from heitje.demo.place import Place
from heitje.demo.plans import minor
from heitje.demo.timeline import Timeline, moment
from heitje.demo.trade import buy, plan_visits
from tenants.models import Agreement, Region
from tenants.people.models import Person
from tenants.schema import look_at, look_at_public
from tenants.services import approve_agreement, decline_agreement, propose_agreement

# Together they leave a little of the cap below.
NEARLY_ALL: Final = (12, 8, 9, 11, 7, 10, 8, 12, 9, 10, 7, 9)
SMALL_CAP: Final = 120
# Big purchases of Heerlen in Sittard since the first clearing run, in days before now and coins:
# whatever else chance brings, Heerlen is the one that owes in the second.
BIG: Final = ((8, 24), (11, 20), (13, 25))
DECLINED: Final = "Eerst willen we weten hoeveel winkels in de regio meedoen."


def plan_agreements(
    region: Region, coordinator: Person, places: dict[str, Place], timeline: Timeline
) -> None:
    """Two in force both ways, one nearly used up, one that waits for Heerlen, one declined."""
    heerlen, sittard, parkstad = (places[code] for code in ("HE", "SG", "PA"))
    make = _Maker(region, coordinator.party_id, timeline)
    make.in_force(heerlen, sittard, cap=1_500)
    make.in_force(sittard, heerlen, cap=1_000)
    make.in_force(parkstad, sittard, cap=SMALL_CAP)
    waits = make.proposed(parkstad, heerlen, cap=750, days_ago=3)
    make.sign(parkstad, waits, days_ago=2)
    declined = make.proposed(heerlen, parkstad, cap=400, days_ago=30)
    look_at(parkstad.tenant)
    decline_agreement(
        agreement_id=declined.id,
        tenant=parkstad.tenant,
        actor=parkstad.officer("agreements").party_id,
        reason=DECLINED,
    )


def plan_shopping_abroad(
    places: dict[str, Place], timeline: Timeline, chance: Random, *, busy: list[Person]
) -> None:
    """Residents spend in the towns that accept their coin."""
    heerlen, sittard, parkstad = (places[code] for code in ("HE", "SG", "PA"))
    plan_visits(heerlen, sittard, timeline, chance, number=16, busy=busy)
    plan_visits(sittard, heerlen, timeline, chance, number=11, busy=[])
    for days, coins in BIG:
        at = moment(timeline.today - timedelta(days=days), "13.20")
        buy(heerlen, None, sittard, sittard.open_shops[0], minor(coins), at, timeline, busy)
    for number, coins in enumerate(reversed(NEARLY_ALL)):
        at = timeline.now - timedelta(days=1 + 2 * number, hours=3, minutes=7 * number)
        shop = chance.choice(sittard.open_shops)
        buy(parkstad, None, sittard, shop, minor(coins), at, timeline)


class _Maker:
    """Makes agreements of one region."""

    def __init__(self, region: Region, coordinator: UUID, timeline: Timeline) -> None:
        self._region = region
        self._coordinator = coordinator
        self._timeline = timeline

    def proposed(self, issuer: Place, acceptor: Place, *, cap: int, days_ago: int) -> Agreement:
        """The coordinator puts it before both."""
        look_at_public()
        now = self._timeline.now - timedelta(days=days_ago)
        today = self._timeline.today
        return propose_agreement(
            region=self._region,
            issuer=issuer.tenant,
            acceptor=acceptor.tenant,
            starts_on=today - timedelta(days=days_ago),
            ends_on=date(today.year + 1, 12, 31),
            cap_outstanding=minor(cap),
            cap_payment=minor(min(cap, 50)),
            actor=self._coordinator,
            now=now,
        )

    def in_force(self, issuer: Place, acceptor: Place, *, cap: int) -> None:
        """Signed by both, since the towns began."""
        days = (self._timeline.today - self._timeline.begins.date()).days
        agreement = self.proposed(issuer, acceptor, cap=cap, days_ago=days)
        for place in (issuer, acceptor):
            self.sign(place, agreement, days_ago=days - 1)

    def sign(self, place: Place, agreement: Agreement, *, days_ago: int) -> None:
        """One side says yes."""
        look_at(place.tenant)
        approve_agreement(
            agreement_id=agreement.id,
            tenant=place.tenant,
            actor=place.officer("agreements").party_id,
            now=self._timeline.now - timedelta(days=days_ago),
        )
