"""A club that may run klussen, with who answers for it and who works for it."""

from dataclasses import dataclass
from uuid import uuid4

from marketplace.models import Klus
from marketplace.organisations.models import Organisation
from marketplace.organisations.services.allotments import allot
from marketplace.organisations.services.organisations import (
    add_colleague,
    apply_organisation,
    approve_organisation,
)
from marketplace.rules.moments import Moment
from marketplace.services.klussen import create_klus
from tenants.people.models import Person
from tests.marketplace.cast import END, NOW, START, Town

PART = 5_000


@dataclass
class Club:
    """An approved organisation; `owner` answers for it and `helper` works for it."""

    town: Town
    organisation: Organisation
    owner: Person
    helper: Person

    def draft(self, *, places: int = 2, actor: Person | None = None) -> Klus:
        """A klus of the club that nobody sees yet."""
        return create_klus(
            key=uuid4(), actor=actor or self.helper, title="Linde snoeien",
            description="Met de schaar door de laan.", category=Klus.Category.GREEN,
            programme=self.town.programme, place="Lindelaan", reward=500, duration_minutes=120,
            moments=[Moment(START, END, places)], organiser=self.organisation.party, now=NOW,
        )  # fmt: skip


def applied(town: Town, owner: Person, name: str = "De Linde") -> Organisation:
    """An organisation that waits for an answer."""
    return apply_organisation(
        key=uuid4(), name=name, kind=Organisation.Kind.ASSOCIATION, kvk_number="",
        about="Wij zorgen voor de laan.", owner=owner, now=NOW,
    )  # fmt: skip


def a_club(town: Town, name: str = "De Linde", part: int = PART) -> Club:
    """One that may promise `part` minor units of the town's budget."""
    owner, helper = town.another(), town.another()
    made = applied(town, owner, name)
    add_colleague(organisation_id=made.id, email=helper.email, duty="staff", actor=owner)
    made = approve_organisation(organisation_id=made.id, actor=town.clerk, now=NOW)
    if part:
        allot(organisation_id=made.id, programme=town.programme, amount=part, actor=town.clerk)
    # As the next request of theirs finds them.
    return Club(town, made, Person.objects.get(id=owner.id), Person.objects.get(id=helper.id))
