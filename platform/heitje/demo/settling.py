"""Founding the towns: tenants, people with their roles, rules, cover, budgets and shops."""

import unicodedata
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from django.conf import settings
from django.utils import timezone

from currency.keys import key_for
from currency.services.programmes import create_programme, fund_programme
from heitje.demo import people_tables
from heitje.demo.drawing import draw_town
from heitje.demo.market import read_in_a_market
from heitje.demo.partners import fictional_vat, keep_terms
from heitje.demo.place import Place, Shop
from heitje.demo.plans import OfficerPlan, ShopPlan, TownPlan, fictional_iban, minor, week
from heitje.demo.rule_sets import make_rules
from heitje.demo.towns import REGION
from marketplace.finding.services import keep_drawing
from marketplace.services.merchants import (
    ShopDetails,
    apply_merchant,
    approve_merchant,
)
from marketplace.services.places import add_till
from settlement.services.bank_accounts import keep_bank_account
from settlement.services.bank_entries import deposit_by_hand
from tenants.models import Region
from tenants.people.models import Party, Person, Seat
from tenants.people.services import add_neighbourhood, add_party, add_person, give_seat, grant_role
from tenants.schema import look_at
from tenants.services import create_region, create_tenant

# Letters that are one letter to their alphabet and do not fall apart into a base and a mark.
WHOLE_LETTERS: Final = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss"})


def found_region() -> tuple[Region, Person]:
    """The region, its coordinator and the operator, in what all tenants share."""
    slug, name, label = REGION
    region = create_region(slug=slug, name=name, host=f"{label}.{settings.BASE_HOST}")
    coordinator = _add(people_tables.COORDINATOR, "regio-parkstad.example")
    grant_role(person=coordinator, code="coordinator", actor=None)
    operator = _add(people_tables.OPERATOR, "beheer.example")
    grant_role(person=operator, code="operator", actor=None)
    return region, coordinator


def found_tenant(plan: TownPlan, region: Region) -> Place:
    """The tenant with its schema and host."""
    tenant = create_tenant(
        schema_name=plan.schema,
        name=plan.name,
        host=f"{plan.label}.{settings.BASE_HOST}",
        code=plan.code,
        region=region,
        coin_singular=plan.coin[0],
        coin_plural=plan.coin[1],
        brand_color=plan.colors[0],
        accent_color=plan.colors[1],
        tagline=plan.tagline,
        help_phone=plan.phone,
    )
    return Place(plan=plan, tenant=tenant)


def settle(place: Place, *, at: datetime, now: datetime, chance: Random) -> None:
    """People, rules, cover, budgets and shops; from `at` on the town can be lived in."""
    look_at(place.tenant)
    plan = place.plan
    for area in plan.areas:
        latitude, longitude = area.point
        place.areas[area.name] = add_neighbourhood(
            name=area.name, cbs_code=area.cbs_code, latitude=latitude, longitude=longitude
        )
    for officer in plan.officers:
        place.officers.setdefault(officer.role, []).append(_appoint(officer, plan))
    for category, name in plan.organisations.items():
        place.organisations[category] = add_party(kind=Party.Kind.ORGANISATION, name=name)
    place.residents = [
        add_person(
            email=_mail(one.name, plan.mail),
            name=one.name,
            neighbourhood=place.areas[one.area],
            birthday=_birthday(one.name, at),
        )
        for one in plan.residents
    ]
    keep_drawing(draw_town(plan))
    make_rules(place, at, now)
    _set_budgets(place, at, now)
    terms = keep_terms(place, at)
    for number, shop in enumerate(plan.shops):
        applied = now - timedelta(days=2) if shop.waits else at + timedelta(hours=2)
        iban = fictional_iban(1_000 * plan.account + number, bank=shop.bank)
        details = _details(place, shop, iban, chance)
        place.shops.append(_open_shop(place, shop, applied, details, terms))
    if plan.code == "HE":
        read_in_a_market(place, now)


def _birthday(name: str, at: datetime) -> date:
    """Always the same day of the year; everybody is a grown-up."""
    chance = Random(name)
    return date(at.year - chance.randint(23, 78), chance.randint(1, 12), chance.randint(1, 28))


def _add(name: str, host: str) -> Person:
    return add_person(email=_mail(name, host), name=name)


def _mail(name: str, host: str) -> str:
    """The address of a name: "Mustafa Yıldız" becomes "mustafa.yildiz@..."."""
    apart = unicodedata.normalize("NFKD", name.lower().translate(WHOLE_LETTERS))
    plain = "".join(sign for sign in apart if sign.isascii() and (sign.isalnum() or sign == " "))
    return f"{'.'.join(plain.split())}@{host}"


def _appoint(officer: OfficerPlan, plan: TownPlan) -> Person:
    person = _add(officer.name, plan.mail)
    grant_role(person=person, code=officer.role, actor=None)
    return person


def _set_budgets(place: Place, at: datetime, now: datetime) -> None:
    """The bank account, the euros set aside, and coins below them in each neighbourhood."""
    plan, finance, manager = place.plan, place.officer("finance"), place.officer("manager")
    keep_bank_account(iban=plan.iban, name=f"Gemeente {plan.name}", now=at, by=finance)
    deposit_by_hand(key=key_for("demo", "cover"), cents=plan.cover * 100, by=finance, now=at)
    for area in plan.areas:
        programme = create_programme(
            name=f"{area.name} {timezone.localdate(now).year}",
            starts_on=date(timezone.localdate(at).year, 1, 1),
            ends_on=date(timezone.localdate(now + timedelta(days=40)).year, 12, 31),
            neighbourhood=place.areas[area.name],
            actor=manager.party_id,
        )
        fund_programme(
            key=key_for("demo", "fund", area.name),
            programme=programme,
            amount=minor(area.budget),
            actor=manager.party_id,
            at=at + timedelta(hours=1),
        )
        place.programmes[area.name] = programme


def _open_shop(
    place: Place, plan: ShopPlan, at: datetime, details: ShopDetails, terms: int
) -> Shop:
    owner = _add(plan.owner, place.plan.mail)
    merchant = apply_merchant(
        key=key_for("demo", "shop", plan.name), details=details, owner=owner, now=at,
        terms_version=terms,
    )  # fmt: skip
    staff = [_add(name, place.plan.mail) for name in plan.staff]
    for person in staff:
        give_seat(person=person, party=merchant.party, duty=Seat.Duty.STAFF, actor=owner.party_id)
    if not plan.waits:
        manager = place.officer("manager")
        approve_merchant(merchant_id=merchant.id, actor=manager, now=at + timedelta(hours=3))
        merchant.refresh_from_db(fields=["state"])
    tills = [add_till(merchant_id=merchant.id, name=name, actor=owner) for name in plan.tills]
    return Shop(plan=plan, merchant=merchant, owner=owner, staff=staff, tills=tills)


def _details(place: Place, plan: ShopPlan, iban: str, chance: Random) -> ShopDetails:
    latitude, longitude = place.plan.area(plan.area).near(chance)
    number = chance.randrange(10**6)
    return ShopDetails(
        name=plan.name,
        category=plan.category,
        # Two zeros: a number the Chamber of Commerce has not given out.
        kvk_number=f"00{number:06}",
        vat_number=fictional_vat(number),
        iban=iban,
        account_name=plan.name,
        address=plan.address,
        neighbourhood=place.areas[plan.area],
        latitude=latitude,
        longitude=longitude,
        hours=week(plan.hours),
        about=plan.about,
    )
