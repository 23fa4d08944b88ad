"""Series for the tests of planning."""

from datetime import date, time
from uuid import uuid4

from marketplace.models import Klus
from marketplace.planning.models import Series
from marketplace.planning.services.series import start_series
from tests.marketplace.cast import NOW, Town

# NOW is Tuesday 24 November 2026; the first of these is Wednesday the 25th.
EACH_WEDNESDAY = "FREQ=WEEKLY;BYDAY=WE"
FIRST = date(2026, 11, 25)
TEN = time(10, 0)


def a_series(town: Town, klus: Klus | None = None, **more) -> Series:
    """A klus that comes back each Wednesday at ten for two people, put up four weeks ahead."""
    asked = {
        "key": uuid4(), "actor": town.organiser, "rule": EACH_WEDNESDAY, "starts_on": FIRST,
        "begins_at": TEN, "places": 2, "now": NOW, **more,
    }  # fmt: skip
    return start_series(klus_id=(klus or town.draft()).id, **asked)


def made(series: Series, state: str = "published") -> list[Klus]:
    """The klussen of a series in this state, soonest first."""
    return list(
        Klus.objects.filter(occurrence__series=series, state=state).order_by(
            "occurrence__starts_at"
        )
    )
