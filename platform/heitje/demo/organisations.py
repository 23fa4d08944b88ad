"""Organisations of the demo: one that runs klussen of its own, and one that waits for an answer."""

from datetime import datetime, timedelta
from typing import Final

from currency.keys import key_for
from heitje.demo.place import Place
from heitje.demo.plans import minor
from heitje.demo.timeline import Timeline, moment
from marketplace.models import Klus
from marketplace.organisations.models import Organisation
from marketplace.organisations.services.allotments import allot
from marketplace.organisations.services.organisations import (
    add_colleague,
    apply_organisation,
    approve_organisation,
)
from marketplace.rules.moments import Moment
from marketplace.services.klussen import create_klus, publish_klus
from tenants.people.models import Person
from tenants.schema import look_at

AREA: Final = "Heerlerheide"
OWNER: Final = "Ellen Quaedvlieg"
HELPER: Final = "Leon Spierts"
WHO_ASKS: Final = "Jordy Vliegen"
PART: Final = "600"
TITLE: Final = "Wandelpaden vrijmaken met de wandelclub"


def plan_organisations(place: Place, timeline: Timeline) -> None:
    """A walking club with a klus next week; a football club that asked this week."""

    def found(at: datetime) -> None:
        look_at(place.tenant)
        club = _ask(place.resident(OWNER), "Wandelclub De Hei",
                    "Wij wandelen elke week en houden de paden op de hei vrij.", at)  # fmt: skip
        helper = place.resident(HELPER)
        add_colleague(organisation_id=club.id, email=helper.email, duty="staff",
                      actor=place.resident(OWNER))  # fmt: skip
        officer = place.officer("manager")
        approve_organisation(organisation_id=club.id, actor=officer, now=at)
        allot(organisation_id=club.id, programme=place.programmes[AREA], amount=minor(PART),
              actor=officer)  # fmt: skip
        _publish(place, club, timeline, at)

    def ask(at: datetime) -> None:
        look_at(place.tenant)
        _ask(place.resident(WHO_ASKS), "Voetbalclub Heerlen-Noord",
             "Onze jeugd wil de buurt rond het veld schoonhouden.", at)  # fmt: skip

    timeline.add(timeline.now - timedelta(days=6), place, found)
    timeline.add(timeline.now - timedelta(days=3), place, ask)


def _ask(owner: Person, name: str, about: str, at: datetime) -> Organisation:
    return apply_organisation(
        key=key_for("demo", "organisation", name), name=name,
        kind=Organisation.Kind.ASSOCIATION, kvk_number="", about=about, owner=owner,
        now=at,
    )  # fmt: skip


def _publish(place: Place, club: Organisation, timeline: Timeline, at: datetime) -> None:
    # Read anew: what somebody may do is remembered with the person.
    helper = Person.objects.get(id=place.resident(HELPER).id)
    starts = [moment(timeline.today + timedelta(days=days), "10.00") for days in (4, 11)]
    klus = create_klus(
        key=key_for("demo", "klus", TITLE), actor=helper, title=TITLE,
        description="We knippen takken weg die over het pad hangen. Handschoenen liggen klaar.",
        category=Klus.Category.GREEN, programme=place.programmes[AREA],
        place="Parkeerplaats aan de rand van de hei", reward=minor("10"), duration_minutes=120,
        moments=[Moment(start, start + timedelta(hours=2), 6) for start in starts],
        neighbourhood=place.areas[AREA], point=place.plan.area(AREA).point,
        organiser=club.party, now=at,
    )  # fmt: skip
    publish_klus(klus_id=klus.id, actor=helper, now=at)
