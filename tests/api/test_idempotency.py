"""A command's key: once is once, something else is refused, a refused command frees its key."""

import pytest

from tests.api.acts import COVER, a_budget, a_key, a_klus, a_shop, ask, earn, fund, open_shop
from tests.api.cast import Town, refused, told
from tests.api.routes import operations
from tests.api.test_description import of
from tests.api.test_thread import a_claim

KEYED = [
    one for one in operations() if any(p["name"] == "Idempotency-Key" and p.get("required")
    for p in of(one).get("parameters", []))
]  # fmt: skip
# Money moves here too, under a key that the thing itself carries.
NATURAL = {
    "payPaymentRequest", "refundPayment", "approveProof", "rejectProof", "publishKlus",
    "closeKlus", "cancelKlus", "cancelSignUp", "markNoShow", "bookBankEntry", "importBankFile",
    "withdrawReport", "acceptDispute", "decideDispute",
}  # fmt: skip


def test_every_command_that_needs_a_key_is_known():
    assert {of(one)["operationId"] for one in KEYED} == {
        "createKlus", "applyMerchant", "reserveFromKlusbox",
        "requestPayment", "redeem", "makePayoutBatch",
        "depositCover", "fundProgramme", "proposeHandOut", "topUp", "openClearingRun", "refundPart",
        "startReplay", "copyKlus", "startSeries", "makeBuurtdeal", "readInShops",
        "reportPayment", "giveBack",
        "askPerson", "splitBill", "splitBillAtTill", "askResidentAtTill", "startContribution",
        "makeDeal", "claimDeal", "issueCard",
        "proposeIdea", "takeUpIdea", "askAccountChange", "approveBatch",
    }  # fmt: skip
    told_apart = {of(one)["operationId"] for one in operations() if one.method == "POST"}
    assert told_apart >= NATURAL


@pytest.mark.parametrize("key", ["", "kort", "x" * 65, "met spatie", "tab\there"])
def test_a_command_without_a_good_key_is_refused_and_does_nothing(town: Town, key: str):
    response = town.finance.post("cover/deposit", {"cents": 100}, key=key)

    refused(response, 422, "idempotency-key-missing")
    assert told(town.finance.get("cover"))["euros"] == 0


def test_a_deposit_under_one_key_is_made_once(town: Town):
    key = a_key()

    first = told(town.finance.post("cover/deposit", {"cents": COVER}, key=key), 201)
    again = told(town.finance.post("cover/deposit", {"cents": COVER}, key=key), 201)

    assert first == again
    assert first["euros"] == COVER
    refused(town.finance.post("cover/deposit", {"cents": 5}, key=key), 409, "key-reused")


def test_coins_are_issued_once_under_one_key(town: Town):
    programme, key = fund(town, 1_000), a_key()
    path = f"programmes/{programme}/fund"

    first = told(town.manager.post(path, {"amount": 500}, key=key), 201)
    again = told(town.manager.post(path, {"amount": 500}, key=key), 201)

    assert first == again
    assert first["programme"]["funded"] == 1_500
    refused(town.manager.post(path, {"amount": 501}, key=key), 409, "key-reused")


def test_a_key_is_one_command_whatever_the_command(town: Town):
    programme, key = fund(town), a_key()
    other = told(town.manager.post("programmes", a_budget()), 201)["id"]
    told(town.manager.post(f"programmes/{programme}/fund", {"amount": 5}, key=key), 201)

    refused(
        town.manager.post(f"programmes/{other}/fund", {"amount": 5}, key=key), 409, "key-reused"
    )
    refused(town.manager.post("klussen", a_klus(programme), key=key), 409, "key-reused")


def test_a_refused_command_leaves_its_key_free(town: Town):
    programme, key = fund(town), a_key()
    path = f"programmes/{programme}/fund"

    refused(town.manager.post(path, {"amount": COVER * 10}, key=key), 409, "cover-too-small")

    told(town.manager.post(path, {"amount": 5}, key=key), 201)


def test_the_same_key_of_somebody_else_is_another_key(town: Town):
    programme, key = fund(town), a_key()
    path = f"programmes/{programme}/fund"

    first = told(town.manager.post(path, {"amount": 5}, key=key), 201)
    other = told(town.second_manager.post(path, {"amount": 5}, key=key), 201)

    assert first["transfer"] != other["transfer"]


def test_the_same_key_in_another_town_is_another_key(town: Town, abroad: Town):
    key = a_key()

    for place in (town, abroad):
        assert told(place.finance.post("cover/deposit", {"cents": 7}, key=key), 201)["euros"] == 7


def test_the_order_of_fields_makes_no_other_command(town: Town):
    sent, key = a_shop(), a_key()

    first = told(town.shopkeeper.post("merchants", sent, key=key), 201)
    again = told(town.shopkeeper.post("merchants", dict(reversed(sent.items())), key=key), 201)

    assert first == again
    changed = {**sent, "name": "Slagerij"}
    refused(town.shopkeeper.post("merchants", changed, key=key), 409, "key-reused")


def test_a_till_asks_once_under_one_key(town: Town):
    till, key = open_shop(town), a_key()
    path = f"tills/{till}/payment-requests"

    first = told(town.shopkeeper.post(path, {"amount": 250}, key=key), 201)
    again = told(town.shopkeeper.post(path, {"amount": 250}, key=key), 201)

    assert first == again
    refused(town.shopkeeper.post(path, {"amount": 251}, key=key), 409, "key-reused")


def test_a_klus_is_made_once_under_one_key(town: Town):
    sent, key = a_klus(fund(town)), a_key()

    first = told(town.organiser.post("klussen", sent, key=key), 201)
    again = told(town.organiser.post("klussen", sent, key=key), 201)

    assert first == again
    assert len(told(town.organiser.get("klussen/register"))["results"]) == 1


def test_a_shop_redeems_and_a_batch_is_made_once_under_one_key(town: Town):
    made = a_claim(town)
    key = a_key()

    batch = told(town.finance.post("payout-batches", {"minimum_cents": 1}, key=key), 201)
    again = told(town.finance.post("payout-batches", {"minimum_cents": 1}, key=key), 201)

    assert batch == again
    other = town.finance.post("payout-batches", {"minimum_cents": 2}, key=key)
    refused(other, 409, "key-reused")
    assert [one["id"] for one in told(town.shopkeeper.get("redemptions"))["results"]] == [
        made["id"]
    ]


def test_paying_twice_gives_one_receipt_and_one_transfer(town: Town):
    earn(town)
    code = ask(town, open_shop(town), 420)["code"]

    first = told(town.resident.post(f"payment-requests/{code}/pay"))
    again = told(town.resident.post(f"payment-requests/{code}/pay", key=a_key()))

    assert first == again
    assert told(town.resident.get("balance"))["balance"] == 80
    other = town.organiser.post(f"payment-requests/{code}/pay")
    refused(other, 409, "request-paid")
