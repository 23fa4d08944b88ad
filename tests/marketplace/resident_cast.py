"""Klussen and shops as residents find them, around the real now: pages read the clock."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone

from currency.models import Programme
from currency.services import programmes
from marketplace.models import Klus, Merchant, SignUp
from marketplace.rules.moments import Moment
from marketplace.services.approvals import approve_proof, reject_proof, send_back
from marketplace.services.klussen import create_klus, publish_klus
from marketplace.services.merchants import ShopDetails, apply_merchant, approve_merchant
from marketplace.services.sign_ups import check_in, hand_in_proof, sign_up
from tenants.people.models import Neighbourhood, Person
from tests.marketplace.cast import Town, a_photo, make_person

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Street:
    """A town with a budget that is open today, whatever day that is."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.now = timezone.now()
        self.programme = self._programme()

    def klus(
        self, title: str = "Zwerfvuil rapen", *, inside: timedelta = DAY, places: int = 2,
        moments: int = 1, **more: Any,
    ) -> Klus:  # fmt: skip
        """An open klus whose first moment begins after so long (or began, when below nothing)."""
        begin = self.now + inside
        made_at = min(self.now, begin) - DAY
        asked = {
            "description": "Met een prikstok door het park.", "category": Klus.Category.LITTER,
            "place": "Ingang Akerstraat", "reward": 500, "duration_minutes": 120, **more,
        }  # fmt: skip
        made = create_klus(
            key=uuid4(), actor=self.town.organiser, programme=self.programme, title=title,
            moments=[Moment(begin + n * DAY, begin + n * DAY + 2 * HOUR, places)
                     for n in range(moments)],
            now=made_at, **asked,
        )  # fmt: skip
        return publish_klus(klus_id=made.id, actor=self.town.organiser, now=made_at)

    def sign_up(self, klus: Klus, person: Person | None = None) -> SignUp:
        """Somebody takes a place at the first moment, well before it begins."""
        slot = klus.slots.order_by("id")[0]
        return sign_up(
            slot_id=slot.id, resident=person or self.town.resident, now=slot.starts_at - HOUR
        )

    def begun(self, title: str = "Zwerfvuil rapen") -> SignUp:
        """Somebody is at work since a quarter of an hour."""
        made = self.sign_up(self.klus(title, inside=-HOUR / 4))
        return check_in(sign_up_id=made.id, actor=made.resident, now=self.now - HOUR / 4)

    def handed_in(self, title: str = "Zwerfvuil rapen") -> SignUp:
        """Somebody's work waits to be checked."""
        made = self.begun(title)
        hand_in_proof(sign_up_id=made.id, resident=made.resident, photo=a_photo(), note="Klaar",
                      now=self.now)  # fmt: skip
        return made

    def approved(self, title: str = "Zwerfvuil rapen") -> SignUp:
        """Somebody was rewarded."""
        return approve_proof(
            sign_up_id=self.handed_in(title).id, actor=self.town.checker, now=self.now
        )

    def sent_back(self, reason: str) -> SignUp:
        """Somebody was asked for more."""
        found = self.handed_in()
        return send_back(sign_up_id=found.id, actor=self.town.checker, reason=reason, now=self.now)

    def rejected(self, reason: str) -> SignUp:
        """Somebody's work was not good."""
        found = self.handed_in()
        return reject_proof(
            sign_up_id=found.id, actor=self.town.checker, reason=reason, now=self.now
        )

    def shop(self, name: str = "Bakkerij Wiertz", **details: Any) -> Merchant:
        """A shop where the coin is good."""
        told = ShopDetails(name=name, **details)
        made = apply_merchant(key=uuid4(), details=told, owner=make_person("baas"), now=self.now)
        return approve_merchant(merchant_id=made.id, actor=self.town.clerk, now=self.now)

    def live_at(self, latitude: str, longitude: str, name: str = "Centrum") -> Neighbourhood:
        """The resident's own neighbourhood has this middle."""
        place = Neighbourhood.objects.create(
            name=name, latitude=Decimal(latitude), longitude=Decimal(longitude)
        )
        self.town.resident.neighbourhood = place
        self.town.resident.save()
        return place

    def _programme(self) -> Programme:
        actor, today = self.town.clerk.party_id, timezone.localdate(self.now)
        made = programmes.create_programme(
            name="Schone buurt", starts_on=today - 90 * DAY, ends_on=today + 90 * DAY,
            neighbourhood=None, actor=actor,
        )  # fmt: skip
        programmes.fund_programme(
            key=uuid4(), programme=made, amount=500_000, actor=actor, at=self.now
        )
        return made


def point(latitude: str, longitude: str) -> tuple[Decimal, Decimal]:
    """Coordinates of a klus."""
    return Decimal(latitude), Decimal(longitude)
