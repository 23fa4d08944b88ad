"""The cast of settlement: a town with cover, two of finance, shops with an account, a resident."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import connection
from django.utils import timezone
from django_tenants.utils import schema_context
from schwifty import IBAN

from currency.models import Account, Pot, Programme, Transfer
from currency.services import payments, programmes, requests
from currency.services.accounts import account_of
from currency.services.posting import Leg, Movement, post
from currency.services.reversals import reverse_transfer
from settlement.models import Redemption
from settlement.services.bank_accounts import keep_bank_account
from settlement.services.redemptions import redeem
from tenants.errors import Refusal
from tenants.models import Tenant
from tenants.people.models import Party, Person, Seat
from tenants.people.services import add_person, give_seat, grant_role

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=timezone.get_default_timezone())
TOWN_IBAN = str(IBAN.generate("NL", bank_code="BNGH", account_code="0285000001"))


def shop_iban(number: int) -> str:
    """A valid Dutch account number, another for each number."""
    return str(IBAN.generate("NL", bank_code="RABO", account_code=f"{number:010d}"))


@dataclass
class Shop:
    """A shop with its owner."""

    party: Party
    owner: Person

    def change_iban(self, iban: str) -> None:
        """The shop asks for its euros elsewhere."""
        change_iban(self.party, iban)


@dataclass
class Town:
    """One tenant's people and the few acts the tests are made of. Its schema is current."""

    tenant: Tenant
    alice: Person
    bob: Person
    clerk: Person
    resident: Person
    programme: Programme
    shops: list[Shop] = field(default_factory=list)

    def open_shop(self, name: str = "Bakker", *, iban: str | None = None) -> Shop:
        """A shop with an owner and, unless told otherwise, an account number."""
        shop = make_shop(
            f"{name} {len(self.shops) + 1}",
            shop_iban(len(self.shops) + 1) if iban is None else iban,
        )
        self.shops.append(shop)
        return shop

    def sell(self, shop: Shop, coins: int, *, days_ago: float = 10, now: datetime = NOW) -> int:
        """The resident pays; answers the transfer's id. Minor units."""
        at = now - timedelta(days=days_ago)
        give(self.programme, self.resident.party, coins)
        asked = requests.request_payment(
            key=uuid4(), payee=shop.party, amount=coins, desk="Kassa 1",
            actor=shop.owner.party_id, at=at,
        )  # fmt: skip
        return payments.pay(code=asked.code, payer=self.resident.party, at=at).transfer_id

    def refund(self, shop: Shop, transfer_id: int, now: datetime = NOW) -> None:
        """The shop gives the money back."""
        reverse_transfer(transfer_id=transfer_id, reason="terug", actor=shop.owner.party_id, at=now)

    def redeemed(self, shop: Shop, coins: int, now: datetime = NOW) -> Redemption:
        """The shop sold long ago and redeemed now."""
        self.sell(shop, coins, now=now)
        return redeem(merchant=shop.party, actor=None, now=now)

    def balance(self, pot: Pot, holder: Party | None = None) -> int:
        """What stands on an account, in minor units."""
        found = Account.objects.filter(pot=pot)
        if holder is not None:
            found = found.filter(holder=holder)
        return sum(found.values_list("balance", flat=True))


def give(programme: Programme, party: Party, coins: int) -> None:
    """Coins for a resident, straight out of the programme."""
    post(
        Movement(
            key=uuid4(),
            kind=Transfer.Kind.GIFT,
            legs=(
                Leg(account_of(programme.party, Pot.PROGRAMME).id, -coins),
                Leg(account_of(party, Pot.EARNED).id, coins),
            ),
            at=NOW,
        )
    )


def make_shop(name: str, iban: str) -> Shop:
    """A merchant as the marketplace keeps it."""
    owner = add_person(email=f"{uuid4()}@shop.example", name=f"Eigenaar {name}")
    party = Party.objects.create(kind=Party.Kind.MERCHANT, name=name)
    make_merchant(party=party, name=name, iban=iban)
    give_seat(person=owner, party=party, duty=Seat.Duty.OWNER, actor=None)
    return Shop(party, owner)


def make_merchant(*, party: Party, name: str, iban: str) -> None:
    """The row of the marketplace behind a shop."""
    from marketplace.models import Merchant

    Merchant.objects.create(party=party, name=name, iban=iban, account_name=name)


def change_iban(party: Party, iban: str) -> None:
    """Another account number in the marketplace."""
    from marketplace.models import Merchant

    merchant = Merchant.objects.get(party=party)
    merchant.iban = iban
    merchant.save()


def people_a_town(tenant: Tenant) -> Town:
    """The cast, in the tenant's schema, with € 10,000 of cover and a budget of 9,000 coins."""
    people = {
        name: add_person(email=f"{name}-{uuid4()}@town.example", name=name.title())
        for name in ("alice", "bob", "clerk", "resident")
    }
    for name in ("alice", "bob"):
        grant_role(person=people[name], code="finance", actor=None)
    grant_role(person=people["clerk"], code="manager", actor=None)
    actor = people["alice"].party_id
    programmes.deposit_cover(key=uuid4(), cents=1_000_000, actor=actor, at=NOW)
    programme = programmes.create_programme(
        name=f"Buurt {uuid4()}", starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1),
        neighbourhood=None, actor=actor,
    )  # fmt: skip
    programmes.fund_programme(key=uuid4(), programme=programme, amount=900_000, actor=actor, at=NOW)
    keep_bank_account(iban=TOWN_IBAN, name="Gemeente Heerlen", now=NOW)
    return Town(tenant=tenant, programme=programme, **people)


def at_once(tenant: Tenant, *acts: Callable[[], object]) -> list[object]:
    """Run the acts at the same moment, each on a connection of its own.

    Answers what each gave, or the refusal it met.
    """
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            with schema_context(tenant.schema_name):
                gate.wait(timeout=10)
                return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]
