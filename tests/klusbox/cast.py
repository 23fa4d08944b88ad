"""A town with two boxes and things in them, and the few acts of lending."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connection

from marketplace.klusbox.models import Item, Kind, Klusbox, Loan, Reservation
from marketplace.klusbox.services.boxes import BoxDetails, add_items, create_box, create_kind
from marketplace.klusbox.services.lending import hand_out, report_lost, take_back
from marketplace.klusbox.services.reserving import reserve
from tenants.people.models import Person
from tests.marketplace.cast import NOW, Town

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
START = NOW + DAY
END = START + 4 * HOUR


@dataclass
class Shed:
    """The town's box with three grabbers and one mower."""

    town: Town
    box: Klusbox
    grabbers: Kind
    mowers: Kind

    @property
    def lender(self) -> Person:
        """Who lends."""
        return self.town.organiser

    def reserved(
        self, count: int = 1, *, kind: Kind | None = None, person: Person | None = None,
        starts_at: datetime = START, ends_at: datetime = END, now: datetime = NOW,
    ) -> Reservation:  # fmt: skip
        """A resident sets things aside."""
        return reserve(
            key=uuid4(), box_id=self.box.id, wanted={(kind or self.grabbers).id: count},
            person=person or self.town.another(), starts_at=starts_at, ends_at=ends_at, now=now,
        )  # fmt: skip

    def handed_out(
        self, reservation: Reservation, *items: Item, now: datetime = START
    ) -> list[Loan]:
        """The desk gives these out, or all that was set aside."""
        chosen = [item.id for item in items] or [
            loan.item_id for loan in reservation.loans.filter(state="reserved").order_by("item_id")
        ]
        return hand_out(reservation_id=reservation.id, item_ids=chosen, actor=self.lender, now=now)

    def lent(
        self, count: int = 1, *, kind: Kind | None = None, person: Person | None = None
    ) -> Loan:
        """Something is out; answers its first loan."""
        return self.handed_out(self.reserved(count, kind=kind, person=person))[0]

    def back(self, loan: Loan, *, broken: str = "", now: datetime = END) -> Loan:
        """It comes back, whole or with what is wrong."""
        return take_back(
            loan_id=loan.id, is_broken=bool(broken), note=broken, actor=self.lender, now=now
        )

    def lost(self, loan: Loan, now: datetime = END) -> Loan:
        """It does not come back."""
        return report_lost(loan_id=loan.id, note="Nooit gezien", actor=self.lender, now=now)

    def items(self, kind: Kind | None = None) -> list[Item]:
        """The things of a kind, by number."""
        return list(Item.objects.filter(kind=kind or self.grabbers).order_by("number"))


def a_shed(town: Town) -> Shed:
    """The cast, in the current schema."""
    box = a_box(town, "Corneliusplein")
    grabbers = create_kind(name="Grijper", about="", longest_days=7, actor=town.organiser)
    mowers = create_kind(name="Maaier", about="", longest_days=2, actor=town.organiser)
    for kind, count in ((grabbers, 3), (mowers, 1)):
        add_items(
            key=uuid4(), box_id=box.id, kind_id=kind.id, count=count, actor=town.organiser, now=NOW
        )
    return Shed(town, box, grabbers, mowers)


def a_box(town: Town, name: str) -> Klusbox:
    """One more box."""
    details = BoxDetails(name=name, place=f"{name} 1")
    return create_box(key=uuid4(), details=details, actor=town.organiser, now=NOW)


def judge() -> None:
    """Let the database judge now what it judges at commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
