"""What the API refuses about euros, batches and the bank: each with its status and code."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.acts import (
    a_key,
    open_shop,
)
from tests.api.cast import Town, an_iban, refused, told
from tests.api.test_thread import a_claim, a_sealed_batch
from tests.settlement.bank.files import row, statement


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


def test_a_claim_is_told_to_its_shop_and_nobody_else(town: Town):
    made = a_claim(town)

    assert told(town.shopkeeper.get("redemptions"))["results"] == [made]
    refused(town.resident.get("redemptions"), 403, "no-shop")


def test_a_batch_is_not_handed_to_a_bank_that_is_not_there(town: Town, settings: Any):
    batch = a_sealed_batch(town)
    path = f"payout-batches/{batch['id']}"
    told(town.second_finance.post(f"{path}/release"))

    refused(town.second_finance.post(f"{path}/deliver"), 409, "bank-not-connected")
    assert told(town.finance.get(path))["state"] == "released"
    settings.BANK_URL = "http://127.0.0.1:9"
    body = refused(town.second_finance.post(f"{path}/deliver"), 409, "delivery-failed")
    assert body["facts"] == {"status": 0}
