"""A gift from the municipality to some residents of Heerlen: coins that expire after a month."""

from datetime import datetime, timedelta
from typing import Final

from currency.keys import key_for
from currency.models import Pot
from currency.services.hand_outs import approve_hand_out, propose_hand_out
from heitje.demo.people_tables import TOUR_RESIDENT
from heitje.demo.place import Place
from heitje.demo.timeline import Timeline, moment

GIFT: Final = "12,50"
EVERYBODY: Final = 12
NAME: Final = "Wintercadeau Heerlerheide"
AREA: Final = "Heerlerheide"


def plan_gift(place: Place, timeline: Timeline) -> None:
    """Proposed by the manager in the morning of yesterday, done by finance in the afternoon."""
    yesterday = timeline.today - timedelta(days=1)
    key = key_for("demo", "gift", place.plan.code)
    samira = place.resident(TOUR_RESIDENT)
    others = [person for person in place.residents if person != samira]
    people = [samira, *others[: EVERYBODY - 1]]

    def propose(at: datetime) -> None:
        lines = "\n".join(f"{person.email};{GIFT}" for person in people)
        made = propose_hand_out(
            key=key, name=NAME, programme=place.programmes[AREA], pot=Pot.GIFT,
            raw=lines.encode(), actor=place.officer("manager"), at=at,
        )  # fmt: skip
        timeline.add(
            moment(yesterday, "16.10"), place,
            lambda later: approve_hand_out(
                hand_out_id=made.id, actor=place.officer("finance"), at=later
            ),
        )  # fmt: skip

    timeline.add(moment(yesterday, "10.20"), place, propose)
