"""What the API refuses about paying, shops, euros and agreements: each with its status and code."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_tenants.utils import schema_context

from currency.models import PaymentRequest
from tenants.models import Agreement
from tests.api.acts import (
    a_key,
    a_shop,
    agree,
    an_agreement,
    ask,
    earn,
    open_shop,
    redeem_at_once,
)
from tests.api.cast import Api, Town, an_iban, in_days, refused, told
from tests.api.test_thread import a_claim, a_sealed_batch
from tests.settlement.bank.files import row, statement


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
    made = told(town.manager.post("rules/versions", {"rules": rules}), 201)
    told(town.finance.post(f"rules/versions/{made['version']}/approve", {}))
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


def test_a_shop_without_ripe_coins_redeems_nothing(town: Town):
    open_shop(town)

    body = refused(town.shopkeeper.post("redemptions", key=a_key()), 409, "nothing-to-redeem")

    assert body["facts"] == {"coins": 0, "minimum": 0}
    for path in ("redemptions", "payouts", "shop-euros"):
        refused(town.resident.get(path), 403, "no-shop")
    refused(town.resident.post("redemptions", key=a_key()), 403, "no-shop")


def test_a_batch_goes_its_way_step_by_step(town: Town):
    refused(town.finance.post("payout-batches", {}, key=a_key()), 409, "no-bank-account")
    refused(town.finance.get("bank-account"), 409, "no-bank-account")
    batch = a_sealed_batch(town)
    path = f"payout-batches/{batch['id']}"

    refused(town.finance.post(f"{path}/release"), 403, "needs-second-person")
    refused(town.finance.post(f"{path}/file"), 409, "batch-not-open")
    refused(town.finance.post(f"{path}/deliver"), 409, "batch-not-open")
    refused(town.second_finance.post("payout-batches", {}, key=a_key()), 409, "nothing-to-pay")
    released = told(town.second_finance.post(f"{path}/release"))
    assert told(town.second_finance.post(f"{path}/release")) == released
    town.second_finance.post(f"{path}/file")
    refused(town.finance.post(f"{path}/cancel"), 409, "batch-not-open")
    refused(town.finance.post(f"{path}/seal"), 409, "batch-not-open")


def test_an_account_number_is_checked_and_never_told(town: Town):
    wrong = town.finance.put("bank-account", {"iban": "NL01BNGH0000000001", "name": "Heerlen"})
    refused(wrong, 422, "iban-invalid")
    iban = an_iban(285000001, "BNGH")

    told(town.finance.put("bank-account", {"iban": iban, "name": "Heerlen"}))

    response = town.finance.get("bank-account")
    assert told(response)["iban_tail"] == iban[-4:]
    assert iban.encode() not in response.content


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"geen xml", "bank-file-unreadable"),
        (b"<a/>", "bank-file-unreadable"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "bank-file-unreadable"),
        (statement(), "bank-file-other-account"),
        (b"x" * (10 * 1024 * 1024 + 1), "bank-file-too-large"),
    ],
    ids=["words", "other", "entity", "another account", "too large"],
)
def test_a_file_that_is_not_ours_is_refused(town: Town, raw: bytes, code: str):
    iban = an_iban(123, "BNGH")
    told(town.finance.put("bank-account", {"iban": iban, "name": "Heerlen"}))

    file = SimpleUploadedFile("bank.xml", raw, content_type="application/xml")
    refused(town.finance.upload("bank-files", file=file), 422, code)


def an_entry(town: Town, direction: str) -> int:
    """A movement at the bank that no payout explains."""
    iban = an_iban(285000001, "BNGH")
    told(town.finance.put("bank-account", {"iban": iban, "name": "Heerlen"}))
    closing = "110.00" if direction == "CRDT" else "90.00"
    raw = statement([row("10.00", direction)], closing=closing, iban=iban)
    told(town.finance.upload("bank-files", file=SimpleUploadedFile("bank.xml", raw)))
    entry: int = told(town.finance.get("bank-entries"))["results"][0]["id"]
    return entry


def test_money_that_came_in_becomes_cover_once(town: Town):
    entry = an_entry(town, "CRDT")

    first = told(town.finance.post(f"bank-entries/{entry}/book"))

    assert told(town.finance.post(f"bank-entries/{entry}/book")) == first
    assert told(town.finance.get("cover"))["euros"] == 1_000
    refused(
        town.finance.post(f"bank-entries/{entry}/ignore", {"note": "x"}), 409, "bank-entry-not-open"
    )
    assert told(town.finance.get("bank-entries"))["results"] == []


def test_money_that_went_out_is_no_cover(town: Town):
    entry = an_entry(town, "DBIT")

    refused(town.finance.post(f"bank-entries/{entry}/book"), 422, "not-a-deposit")
    done = told(town.finance.post(f"bank-entries/{entry}/ignore", {"note": "Kosten van de bank"}))
    assert (done["state"], done["note"]) == ("ignored", "Kosten van de bank")


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


def test_a_claim_is_told_to_its_shop_and_nobody_else(town: Town):
    made = a_claim(town)

    assert told(town.shopkeeper.get("redemptions"))["results"] == [made]
    refused(town.resident.get("redemptions"), 403, "no-shop")
