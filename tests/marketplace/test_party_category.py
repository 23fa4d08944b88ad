"""What kind of shop a party is, which coins that are good at some kinds of shop alone ask."""

from importlib import import_module
from uuid import uuid4

from django.apps import apps

from marketplace.models import Merchant
from marketplace.services.merchants import ShopDetails, apply_merchant, approve_merchant
from tenants.people.models import Party
from tests.marketplace.cast import NOW, Town, make_person

MIGRATION = import_module("marketplace.migrations.0002_party_category")


def a_grocer(town: Town, *, is_approved: bool) -> Merchant:
    details = ShopDetails(name="Buurtsuper", category=Merchant.Category.GROCERY)
    made = apply_merchant(key=uuid4(), details=details, owner=make_person("fatima"), now=NOW)
    if is_approved:
        approve_merchant(merchant_id=made.id, actor=town.clerk, now=NOW)
    return made


def category_of(shop: Merchant) -> str:
    return Party.objects.get(id=shop.party_id).category


def test_letting_a_shop_in_says_what_kind_of_shop_it_is(town: Town) -> None:
    assert category_of(a_grocer(town, is_approved=True)) == "grocery"
    assert category_of(a_grocer(town, is_approved=False)) == ""


def test_shops_from_before_get_theirs_and_those_that_have_one_keep_it(town: Town) -> None:
    old, kept = a_grocer(town, is_approved=True), a_grocer(town, is_approved=True)
    waits = a_grocer(town, is_approved=False)
    Party.objects.filter(id=old.party_id).update(category="")
    Party.objects.filter(id=kept.party_id).update(category="care")

    MIGRATION.fill_in(apps, None)

    assert [category_of(shop) for shop in (old, kept, waits)] == ["grocery", "care", ""]
