"""How work is checked in Heerlen besides by photo: at a desk, on a round, once more.

Besides that, a household. All of it is of the last two days, for a visitor to go on with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Final
from uuid import UUID

from currency.keys import key_for
from heitje.demo.people_tables import TOUR_RESIDENT
from heitje.demo.pictures import photo
from heitje.demo.place import Place
from heitje.demo.plans import minor
from heitje.demo.timeline import Timeline
from marketplace.checking.services.desks import give_code, open_desk, report_done
from marketplace.checking.services.second_looks import ask_second_look
from marketplace.models import Klus, SignUp
from marketplace.rules.desk_codes import code_at
from marketplace.rules.moments import Moment
from marketplace.services.approvals import reject_proof
from marketplace.services.klussen import create_klus, publish_klus
from marketplace.services.sign_ups import check_in, hand_in_proof, sign_up
from tenants.households.services import join_household, start_household
from tenants.people.models import Person

HOUR: Final = timedelta(hours=1)
LENGTH: Final = 2 * HOUR
WORDS: Final = (
    "Ik was er wel. De foto is van de achterkant van het perk, daar lag het meeste blad. "
    "Mevrouw Jacobs van nummer 14 heeft me gezien."
)


@dataclass(frozen=True)
class Plan:
    """A klus of these days: when its moment begins, counted from now, and who comes."""

    title: str
    text: str
    place: str
    area: str
    category: str
    way: str
    begins: timedelta
    people: Sequence[int]
    suits: Sequence[str] = ()
    languages: Sequence[str] = ()
    east: str = "0"


DESK: Final = Plan(
    "Gastheer of gastvrouw in het buurthuis",
    "Je ontvangt bezoekers, schenkt koffie en wijst de weg. Je zit aan de tafel bij de deur. Aan "
    "de balie staat een scherm met een code: die typ je als je komt en als je klaar bent.",
    "Buurthuis Heksenberg, bij de balie", "Heksenberg", "together", Klus.Checking.CODE,
    -HOUR / 2, (3, 4, 5), ("sitting", "indoors", "child"), ("en", "pl"),
)  # fmt: skip
ROUND: Final = (
    Plan(
        "Blad van de stoep vegen",
        "Je veegt de stoep en de goot voor tien huizen. Bezem en zakken staan klaar. De wijkploeg "
        "komt kijken en neemt de zakken mee.",
        "Ganzeweide, nummer 2 tot 20", "Heerlerheide", "litter", Klus.Checking.ROUND,
        -26 * HOUR, (6, 7), ("child",), (), "0.00120",
    ),
    Plan(
        "Onkruid weg bij de speelplek",
        "Tussen de tegels groeit van alles. Jij krabt het weg en veegt de plek schoon.",
        "Speelplek Ganzeweide", "Heerlerheide", "green", Klus.Checking.ROUND,
        -25 * HOUR, (8,), (), (), "0.00480",
    ),
)  # fmt: skip
REJECTED: Final = Plan(
    "Een perk bladvrij maken",
    "Je harkt het blad uit het perk en legt het op een hoop.",
    "Perk aan de Ganzeweide", "Heerlerheide", "green", Klus.Checking.PHOTO, -30 * HOUR, (9,),
)  # fmt: skip


def plan_checking(place: Place, timeline: Timeline) -> None:
    """Put it on the timeline of Heerlen."""
    now = timeline.now
    for plan in (DESK, *ROUND, REJECTED):
        timeline.add(now + plan.begins - 40 * HOUR, place, _Course(place, plan, now).begin)
    timeline.add(now - 49 * HOUR, place, lambda at: _move_in(place, at))
    timeline.add(now - HOUR / 3, place, lambda at: _open(place, at))
    for plan in ROUND:
        timeline.add(now + plan.begins, place, _Course(place, plan, now).work)
        timeline.add(now + plan.begins + LENGTH, place, _Course(place, plan, now).report)
    rejected = _Course(place, REJECTED, now)
    timeline.add(now + REJECTED.begins, place, rejected.work)
    timeline.add(now + REJECTED.begins + LENGTH, place, rejected.show)
    timeline.add(now - 20 * HOUR, place, rejected.reject)
    timeline.add(now - 4 * HOUR, place, rejected.ask_again)


@dataclass(frozen=True)
class _Course:
    """A klus and its people through these days."""

    place: Place
    plan: Plan
    now: datetime

    def begin(self, at: datetime) -> None:
        """It is put up, and people take their places."""
        place, plan, start = self.place, self.plan, self.now + self.plan.begins
        organiser = place.officer("organiser")
        north, east = place.plan.area(plan.area).point
        made = create_klus(
            key=self._key, actor=organiser, title=plan.title, description=plan.text,
            category=plan.category, programme=place.programmes[plan.area], place=plan.place,
            reward=minor(10), duration_minutes=120, now=at,
            moments=[Moment(start, start + LENGTH, 6)],
            neighbourhood=place.areas[plan.area], point=(north, east + Decimal(plan.east)),
            organiser=place.organisations[plan.category], checking=plan.way, suits=plan.suits,
            languages=plan.languages,
        )  # fmt: skip
        publish_klus(klus_id=made.id, actor=organiser, now=at)
        slot = made.slots.get()
        for number in plan.people:
            sign_up(slot_id=slot.id, resident=_person(place, number), now=at + HOUR)

    def work(self, at: datetime) -> None:
        """Everybody begins."""
        for found in self._sign_ups():
            check_in(sign_up_id=found.id, actor=found.resident, now=at)

    def report(self, at: datetime) -> None:
        """They say that it is done."""
        for found in self._sign_ups():
            report_done(sign_up_id=found.id, resident=found.resident, now=at)

    def show(self, at: datetime) -> None:
        """They send a photo."""
        for found in self._sign_ups():
            hand_in_proof(
                sign_up_id=found.id, resident=found.resident, now=at, note="",
                photo=photo(self.plan.category, Random(self.plan.title)),
            )  # fmt: skip

    def reject(self, at: datetime) -> None:
        """The manager is not convinced."""
        for found in self._sign_ups():
            reject_proof(
                sign_up_id=found.id, actor=self.place.officer("manager"), now=at,
                reason="Op de foto zien we niet dat de klus is gedaan.",
            )  # fmt: skip

    def ask_again(self, at: datetime) -> None:
        """The resident asks for a second look."""
        for found in self._sign_ups():
            ask_second_look(sign_up_id=found.id, resident=found.resident, words=WORDS, now=at)

    @property
    def _key(self) -> UUID:
        return key_for("demo", "checking", self.plan.title)

    def _sign_ups(self) -> list[SignUp]:
        found = SignUp.objects.filter(slot__klus__key=self._key).select_related("resident__party")
        return list(found.order_by("id"))


def _open(place: Place, at: datetime) -> None:
    """The screen stands open, and somebody is there."""
    found = SignUp.objects.filter(slot__klus__title=DESK.title).order_by("id").first()
    assert found is not None, "people took their places"
    desk = open_desk(slot_id=found.slot_id, actor=place.officer("organiser"), now=at)
    give_code(sign_up_id=found.id, resident=found.resident, code=code_at(desk.secret, at), now=at)


def _move_in(place: Place, at: datetime) -> None:
    """She lives with somebody who takes part too."""
    home = start_household(person=place.resident(TOUR_RESIDENT), now=at).household
    join_household(code=home.code, person=_person(place, 2), now=at)


def _person(place: Place, number: int) -> Person:
    others = [one for one in place.residents if one.name != TOUR_RESIDENT]
    return others[number]
