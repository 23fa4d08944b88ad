"""The cast of the till: a shop with its owner and a till, and residents who have coins."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from currency.models import PaymentRequest, Pot, Transfer
from currency.services.accounts import account_of
from currency.services.payments import pay
from currency.services.posting import Leg, Movement, post
from marketplace.models import Merchant, Till
from marketplace.services.merchants import ShopDetails, apply_merchant, approve_merchant
from marketplace.services.tills import ask_payment
from tenants.models import Tenant
from tenants.people.models import Person, Seat
from tenants.people.services import give_seat
from tenants.services.agreements import approve_agreement, propose_agreement
from tests.marketplace.cast import NOW, Town, make_person

AMOUNT = 750


@dataclass
class Shop:
    """A shop that takes part, its owner, and its first till."""

    merchant: Merchant
    owner: Person
    till: Till

    def staff(self) -> Person:
        """Somebody who works the till."""
        person = make_person("hulp")
        give_seat(person=person, party=self.merchant.party, duty=Seat.Duty.STAFF, actor=None)
        return person

    def asks(
        self, amount: int = AMOUNT, *, ago: timedelta = timedelta(), **words: str
    ) -> PaymentRequest:
        """A payment request, made so long ago."""
        return ask_payment(
            key=uuid4(), till=self.till, amount=amount, actor=self.owner,
            now=timezone.now() - ago, **words,
        )  # fmt: skip

    def sells(
        self, payer: Person, amount: int = AMOUNT, *, ago: timedelta = timedelta(), **words: str
    ) -> PaymentRequest:
        """A request that this resident paid, so long ago."""
        asked = self.asks(amount, ago=ago, **words)
        pays(payer, asked, ago=ago)
        asked.refresh_from_db()
        return asked


def open_shop(town: Town, name: str = "Bakkerij Wiertz") -> Shop:
    """A shop as the municipality let it in."""
    owner = make_person("fatima")
    merchant = apply_merchant(key=uuid4(), details=ShopDetails(name=name), owner=owner, now=NOW)
    approve_merchant(merchant_id=merchant.id, actor=town.clerk, now=NOW)
    merchant.refresh_from_db()
    return Shop(merchant, owner, merchant.tills.get())


def with_coins(town: Town, coins: int = 10_000, name: str = "samira") -> Person:
    """A resident who has coins, out of the town's budget."""
    person = make_person(name)
    legs = (
        Leg(account_of(town.programme.party, Pot.PROGRAMME).id, -coins),
        Leg(account_of(person.party, Pot.EARNED).id, coins),
    )
    post(Movement(key=uuid4(), kind=Transfer.Kind.GIFT, legs=legs, at=NOW))
    return person


def pays(payer: Person, asked: PaymentRequest, *, ago: timedelta = timedelta()) -> None:
    """A resident of the town that is current pays, so long ago."""
    pay(code=asked.code, payer=payer.party, at=timezone.now() - ago)


def agree(issuer: Tenant, acceptor: Tenant, now: datetime) -> None:
    """From today on the coins of the first are good in the shops of the second."""
    assert issuer.region is not None
    made = propose_agreement(
        region=issuer.region, issuer=issuer, acceptor=acceptor,
        starts_on=now.date() - timedelta(days=2), ends_on=now.date() + timedelta(days=30),
        cap_outstanding=100_000, cap_payment=10_000, rate=(1, 1), actor=uuid4(), now=now,
    )  # fmt: skip
    for side in (issuer, acceptor):
        approve_agreement(agreement_id=made.id, tenant=side, actor=uuid4(), now=now)
