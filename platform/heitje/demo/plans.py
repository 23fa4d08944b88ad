"""What the tables of the demo are made of: plans of towns, people, shops and klussen.

Amounts in plans are whole coins, as people say them; `minor` makes them minor units.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from random import Random
from typing import Final

from schwifty import IBAN

MINOR: Final = 100
DAYS: Final = ("ma", "di", "wo", "do", "vr", "za", "zo")


def minor(coins: int | str) -> int:
    """Minor units of whole coins, or of a sum like "7,50"."""
    return int(Decimal(str(coins).replace(",", ".")) * MINOR)


@dataclass(frozen=True)
class AreaPlan:
    """A neighbourhood, where it lies, and what its budget for the year is in coins (0: none)."""

    name: str
    cbs_code: str
    latitude: str
    longitude: str
    budget: int = 0

    @property
    def point(self) -> tuple[Decimal, Decimal]:
        """Latitude and longitude."""
        return Decimal(self.latitude), Decimal(self.longitude)

    def near(self, chance: Random) -> tuple[Decimal, Decimal]:
        """A point some hundred metres from its middle at most."""
        latitude, longitude = self.point
        north, east = (Decimal(chance.randint(-250, 250)).scaleb(-5) for _ in range(2))
        return latitude + north, longitude + east


@dataclass(frozen=True)
class OfficerPlan:
    """Somebody of the municipality, and the code of the role."""

    name: str
    role: str


@dataclass(frozen=True)
class ResidentPlan:
    """Somebody who lives in town, and where."""

    name: str
    area: str


@dataclass(frozen=True)
class ShopPlan:
    """A shop: what it sells, when it is open ("ma-za 8.00-17.30"), what things cost there."""

    name: str
    category: str
    owner: str
    area: str
    address: str
    hours: str
    prices: Sequence[str]
    about: str
    staff: Sequence[str] = ()
    tills: Sequence[str] = ("Kassa 1",)
    bank: str = "RABO"
    waits: bool = False
    weight: int = 3


@dataclass(frozen=True)
class KlusPlan:
    """A klus: "za 10.00" is its usual moment, `kind` how it stands in time.

    weekly: every week of the history and the coming three; past: over and closed; coming: one to
    three moments ahead; full: ahead and without a place; today: goes on now; draft; cancelled.
    """

    kind: str
    area: str
    category: str
    title: str
    moment: str
    minutes: int
    coins: int
    places: int
    place: str
    text: str
    suits: Sequence[str] = ()
    languages: Sequence[str] = ()

    @property
    def weekday(self) -> int:
        """Monday is 0."""
        return DAYS.index(self.moment.split()[0])

    @property
    def starts(self) -> time:
        """When on that day."""
        hour, minute = self.moment.split()[1].split(".")
        return time(int(hour), int(minute))


@dataclass(frozen=True)
class TownPlan:
    """A tenant as it will stand."""

    schema: str
    name: str
    code: str
    label: str
    coin: tuple[str, str]
    colors: tuple[str, str]
    tagline: str
    phone: str
    mail: str
    account: int
    cover: int
    organisations: Mapping[str, str]
    rules: Mapping[str, Mapping[str, object]]
    areas: Sequence[AreaPlan]
    officers: Sequence[OfficerPlan]
    residents: Sequence[ResidentPlan]
    shops: Sequence[ShopPlan]
    klussen: Sequence[KlusPlan]
    waiting: int
    payments_a_day: int
    later_rules: Sequence[Mapping[str, Mapping[str, object]]] = field(default=())

    @property
    def iban(self) -> str:
        """The account it pays from."""
        return fictional_iban(self.account, bank="BNGH")

    def area(self, name: str) -> AreaPlan:
        """A neighbourhood by name."""
        return next(area for area in self.areas if area.name == name)


def fictional_iban(account: int, *, bank: str) -> str:
    """A number that passes the check of its digits, and that no bank would give out."""
    return str(IBAN.generate("NL", bank_code=bank, account_code=f"{account:010}"))


def week(text: str) -> dict[str, list[list[str]]]:
    """Opening hours as a shop keeps them: "ma-vr 9.00-18.00, za 9.00-17.00"."""
    hours: dict[str, list[list[str]]] = {}
    for part in text.split(", "):
        days, span = part.split()
        first, _, last = days.partition("-")
        opens, closes = (_clock(one) for one in span.split("-"))
        for number in range(DAYS.index(first), DAYS.index(last or first) + 1):
            hours.setdefault(str(number), []).append([opens, closes])
    return hours


def _clock(text: str) -> str:
    hour, minute = text.split(".")
    return f"{int(hour):02}:{minute}"
