"""What people of the demo find under Berichten: their last news, and for organisers their week."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from currency.models import HandOutLine
from heitje.demo.people_tables import TOUR_RESIDENT
from heitje.demo.place import Place
from heitje.demo.timeline import Timeline, moment
from marketplace.queries.work import past_sign_ups
from marketplace.rules.transitions import REWARDED
from marketplace.services.digests import tell_the_week
from marketplace.web.letters import letter_about, letter_of_gift
from tenants.messages.letters import Letter
from tenants.messages.services.reading import read_message
from tenants.schema import look_at

SHOWN: Final = 4
# What is older than this was read; the rest waits under the bell.
NEW: Final = 2


def plan_digests(places: Mapping[str, Place], timeline: Timeline) -> None:
    """On Monday morning, as each week."""
    monday = timeline.today - timedelta(days=timeline.today.weekday())
    for place in places.values():
        timeline.add(moment(monday, "8.10"), place, lambda at: tell_the_week(now=at))


def tell_samira(place: Place) -> None:
    """Her last klussen, and what she was given; the older ones she has read."""
    look_at(place.tenant)
    samira = place.resident(TOUR_RESIDENT)
    done = past_sign_ups(samira).filter(state__in=REWARDED).order_by("-decided_at")
    news: dict[datetime, Letter] = {
        one.decided_at: letter_about(one) for one in done[:SHOWN] if one.decided_at
    }
    lines = HandOutLine.objects.filter(party=samira.party, transfer__isnull=False)
    news |= {line.transfer.at: letter_of_gift(line) for line in lines if line.transfer}
    for number, (at, letter) in enumerate(sorted(news.items(), reverse=True)):
        told = letter.send(key=f"demo-{at:%Y%m%d%H%M}", at=at)
        if told is not None and number >= NEW:
            read_message(message=told, now=at + timedelta(hours=2))
