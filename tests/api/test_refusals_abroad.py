"""What the API refuses about coins of another town: each with its status and code."""

from typing import Any

import pytest

from tenants.models import Agreement
from tests.api.acts import (
    agree,
    an_agreement,
    ask,
    earn,
    open_shop,
)
from tests.api.cast import Api, Town, in_days, refused, told


def pay(town: Town, code: str) -> Any:
    """The resident pays."""
    return town.resident.post(f"payment-requests/{code}/pay")


def test_coins_are_good_elsewhere_only_under_an_agreement(town: Town, abroad: Town):
    earn(town)
    code = ask(abroad, open_shop(abroad), 100)["code"]

    refused(pay(town, code), 409, "coins-not-accepted")
    refused(town.resident.get(f"payment-requests/{code}"), 409, "coins-not-accepted")


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"cap_payment": 99, "cap_outstanding": 99}, "agreement-payment-too-large"),
        ({"cap_payment": 150, "cap_outstanding": 150}, "agreement-cap-reached"),
        ({"starts_on": in_days(1)}, "coins-not-accepted"),
        ({"starts_on": in_days(-9), "ends_on": in_days(-1)}, "agreement-ended"),
    ],
)
def test_an_agreement_is_held_to_its_terms(
    town: Town, abroad: Town, region: Api, terms: dict[str, Any], code: str
):
    earn(town)
    agree(region, town, abroad, **terms)
    till = open_shop(abroad)
    if code == "agreement-cap-reached":
        told(pay(town, ask(abroad, till, 100)["code"]))
    asked = ask(abroad, till, 100)

    refused(pay(town, asked["code"]), 409, code)
    path = f"tills/{till}/payment-requests/{asked['id']}"
    assert told(abroad.shopkeeper.get(path))["state"] == "open"


def test_either_town_stops_an_agreement_at_once(town: Town, abroad: Town, region: Api):
    earn(town)
    made = agree(region, town, abroad)
    asked = ask(abroad, open_shop(abroad), 100)

    told(abroad.board.post(f"agreements/{made['id']}/suspend", {"reason": "Te druk"}))

    refused(pay(town, asked["code"]), 409, "agreement-suspended")
    again = abroad.board.post(f"agreements/{made['id']}/suspend", {"reason": "Te druk"})
    refused(again, 409, "agreement-not-open")
    assert Agreement.objects.get(id=made["id"]).used == 0


def test_a_payment_from_elsewhere_is_not_given_back_at_the_till(
    town: Town, abroad: Town, region: Api
):
    earn(town)
    agree(region, town, abroad)
    till = open_shop(abroad)
    asked = ask(abroad, till, 100)
    told(pay(town, asked["code"]))

    path = f"tills/{till}/payment-requests/{asked['id']}/refund"
    refused(abroad.shopkeeper.post(path, {"reason": "Terug"}), 409, "refund-abroad")


@pytest.mark.parametrize(
    ("terms", "status", "code"),
    [
        ({"acceptor": "heerlen"}, 422, "agreement-invalid"),
        ({"ends_on": in_days(-2)}, 422, "agreement-invalid"),
        ({"cap_payment": 0}, 422, "agreement-invalid"),
        ({"cap_outstanding": 1}, 422, "agreement-invalid"),
        ({"cap_outstanding": 10**20}, 422, "invalid"),
        ({"rate_denominator": 0}, 422, "invalid"),
        ({"acceptor": "maastricht"}, 404, "not-found"),
        ({"acceptor": "public"}, 404, "not-found"),
    ],
)
def test_terms_that_contradict_themselves_are_not_proposed(
    town: Town, abroad: Town, region: Api, terms: dict[str, Any], status: int, code: str
):
    refused(region.post("agreements", an_agreement(town, abroad) | terms), status, code)


def test_a_proposal_is_one_proposal_and_a_no_ends_it(town: Town, abroad: Town, region: Api):
    sent = an_agreement(town, abroad)
    first = told(region.post("agreements", sent), 201)
    assert told(region.post("agreements", sent), 201) == first

    done = told(town.board.post(f"agreements/{first['id']}/decline", {"reason": "Nu niet"}))

    assert (done["state"], done["closed_reason"]) == ("declined", "Nu niet")
    refused(abroad.board.post(f"agreements/{first['id']}/approve"), 409, "agreement-not-open")
