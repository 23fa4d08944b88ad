"""Where a list begins: where somebody is now, at a neighbourhood they chose, or at home."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from marketplace.rules.distance import point_of
from marketplace.web.cards import place_of
from marketplace.web.chips import Chip, chips_of
from tenants.people.models import Neighbourhood, Person

Point = tuple[Decimal, Decimal]
DAYS_SHOWN: Final = 7


@dataclass(frozen=True)
class Start:
    """A point to begin at, None where nothing is known; `is_asked` when the address names it."""

    point: Point | None
    is_asked: bool = False
    name: str = ""


def start_of(asked: str, person: Person | None, places: Iterable[Neighbourhood]) -> Start:
    """What an address asks for: a neighbourhood by its number, or a point; else one's home.

    What is neither asks for nothing.
    """
    point = point_of(asked)
    if point is not None:
        return Start(point, is_asked=True, name=_("waar je nu bent"))
    for place in places:
        if str(place.id) == asked and place.latitude is not None and place.longitude is not None:
            return Start((place.latitude, place.longitude), is_asked=True, name=place.name)
    return Start(place_of(person))


def place_choices(
    places: Iterable[Neighbourhood], asked: str
) -> Sequence[tuple[str, str | Promise]]:
    """What the choice of a start offers; where somebody is now only when a browser told it."""
    here = [(asked, _("Waar je nu bent"))] if point_of(asked) else []
    known = [(str(one.id), one.name) for one in places if one.latitude is not None]
    return [*here, *known]


def day_chips(asked: QueryDict, today: date, anything: str | Promise) -> list[Chip]:
    """A chip for each of the coming days, and one for all of them."""
    days = [today + timedelta(days=number) for number in range(DAYS_SHOWN)]
    said = [_("Vandaag"), _("Morgen"), *(date_format(day, _("D j b")) for day in days[2:])]
    choices = zip((day.isoformat() for day in days), said, strict=True)
    return chips_of(asked, "day", [("", anything), *choices])
