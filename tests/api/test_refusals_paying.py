"""What the API refuses about paying, tills and shops: each with its status and code."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tenants.utils import schema_context

from currency.models import PaymentRequest
from tests.api.acts import (
    a_key,
    a_shop,
    ask,
    earn,
    let_hold,
    open_shop,
    redeem_at_once,
)
from tests.api.cast import Town, refused, told


def pay(town: Town, code: str) -> Any:
    """The resident pays."""
    return town.resident.post(f"payment-requests/{code}/pay")


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        (0, "amount-not-positive"),
        (-100, "amount-not-positive"),
        (15_001, "amount-too-large"),
        (10**15, "amount-too-large"),
        (10**25, "invalid"),
        (1.005, "invalid"),
        ("veel", "invalid"),
    ],
)
def test_a_till_asks_for_a_real_amount(town: Town, amount: Any, code: str):
    path = f"tills/{open_shop(town)}/payment-requests"

    refused(town.shopkeeper.post(path, {"amount": amount}, key=a_key()), 422, code)


@pytest.mark.parametrize("code", ["HE234567", "he-23 45 67", "XX234567", "HE", "'; --", "é" * 8])
def test_a_code_nobody_knows_is_refused(town: Town, code: str):
    refused(pay(town, code), 404, "request-unknown")


def test_a_resident_pays_no_more_than_there_is(town: Town):
    earn(town)
    code = ask(town, open_shop(town), 501)["code"]

    body = refused(pay(town, code), 409, "insufficient-balance")

    assert body["facts"] == {"amount": 501, "available": 500}
    assert told(town.resident.get("balance"))["balance"] == 500


def test_a_request_that_was_stopped_is_not_paid(town: Town):
    earn(town)
    till = open_shop(town)
    asked = ask(town, till, 100)
    path = f"tills/{till}/payment-requests/{asked['id']}/cancel"
    told(town.shopkeeper.post(path))

    assert told(town.shopkeeper.post(path))["state"] == "cancelled"
    refused(pay(town, asked["code"]), 409, "request-cancelled")


def test_a_request_past_its_time_is_not_paid(town: Town):
    earn(town)
    till = open_shop(town)
    asked = ask(town, till, 100)
    with schema_context(town.tenant.schema_name):
        long_ago = timezone.now() - timedelta(hours=2)
        PaymentRequest.objects.update(created_at=long_ago, expires_at=long_ago + timedelta(hours=1))

    refused(pay(town, asked["code"]), 409, "request-expired")
    path = f"tills/{till}/payment-requests/{asked['id']}"
    assert told(town.shopkeeper.get(path))["state"] == "expired"


def test_a_shopkeeper_does_not_pay_the_own_shop(town: Town):
    code = ask(town, open_shop(town), 100)["code"]

    refused(town.shopkeeper.post(f"payment-requests/{code}/pay"), 409, "same-party")
    refused(town.shopkeeper.get(f"payment-requests/{code}"), 409, "same-party")


def test_a_day_has_a_limit(town: Town):
    earn(town, times=2)
    rules = told(town.manager.get("rules"))["rules"]
    rules["payments"] |= {"maximum": 600, "maximum_per_day": 700}
    let_hold(town, rules)
    till = open_shop(town)
    told(pay(town, ask(town, till, 500)["code"]))

    refused(pay(town, ask(town, till, 400)["code"]), 409, "over-limit")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"iban": "NL00RABO0123456789"}, "iban-invalid"),
        ({"kvk_number": "1234"}, "kvk-invalid"),
        ({"category": "bank"}, "invalid"),
        ({"neighbourhood": 987654321}, "invalid"),
        ({"name": ""}, "invalid"),
    ],
)
def test_a_shop_tells_the_truth_about_itself(town: Town, changes: dict[str, Any], code: str):
    refused(town.shopkeeper.post("merchants", a_shop(**changes), key=a_key()), 422, code)


def test_nobody_lets_the_own_shop_in(town: Town):
    made = told(town.manager.post("merchants", a_shop(), key=a_key()), 201)

    path = f"merchants/{made['id']}/approve"
    refused(town.manager.post(path), 403, "needs-second-person")
    assert told(town.second_manager.post(path))["state"] == "approved"
    assert made["iban_masked"].endswith(a_tail(town))


def a_tail(town: Town) -> str:
    """The last four signs of the only shop's account, as the register tells them."""
    found = told(town.finance.get("merchants/register"))["results"][0]
    assert "iban" not in found
    return str(found["iban_masked"][-4:])


def test_a_shop_that_waits_or_stopped_asks_nothing(town: Town):
    till = open_shop(town)
    shop = told(town.resident.get("merchants"))["results"][0]["id"]
    told(town.manager.post(f"merchants/{shop}/stop"))

    path = f"tills/{till}/payment-requests"
    refused(town.shopkeeper.post(path, {"amount": 5}, key=a_key()), 403, "no-till")
    refused(town.manager.post(f"merchants/{shop}/approve"), 409, "merchant-not-open")
    refused(town.resident.get(f"merchants/{shop}"), 404, "not-found")


def test_only_an_owner_adds_a_till_and_only_a_name_once(town: Town):
    open_shop(town)
    shop = told(town.resident.get("merchants"))["results"][0]["id"]
    path = f"merchants/{shop}/tills"

    first = told(town.shopkeeper.post(path, {"name": "Terras"}), 201)

    assert told(town.shopkeeper.post(path, {"name": "Terras"}), 201) == first
    assert len(told(town.shopkeeper.get("tills"))["results"]) == 2
    refused(town.resident.post(path, {"name": "Terras"}), 404, "not-found")


def test_a_payment_is_given_back_in_time_or_not_at_all(town: Town):
    earn(town)
    redeem_at_once(town)
    till = open_shop(town)
    asked = ask(town, till, 100)
    path = f"tills/{till}/payment-requests/{asked['id']}/refund"
    refused(town.shopkeeper.post(path, {"reason": "Nee"}), 404, "request-unknown")
    told(pay(town, asked["code"]))

    refused(town.shopkeeper.post(path, {"reason": "Te laat"}), 409, "refund-too-late")
