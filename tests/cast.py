"""The cast of the ledger's tests: towns with cover and a budget, residents, shops, agreements.

Every act of a town looks at that town's schema by itself, so that two towns can meet in one test.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.utils import timezone
from django_tenants.utils import tenant_context

from currency import queries
from currency.models import Account, PaymentRequest, Pot, Programme, Replay, RuleSet, Transfer
from currency.receipts import Receipt
from currency.replay import Report
from currency.rules.digest import document_digest
from currency.rules.document import Rules
from currency.services import payments, programmes, requests
from currency.services.accounts import account_of, clearing_account, house_account
from currency.services.posting import Leg, Movement, post
from currency.services.rules import draft_rules, propose_rules
from tenants.errors import Refusal
from tenants.models import Agreement, Tenant
from tenants.people.models import Party, Person, Seat
from tenants.people.services import add_party, add_person, give_seat
from tenants.services.agreements import approve_agreement, propose_agreement

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=timezone.get_default_timezone())
SOMEBODY = uuid4()


@dataclass(frozen=True)
class Town:
    """A tenant with € 10,000 of cover and a budget of 9,000 coins. Amounts are minor units."""

    tenant: Tenant
    programme: Programme

    @contextmanager
    def here(self) -> Iterator[None]:
        """Look at this town's schema for a while."""
        with tenant_context(self.tenant):
            yield

    def resident(self, coins: int = 0, name: str = "Samira El Idrissi") -> Party:
        """Somebody with so much earned."""
        with self.here():
            person = add_person(email=f"{uuid4()}@town.example", name=name)
            self.give(person.party, coins)
            return person.party

    def shop(self, name: str = "Bakker") -> Party:
        """A shop that sold nothing yet."""
        with self.here():
            party = add_party(kind=Party.Kind.MERCHANT, name=name)
            account_of(party, Pot.MERCHANT)
            return party

    def owner_of(self, shop: Party) -> Party:
        """A person who owns the shop."""
        with self.here():
            owner: Person = add_person(email=f"{uuid4()}@shop.example", name="Piet Bakker")
            give_seat(person=owner, party=shop, duty=Seat.Duty.OWNER, actor=None)
            return owner.party

    def give(self, party: Party, coins: int, pot: Pot = Pot.EARNED) -> None:
        """Coins out of the programme."""
        if coins:
            self.move(self.account(self.programme.party, Pot.PROGRAMME),
                      self.account(party, pot), coins, kind=Transfer.Kind.GIFT)  # fmt: skip

    def move(self, source: int, target: int, amount: int, **more: Any) -> Transfer:
        """One posting of two legs."""
        legs = (Leg(source, -amount), Leg(target, amount))
        return self.post(**{"kind": Transfer.Kind.GIFT, "legs": legs, **more})

    def post(self, **movement: Any) -> Transfer:
        """A posting as asked, with a fresh key where none is given."""
        with self.here():
            return post(Movement(**{"key": uuid4(), "at": NOW, **movement}))

    def asks(self, shop: Party, amount: int, at: datetime = NOW, **more: Any) -> PaymentRequest:
        """The shop's till asks."""
        asked = {"key": uuid4(), "desk": "Kassa 1", "actor": SOMEBODY, **more}
        with self.here():
            return requests.request_payment(payee=shop, amount=amount, at=at, **asked)

    def pays(self, payer: Party, code: str, at: datetime = NOW) -> Receipt:
        """A resident of this town pays a code, of this town or another."""
        with self.here():
            return payments.pay(code=code, payer=payer, at=at)

    def account(self, holder: Party | None, pot: Pot) -> int:
        """The id of an account; of the house where no holder is named."""
        with self.here():
            return (account_of(holder, pot) if holder else house_account(pot)).id

    def slot(self, holder: Party, number: int) -> int:
        """The id of one of a busy shop's other accounts."""
        with self.here():
            return account_of(holder, Pot.MERCHANT, number).id

    def balance(self, holder: Party | None, pot: Pot = Pot.EARNED) -> int:
        """What stands on an account."""
        with self.here():
            if holder is not None:
                return queries.balance_of(holder, pot)
            return house_account(pot).balance

    def owed_to(self, other: "Town") -> int:
        """The clearing account for another town: what that town may claim here."""
        with self.here():
            return Account.objects.get(id=clearing_account(other.tenant).id).balance

    def rules(self, since: datetime | None = None, **sections: dict[str, Any]) -> RuleSet:
        """New rules, in force since long unless it is said since when."""
        document = Rules.model_validate(sections).model_dump(mode="json")
        with self.here():
            latest = queries.rule_versions().first()
            version = latest.version + 1 if latest else 1
            return RuleSet.objects.create(
                version=version, document=document, state=RuleSet.State.APPROVED,
                starts_at=since or NOW.replace(year=2026, month=2) + timedelta(minutes=version),
                proposed_by=uuid4(), approved_by=uuid4(), approved_at=NOW,
            )  # fmt: skip


def replayed(version: RuleSet, at: datetime = NOW) -> RuleSet:
    """A finished replay of exactly this draft, so that it may be proposed."""
    report = Report(months=3, since=at.date(), until=at.date(), transfers=0)
    Replay.objects.create(
        rules=version, digest=document_digest(version.document), months=3, asked_by=uuid4(),
        asked_at=at, finished_at=at, state=Replay.State.DONE, report=report.model_dump(mode="json"),
    )  # fmt: skip
    return version


def proposed(document: dict[str, Any], actor: UUID, now: datetime = NOW) -> RuleSet:
    """A document drafted, replayed and put before a second person."""
    draft = replayed(draft_rules(document=document, actor=actor, now=now))
    return propose_rules(version=draft.version, actor=actor)


def people_a_town(tenant: Tenant) -> Town:
    """The town, ready to play in."""
    with tenant_context(tenant):
        programmes.deposit_cover(key=uuid4(), cents=1_000_000, actor=SOMEBODY, at=NOW)
        programme = programmes.create_programme(
            name="Buurt", starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1),
            neighbourhood=None, actor=SOMEBODY,
        )  # fmt: skip
        programmes.fund_programme(
            key=uuid4(), programme=programme, amount=900_000, actor=SOMEBODY, at=NOW
        )
    return Town(tenant, programme)


def agree(issuer: Town, acceptor: Town, **terms: Any) -> Agreement:
    """The issuer's coins are good at the acceptor's shops: both gave their word."""
    asked: dict[str, Any] = {
        "starts_on": date(2026, 1, 1), "ends_on": date(2027, 1, 1),
        "cap_outstanding": 100_000, "cap_payment": 10_000, **terms,
    }  # fmt: skip
    assert issuer.tenant.region is not None
    made = propose_agreement(
        region=issuer.tenant.region, issuer=issuer.tenant, acceptor=acceptor.tenant,
        actor=SOMEBODY, now=NOW, **asked,
    )  # fmt: skip
    for side in (issuer, acceptor):
        made = approve_agreement(agreement_id=made.id, tenant=side.tenant, actor=uuid4(), now=NOW)
    return made


def judge_now() -> None:
    """What is judged at commit is judged now; what follows waits for the commit again."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts at the same moment, each on a connection of its own.

    Answers what each gave, or the refusal it met. Needs rows that are committed.
    """
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            gate.wait(timeout=20)
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


def refusals_in(answers: list[object]) -> list[str]:
    """The codes of the refusals among answers, sorted."""
    return sorted(answer.code for answer in answers if isinstance(answer, Refusal))
