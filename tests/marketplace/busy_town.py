"""A town with many klussen and shops in it, written past the services: for counting and timing.

The same rows each time: spread over a few kilometres and three weeks, in words of a neighbourhood.
Budgets do not hold what these klussen promise.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Final
from uuid import uuid4

from django.db import connection

from currency.models import Account, Hold
from marketplace.models import Klus, Merchant, Slot
from tenants.people.models import Party
from tests.marketplace.cast import Town

WORK: Final = ("Zwerfvuil rapen", "Onkruid schoffelen", "Koffie schenken", "Zaal opruimen",
               "Bankjes verven")  # fmt: skip
SHOPS: Final = ("Bakkerij", "Café", "Kledinghuis", "Verfwinkel", "Fietsenmaker", "Kapsalon")
STREETS: Final = ("Akerstraat", "Ganzeweide", "Promenade", "Raadhuisplein", "Kerkstraat")
WEEKS: Final = 3
TOLD: Final = "Samen met de buren een paar uur aan de slag, en daarna koffie en iets lekkers. " * 3


def fill_streets(town: Town, *, klussen: int, shops: int, now: datetime) -> None:
    """So many open klussen, each at three moments, and so many shops."""
    _klussen(town, klussen, now)
    _shops(town, shops, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE marketplace_klus, marketplace_slot, marketplace_merchant")


def spot(number: int) -> tuple[Decimal, Decimal]:
    """Somewhere in a square of about seven kilometres."""
    north, east = (number * 3_571) % 6_400, (number * 7_919) % 9_800
    return Decimal("50.86") + Decimal(north).scaleb(-5), Decimal("5.90") + Decimal(east).scaleb(-5)


def _klussen(town: Town, count: int, now: datetime) -> None:
    budget: Account = town.budget
    holds = Hold.objects.bulk_create(
        Hold(key=uuid4(), account=budget, amount=1_000, placed_at=now) for _ in range(count)
    )
    made = Klus.objects.bulk_create(
        Klus(
            title=f"{WORK[n % len(WORK)]} {n}", description=f"{TOLD} Nummer {n}.",
            category=Klus.Category.values[n % len(Klus.Category.values)],
            programme=town.programme, place=f"{STREETS[n % 5]} {n % 97}", reward=500,
            latitude=spot(n)[0], longitude=spot(n)[1], duration_minutes=30 + n % 4 * 30,
            organiser=town.organiser.party, state=Klus.State.PUBLISHED, hold=hold,
            created_at=now, published_at=now,
        )
        for n, hold in enumerate(holds)
    )  # fmt: skip
    Slot.objects.bulk_create(
        Slot(klus=klus, starts_at=at, ends_at=at + timedelta(hours=2), places=6, taken=2)
        for (n, klus), week in product(enumerate(made), range(WEEKS))
        for at in [now + timedelta(hours=1 + n % 160, days=7 * week)]
    )


def _shops(town: Town, count: int, now: datetime) -> None:
    names = [f"{SHOPS[n % len(SHOPS)]} {n}" for n in range(count)]
    parties = Party.objects.bulk_create(
        Party(kind=Party.Kind.MERCHANT, name=name) for name in names
    )
    Merchant.objects.bulk_create(
        Merchant(
            party=party, name=party.name, address=f"{STREETS[n % 5]} {n % 97}", about=TOLD,
            category=Merchant.Category.values[n % len(Merchant.Category.values)],
            latitude=spot(n)[0], longitude=spot(n)[1], state=Merchant.State.APPROVED,
            hours={str(day): [["09:00", "17:30"]] for day in range(1, 6)},
            approved_by=town.clerk, approved_at=now,
        )
        for n, party in enumerate(parties)
    )  # fmt: skip
