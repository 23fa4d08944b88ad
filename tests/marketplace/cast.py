"""The cast of the marketplace: a town with a budget, who makes work, who checks it, who does it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import BytesIO
from uuid import uuid4

from django.utils import timezone
from PIL import Image

from currency.models import Account, Hold, Pot, Programme
from currency.queries import total_balance
from currency.services import programmes
from marketplace.models import Klus, Proof, SignUp, Slot
from marketplace.rules.moments import Moment
from marketplace.services.approvals import approve_proof
from marketplace.services.klussen import create_klus, publish_klus
from marketplace.services.sign_ups import check_in, hand_in_proof, sign_up
from tenants.models import Tenant
from tenants.people.models import Person
from tenants.people.services import add_person, grant_role

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=timezone.get_default_timezone())
DAY = timedelta(days=1)
# The usual moment: tomorrow from ten to noon.
START = NOW + DAY + timedelta(hours=1)
END = START + timedelta(hours=2)
REWARD = 500
# A grown-up, whatever the year of the test.
BORN = date(1985, 4, 12)
BUDGET = 100_000


@dataclass
class Town:
    """One tenant's people and the few acts the tests are made of. Its schema is current."""

    tenant: Tenant
    organiser: Person
    checker: Person
    clerk: Person
    resident: Person
    programme: Programme
    others: list[Person] = field(default_factory=list)

    def another(self, role: str = "", language: str = "nl") -> Person:
        """One more person."""
        person = make_person(f"inwoner {len(self.others) + 1}", role, language)
        self.others.append(person)
        return person

    def draft(self, *, places: int = 2, reward: int = REWARD, moments: int = 1) -> Klus:
        """A klus nobody sees yet, with moments at ten o'clock on the next days."""
        return create_klus(
            key=uuid4(), actor=self.organiser, title="Zwerfvuil rapen",
            description="Met een prikstok door het park.", category=Klus.Category.LITTER,
            programme=self.programme, place="Ingang Akerstraat", reward=reward,
            duration_minutes=120, now=NOW,
            moments=[Moment(START + n * DAY, END + n * DAY, places) for n in range(moments)],
        )  # fmt: skip

    def klus(self, *, places: int = 2, reward: int = REWARD, moments: int = 1) -> Klus:
        """A klus that takes people."""
        made = self.draft(places=places, reward=reward, moments=moments)
        return publish_klus(klus_id=made.id, actor=self.organiser, now=NOW)

    def signed_up(self, klus: Klus | None = None, person: Person | None = None) -> SignUp:
        """Somebody who took a place at the first moment."""
        slot = (klus or self.klus()).slots.order_by("id").first()
        return sign_up(slot_id=slot.id, resident=person or self.resident, now=NOW)

    def begun(self, klus: Klus | None = None, person: Person | None = None) -> SignUp:
        """Somebody who is at work."""
        found = self.signed_up(klus, person)
        return check_in(sign_up_id=found.id, actor=found.resident, now=START)

    def handed_in(self, klus: Klus | None = None, person: Person | None = None) -> SignUp:
        """Somebody whose work waits to be checked."""
        found = self.begun(klus, person)
        self.hand_in(found)
        found.refresh_from_db()
        return found

    def hand_in(self, found: SignUp, photo: bytes | None = None, now: datetime = END) -> Proof:
        """The resident shows the work."""
        return hand_in_proof(
            sign_up_id=found.id, resident=found.resident, photo=photo or a_photo(), note="Klaar",
            now=now,
        )  # fmt: skip

    def approved(self, klus: Klus | None = None, person: Person | None = None) -> SignUp:
        """Somebody who was rewarded."""
        found = self.handed_in(klus, person)
        return approve_proof(sign_up_id=found.id, actor=self.checker, now=END)

    @property
    def budget(self) -> Account:
        """The programme's account as it stands now."""
        return Account.objects.get(holder=self.programme.party, pot=Pot.PROGRAMME)

    def coins_of(self, person: Person) -> int:
        """What somebody has, in minor units."""
        return total_balance(person.party)


def people_a_town(tenant: Tenant, coins: int = BUDGET) -> Town:
    """The cast, in the tenant's schema, with a budget out of which klussen are rewarded."""
    clerk = make_person("clerk", "manager")
    programmes.deposit_cover(key=uuid4(), cents=10 * coins, actor=clerk.party_id, at=NOW)
    programme = programmes.create_programme(
        name=f"Buurt {uuid4()}", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
        neighbourhood=None, actor=clerk.party_id,
    )  # fmt: skip
    programmes.fund_programme(
        key=uuid4(), programme=programme, amount=coins, actor=clerk.party_id, at=NOW
    )
    return Town(
        tenant=tenant,
        organiser=make_person("organiser", "organiser"),
        checker=make_person("checker", "organiser"),
        clerk=clerk,
        resident=make_person("resident"),
        programme=programme,
    )


def make_person(name: str, role: str = "", language: str = "nl") -> Person:
    """Somebody of this town, with a role when one is named."""
    person = add_person(
        email=f"{uuid4()}@town.example", name=f"{name.title()} Jansen", language=language,
        birthday=BORN,
    )  # fmt: skip
    if role:
        grant_role(person=person, code=role, actor=None)
    return person


def a_photo(colour: str = "green", kind: str = "JPEG", size: tuple[int, int] = (64, 48)) -> bytes:
    """A picture of one colour, as a phone would send it."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, format=kind)
    return out.getvalue()


def promised(klus: Klus) -> int:
    """What a klus must keep aside: a reward for each place that is free or promised."""
    found = SignUp.objects.filter(slot__klus=klus)
    live = found.filter(state__in=["signed-up", "checked-in", "handed-in", "sent-back"]).count()
    free = 0
    if Klus.objects.get(id=klus.id).state == Klus.State.PUBLISHED:
        free = sum(slot.free for slot in Slot.objects.filter(klus=klus))
    return klus.reward * (live + free)


def kept(klus: Klus) -> int:
    """What a klus does keep aside."""
    return Hold.objects.get(klus=klus).remaining
