"""The cast of shops as partners: a shop that takes part, and the acts its tests are made of."""

from datetime import datetime, time, timedelta
from uuid import uuid4

from marketplace.models import AccountChange, Merchant, ShopTerms, StaffInvitation
from marketplace.rules.opening_hours_given import week_of
from marketplace.services.account_changes import ask_account_change
from marketplace.services.merchants import ShopDetails, apply_merchant, approve_merchant
from marketplace.services.places import Place
from marketplace.services.shop_staff import invite_staff
from marketplace.services.shop_terms import publish_terms
from tenants.people.models import Person, Seat
from tenants.people.services import give_seat
from tests.marketplace.cast import NOW, Town, make_person
from tests.marketplace.till_cast import Shop
from tests.settlement.cast import shop_iban

OLD, NEW = shop_iban(801), shop_iban(802)
WAIT = timedelta(days=7)
HOURS = week_of({0: [(time(9), time(17, 30))]})


def a_shop(town: Town, name: str = "Bakkerij Wiertz", iban: str = OLD) -> Shop:
    """A shop with an account, as the municipality let it in."""
    owner = make_person("fatima")
    merchant = apply_merchant(
        key=uuid4(), details=ShopDetails(name=name, iban=iban, account_name=name),
        owner=owner, now=NOW, terms_version=None,
    )  # fmt: skip
    approve_merchant(merchant_id=merchant.id, actor=town.clerk, now=NOW)
    merchant.refresh_from_db()
    return Shop(merchant, owner, merchant.tills.get())


def works_there(shop: Shop, duty: str = Seat.Duty.STAFF) -> Person:
    """One more person of the shop."""
    person = make_person(f"{duty}")
    give_seat(person=person, party=shop.merchant.party, duty=duty, actor=None)
    return person


def asks_change(shop: Shop, iban: str = NEW, now: datetime = NOW, **more: object) -> AccountChange:
    """An owner asks for another account."""
    told = {"key": uuid4(), "account_name": "Bakkerij Wiertz", "actor": shop.owner} | more
    return ask_account_change(merchant_id=shop.merchant.id, iban=iban, now=now, **told)  # type: ignore[arg-type]


def iban_of(shop: Shop) -> str:
    """Where its euros go now."""
    return str(Merchant.objects.get(id=shop.merchant.id).iban)


def invited(
    shop: Shop, email: str, duty: str = Seat.Duty.STAFF, now: datetime = NOW
) -> StaffInvitation:
    """The owner invites somebody."""
    return invite_staff(
        merchant_id=shop.merchant.id, email=email, duty=duty, actor=shop.owner, now=now
    )


def terms(town: Town, text: str = "Je geeft geen euro’s terug.", after: int = 0) -> ShopTerms:
    """The municipality publishes terms."""
    return publish_terms(text=text, after=after, actor=town.clerk, now=NOW)


def a_place(address: str = "Markt 2") -> Place:
    """Somewhere in town."""
    return Place(address=address, hours=HOURS)
