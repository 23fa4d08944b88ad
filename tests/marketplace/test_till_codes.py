"""A code at the wrong moment or in the wrong hands: a clear sentence, and nothing is paid."""

from datetime import timedelta

import pytest
from django_tenants.utils import schema_context

from currency import errors
from currency.models import Transfer
from tests.marketplace.cast import people_a_town
from tests.marketplace.till_cast import open_shop, with_coins

HOUR = timedelta(hours=1)


@pytest.fixture
def shop(town):
    return open_shop(town)


def try_to_pay(client, code):
    """The sentence that comes back; asserts that nothing was posted."""
    before = Transfer.objects.count()
    answers = [client.get(f"/betalen/{code}/"), client.post(f"/betalen/{code}/")]
    assert Transfer.objects.count() == before
    assert all(400 <= answer.status_code < 500 for answer in answers)
    return [answer.content.decode() for answer in answers]


def says(pages, refusal):
    return all(str(refusal.sentence) in page for page in pages)


def test_a_code_past_its_time(town, shop, client_for):
    payer = client_for(town.tenant, with_coins(town))

    assert says(try_to_pay(payer, shop.asks(ago=HOUR).code), errors.RequestExpired)


def test_a_code_that_somebody_else_used(town, shop, client_for):
    asked = shop.sells(with_coins(town))
    payer = client_for(town.tenant, with_coins(town, name="pieter"))

    assert says(try_to_pay(payer, asked.code), errors.RequestPaid)


def test_a_code_that_the_shop_stopped(town, shop, client_for):
    asked = shop.asks()
    client_for(town.tenant, shop.owner).post(f"/kassa/verzoek/{asked.id}/stop/")

    assert says(
        try_to_pay(client_for(town.tenant, with_coins(town)), asked.code), errors.RequestCancelled
    )


@pytest.mark.parametrize("code", ["HEAAAAAA", "ZZ234567", "x", "HE-234"])
def test_a_code_that_nobody_gave(town, client_for, code):
    payer = client_for(town.tenant, with_coins(town))

    assert says(try_to_pay(payer, code), errors.RequestUnknown)


def test_a_code_of_a_town_without_an_agreement(town, shop, sittard_geleen, client_for):
    asked = shop.asks()
    with schema_context(sittard_geleen.schema_name):
        visitor = with_coins(people_a_town(sittard_geleen))
        pages = try_to_pay(client_for(sittard_geleen, visitor), asked.code)

    assert says(pages, errors.CoinsNotAccepted)
    asked.refresh_from_db()
    assert asked.state == "open"


def test_ones_own_shop(town, shop, client_for):
    assert says(try_to_pay(client_for(town.tenant, shop.owner), shop.asks().code), errors.SameParty)
