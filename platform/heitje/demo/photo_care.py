"""How the demo's town handles photos of work: a term of its own, and named checkers for a klus."""

from datetime import datetime, timedelta
from typing import Final

from heitje.demo.klus_tables import COFFEE
from heitje.demo.place import Place
from heitje.demo.timeline import Timeline
from heitje.demo.work import Work
from marketplace.services.checkers import name_checkers, set_photo_term

DAYS: Final = 60


def plan_photo_care(place: Place, works: dict[str, Work], timeline: Timeline) -> None:
    """The term after a week; the names once the coffee mornings are known."""

    def set_term(at: datetime) -> None:
        set_photo_term(days=DAYS, actor=place.officer("manager"), now=at)

    def name(at: datetime) -> None:
        klus = works[COFFEE].klus
        assert klus is not None, "it goes on since the first week"
        people = [place.officer("manager").id, place.officer("organiser").id]
        name_checkers(klus_id=klus.id, people=people, actor=place.officer("organiser"), now=at)

    timeline.add(timeline.begins + timedelta(days=7), place, set_term)
    timeline.add(timeline.now - timedelta(days=20), place, name)
