"""The whole chain by the API alone: from a klus to a euro in a shopkeeper's bank file."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.acts import (
    BUDGET,
    REWARD,
    a_key,
    agree,
    ask,
    earn,
    fund,
    open_shop,
    publish,
    redeem_at_once,
    work,
)
from tests.api.cast import Api, Town, an_iban, told
from tests.settlement.bank.files import part, row, statement


def test_a_klus_is_published_done_shown_approved_and_rewarded(town: Town):
    programme = fund(town)
    klus = publish(town, programme)
    sign_up = work(town, klus)

    waiting = told(town.manager.get("proofs/waiting"))["results"]
    photo = town.manager.get(f"proofs/{waiting[0]['proofs'][0]['id']}/photo")
    done = told(town.manager.post(f"sign-ups/{sign_up}/approve"))

    assert [one["id"] for one in waiting] == [sign_up]
    assert (photo["Content-Type"], photo.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert (done["state"], done["reward"]) == ("approved", REWARD)
    assert told(town.resident.get("balance"))["balance"] == REWARD
    assert told(town.resident.get("entries"))["results"][0]["amount"] == REWARD
    assert told(town.resident.get("sign-ups/past"))["results"][0]["id"] == sign_up
    budget = told(town.manager.get(f"programmes/{programme}"))
    assert (budget["spent"], budget["reserved"]) == (REWARD, REWARD)
    assert budget["free"] == BUDGET - 2 * REWARD


def test_a_till_asks_and_a_resident_pays(town: Town):
    earn(town)
    till = open_shop(town)
    asked = ask(town, till, 420)

    quote = told(town.resident.get(f"payment-requests/{asked['code']}"))
    receipt = told(town.resident.post(f"payment-requests/{asked['code']}/pay"))

    seen = told(town.shopkeeper.get(f"tills/{till}/payment-requests/{asked['id']}"))
    assert (asked["state"], asked["pay_url"][-10:-1]) == ("open", f"/{asked['code']}")
    assert (quote["amount"], quote["left"]) == (420, 80)
    assert (receipt["paid"], receipt["balance_after"]) == (420, 80)
    assert (seen["state"], seen["payer"]) == ("paid", "Resident J.")
    assert told(town.resident.get(f"payment-requests/{asked['code']}/receipt")) == receipt
    book = told(town.shopkeeper.get(f"tills/{till}/receipts"))["results"]
    assert [(line["amount"], line["is_refundable"]) for line in book] == [(420, True)]


def test_a_payment_is_given_back(town: Town):
    earn(town)
    till = open_shop(town)
    asked = ask(town, till, 420)
    receipt = told(town.resident.post(f"payment-requests/{asked['code']}/pay"))

    path = f"tills/{till}/payment-requests/{asked['id']}/refund"
    first = told(town.shopkeeper.post(path, {"reason": "Het brood was op."}))
    again = told(town.shopkeeper.post(path, {"reason": "Nog eens."}))

    assert first == again
    assert first["reverses"] == receipt["transfer"]
    assert told(town.resident.get("balance"))["balance"] == REWARD


def test_a_resident_pays_in_another_town_under_an_agreement(town: Town, abroad: Town, region: Api):
    earn(town)
    agreement = agree(region, town, abroad)
    till = open_shop(abroad)
    asked = ask(abroad, till, 300)

    receipt = told(town.resident.post(f"payment-requests/{asked['code']}/pay"))

    seen = told(abroad.shopkeeper.get(f"tills/{till}/payment-requests/{asked['id']}"))
    position = told(region.get("positions"))["positions"][0]
    assert agreement["state"] == "in-force"
    assert (receipt["tenant"], receipt["paid"], receipt["received"]) == ("sittard_geleen", 300, 300)
    assert (seen["state"], seen["payer"]) == ("paid", "Heerlen")
    assert (position["first"], position["net_cents"], position["breaks"]) == ("heerlen", 300, [])
    assert told(region.get("check")) == {"mirrors": True, "pairs": 1, "broken": []}
    assert told(region.get(f"agreements/{agreement['id']}"))["used"] == 300
    assert told(town.resident.get(""))["good_in"] == [
        {"tenant": "sittard_geleen", "name": "Sittard-Geleen"}
    ]


def test_coins_become_euros_in_a_bank_file_that_the_bank_answers(town: Town):
    batch = a_sealed_batch(town)
    told(town.second_finance.post(f"payout-batches/{batch['id']}/release"))
    file = town.second_finance.post(f"payout-batches/{batch['id']}/file")

    answer = camt_of(file.content.decode())
    read = told(town.finance.upload("bank-files", file=answer))

    assert file["Content-Type"] == "application/xml"
    assert (read["kind"], read["state"], read["line_count"]) == ("camt.053", "read", 1)
    closed = told(town.finance.get(f"payout-batches/{batch['id']}"))
    assert (closed["state"], closed["lines"][0]["state"]) == ("closed", "settled")
    paid = told(town.shopkeeper.get("payouts"))["results"]
    assert [(one["cents"], one["state"]) for one in paid] == [(420, "settled")]


def test_a_batch_is_called_off_and_its_claims_wait(town: Town):
    batch = a_sealed_batch(town)

    gone = told(town.finance.post(f"payout-batches/{batch['id']}/cancel"))

    assert gone["state"] == "cancelled"
    owed = told(town.finance.get("payables"))["payables"]
    assert [(one["cents"], one["hold"]) for one in owed] == [(420, "")]


def test_a_line_is_left_out_of_a_draft(town: Town):
    a_claim(town)
    batch = told(town.finance.post("payout-batches", {}, key=a_key()), 201)
    line = told(town.finance.get(f"payout-batches/{batch['id']}"))["lines"][0]

    left = told(town.finance.post(f"payout-lines/{line['id']}/leave-out"))

    assert left["state"] == "cancelled"  # It was the last line.
    assert told(town.finance.get("payables"))["payables"][0]["cents"] == 420


def a_claim(town: Town) -> Any:
    """The shop was paid 420 and redeemed it; the municipality has an account to pay from."""
    earn(town)
    till = open_shop(town)
    told(town.resident.post(f"payment-requests/{ask(town, till, 420)['code']}/pay"))
    redeem_at_once(town)
    assert told(town.shopkeeper.get("shop-euros"))["ready_cents"] == 420
    told(town.finance.put("bank-account", {"iban": an_iban(285000001, "BNGH"), "name": "Heerlen"}))
    return told(town.shopkeeper.post("redemptions", key=a_key()), 201)


def a_sealed_batch(town: Town) -> Any:
    """A batch with that claim, as one of finance leaves it for another."""
    a_claim(town)
    batch = told(town.finance.post("payout-batches", {}, key=a_key()), 201)
    return told(town.finance.post(f"payout-batches/{batch['id']}/seal"))


def camt_of(pain: str) -> SimpleUploadedFile:
    """What the bank tells of a day on which it paid the one line of this file."""
    iban = re.search(r"<DbtrAcct>.*?<IBAN>(\w+)</IBAN>", pain, re.DOTALL)
    end_to_end = re.search(r"<EndToEndId>([\w-]+)</EndToEndId>", pain)
    assert iban
    assert end_to_end
    paid = row("4.20", details=part("4.20", end_to_end.group(1)))
    raw = statement([paid], opening="100.00", closing="95.80", iban=iban.group(1))
    return SimpleUploadedFile("camt.xml", raw, content_type="application/xml")
