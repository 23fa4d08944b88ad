"""A klus as a card shows it: how far it is from the reader's own neighbourhood."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from marketplace.models import Klus
from marketplace.rules.distance import metres_between
from tenants.people.models import Person

Point = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class KlusCard:
    """A klus with how many metres away it is; None where one of the two places is not known."""

    klus: Klus
    metres: int | None

    @property
    def kilometres(self) -> str:
        """One decimal, for what is further than a kilometre."""
        return f"{(self.metres or 0) / 1000:.1f}".replace(".", ",")

    @property
    def metres_rounded(self) -> int:
        """To fifty metres: nobody walks more exactly."""
        return round((self.metres or 0) / 50) * 50


def place_of(person: Person | None) -> Point | None:
    """The middle of the reader's neighbourhood; the house knows nobody's address."""
    home = person.neighbourhood if person else None
    if home is None or home.latitude is None or home.longitude is None:
        return None
    return home.latitude, home.longitude


def cards(klussen: Iterable[Klus], near: Point | None) -> list[KlusCard]:
    """One card each, in the order given."""
    return [KlusCard(klus, _apart(klus, near)) for klus in klussen]


def _apart(klus: Klus, near: Point | None) -> int | None:
    if near is None or klus.latitude is None or klus.longitude is None:
        return None
    return metres_between(near, (klus.latitude, klus.longitude))
