"""Shops: asking to take part, being let in by a second person, stopping, and their tills."""

from uuid import uuid4

import pytest
from django.db import connection

from currency.errors import KeyReused
from currency.models import Account, Pot
from marketplace import queries
from marketplace.errors import IbanInvalid, KvkInvalid, MerchantNotOpen, NoTill
from marketplace.models import Merchant
from marketplace.services.merchants import (
    ShopDetails,
    apply_merchant,
    approve_merchant,
    stop_merchant,
)
from marketplace.services.places import add_till
from marketplace.services.tills import ask_payment
from tenants.errors import NeedsSecondPerson, NotAllowed, NotFound
from tenants.people.services import grant_role
from tests.marketplace.cast import NOW, Town

IBAN = "NL91ABNA0417164300"


def applied(town: Town, **told: str) -> Merchant:
    details = ShopDetails(
        **({"name": " Bakker Bart ", "iban": IBAN, "kvk_number": "12345678"} | told)
    )
    return apply_merchant(key=uuid4(), details=details, owner=town.resident, now=NOW)


def open_shop(town: Town) -> Merchant:
    return approve_merchant(merchant_id=applied(town).id, actor=town.clerk, now=NOW)


def test_a_shop_that_asks_has_an_owner_and_a_till_but_asks_no_payment_yet(town: Town) -> None:
    shop = applied(town)

    assert (shop.name, shop.state, shop.party.name) == ("Bakker Bart", "applied", "Bakker Bart")
    till = shop.tills.get()
    assert list(queries.tills_of(town.resident)) == []
    with pytest.raises(MerchantNotOpen) as refused:
        ask_payment(key=uuid4(), till=till, amount=500, actor=town.resident, now=NOW)
    assert refused.value.facts == {"state": "applied"}


def test_the_same_key_is_the_same_shop_and_of_somebody_else_it_is_refused(town: Town) -> None:
    key = uuid4()
    first = apply_merchant(key=key, details=ShopDetails("Bakker"), owner=town.resident, now=NOW)

    again = apply_merchant(key=key, details=ShopDetails("Bakker"), owner=town.resident, now=NOW)
    with pytest.raises(KeyReused):
        apply_merchant(key=key, details=ShopDetails("Bakker"), owner=town.another(), now=NOW)

    assert again.id == first.id
    assert Merchant.objects.count() == 1


@pytest.mark.parametrize("iban", ["NL00ABNA0417164300", "NL91", "x", "NL91ABNA04171643001"])
def test_an_account_number_that_does_not_add_up_is_refused(town: Town, iban: str) -> None:
    with pytest.raises(IbanInvalid):
        applied(town, iban=iban)


@pytest.mark.parametrize("number", ["1234567", "123456789", "1234567a", "١٢٣٤٥٦٧٨"])
def test_a_chamber_of_commerce_number_has_eight_digits(town: Town, number: str) -> None:
    with pytest.raises(KvkInvalid):
        applied(town, kvk_number=number)


def test_numbers_may_be_typed_with_spaces(town: Town) -> None:
    shop = applied(town, iban=" nl91 abna 0417 1643 00 ", kvk_number="1234 5678")

    assert (shop.iban, shop.kvk_number) == (IBAN, "12345678")
    assert shop.iban_masked == "NL•• ABNA •••• 4300"


def test_an_account_number_is_not_readable_in_the_database(town: Town) -> None:
    shop = applied(town)

    with connection.cursor() as cursor:
        cursor.execute("SELECT iban FROM marketplace_merchant WHERE id = %s", [shop.id])
        (stored,) = cursor.fetchone()

    assert "0417164300" not in str(stored)
    assert Merchant.objects.get(id=shop.id).iban == IBAN


def test_a_second_person_lets_a_shop_in_once_and_its_account_is_opened(town: Town) -> None:
    shop = applied(town)

    first = approve_merchant(merchant_id=shop.id, actor=town.clerk, now=NOW)
    approve_merchant(merchant_id=shop.id, actor=town.clerk, now=NOW)

    assert (first.state, first.approved_by) == ("approved", town.clerk)
    assert Account.objects.filter(holder=shop.party, pot=Pot.MERCHANT).count() == 1
    assert queries.tills_of(town.resident).get().merchant_id == shop.id


def test_nobody_lets_in_a_shop_of_their_own(town: Town) -> None:
    shop = applied(town)
    grant_role(person=town.resident, code="manager", actor=None)

    with pytest.raises(NeedsSecondPerson):
        approve_merchant(merchant_id=shop.id, actor=town.resident, now=NOW)


def test_only_who_may_lets_a_shop_in_or_stops_it(town: Town) -> None:
    shop = applied(town)

    with pytest.raises(NotAllowed):
        approve_merchant(merchant_id=shop.id, actor=town.organiser, now=NOW)
    with pytest.raises(NotAllowed):
        stop_merchant(merchant_id=shop.id, actor=town.resident, now=NOW)
    with pytest.raises(NotFound):
        approve_merchant(merchant_id=404, actor=town.clerk, now=NOW)


def test_a_shop_that_has_stopped_asks_no_payment_and_is_not_let_in_again(town: Town) -> None:
    shop = open_shop(town)
    stop_merchant(merchant_id=shop.id, actor=town.clerk, now=NOW)
    stop_merchant(merchant_id=shop.id, actor=town.clerk, now=NOW)

    with pytest.raises(MerchantNotOpen):
        approve_merchant(merchant_id=shop.id, actor=town.clerk, now=NOW)
    with pytest.raises(MerchantNotOpen):
        ask_payment(key=uuid4(), till=shop.tills.get(), amount=500, actor=town.resident, now=NOW)
    with pytest.raises(NotFound):
        queries.merchant(shop.id)


def test_an_owner_adds_a_till_once_and_nobody_else_does(town: Town) -> None:
    shop = open_shop(town)

    first = add_till(merchant_id=shop.id, name=" Markt ", actor=town.resident)
    again = add_till(merchant_id=shop.id, name="Markt", actor=town.resident)

    assert first.id == again.id
    with pytest.raises(NotFound):
        add_till(merchant_id=shop.id, name="Markt 2", actor=town.clerk)


def test_nobody_asks_payment_at_a_till_of_somebody_else(town: Town) -> None:
    till = open_shop(town).tills.get()

    with pytest.raises(NoTill):
        ask_payment(key=uuid4(), till=till, amount=500, actor=town.another(), now=NOW)
    with pytest.raises(NoTill):
        queries.till_of(town.another(), till.id)


def test_a_till_that_was_put_away_asks_no_payment(town: Town) -> None:
    till = open_shop(town).tills.get()
    till.is_active = False
    till.save()

    with pytest.raises(MerchantNotOpen):
        ask_payment(key=uuid4(), till=till, amount=500, actor=town.resident, now=NOW)
