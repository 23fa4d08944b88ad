"""Giving back by the API: parts under a key, never more than is left, within the rules."""

from typing import Any

import pytest

from tests.api.acts import a_key, ask, earn, let_hold, open_shop
from tests.api.cast import Town, refused, told


@pytest.fixture
def paid(town: Town) -> dict[str, Any]:
    """The resident earned 500 and paid 400 of it; `path` is where the till finds it."""
    earn(town)
    till = open_shop(town)
    asked = ask(town, till, 400)
    told(town.resident.post(f"payment-requests/{asked['code']}/pay"))
    path = f"tills/{till}/payment-requests/{asked['id']}"
    return {"till": till, "path": path, "code": asked["code"]}


def balance(town: Town) -> int:
    found: int = told(town.resident.get("balance"))["balance"]
    return found


def rules_hold(town: Town, **refunds: Any) -> None:
    """New rules about giving back."""
    rules = told(town.manager.get("rules"))["rules"]
    rules["refunds"] |= refunds
    let_hold(town, rules)


def test_a_part_is_given_back_once_under_one_key(town: Town, paid: dict[str, Any]):
    path, sent, key = f"{paid['path']}/refunds", {"amount": 150, "reason": "Op"}, a_key()

    first = told(town.shopkeeper.post(path, sent, key=key), 201)
    again = told(town.shopkeeper.post(path, sent, key=key), 201)

    assert first == again
    assert (first["amount"], first["given_back"], balance(town)) == (150, 150, 250)
    refused(town.shopkeeper.post(path, sent | {"amount": 1}, key=key), 409, "key-reused")
    refused(town.shopkeeper.post(path, sent), 422, "idempotency-key-missing")
    (back, line) = told(town.shopkeeper.get(f"tills/{paid['till']}/receipts"))["results"]
    assert (back["kind"], back["amount"]) == ("refund", -150)
    assert (line["given_back"], line["refundable"], line["is_refunded"]) == (150, 250, False)


@pytest.mark.parametrize(
    ("amount", "status", "code"),
    [(0, 422, "amount-not-positive"), (-1, 422, "amount-not-positive"), ("x", 422, "invalid"),
     (401, 409, "refund-too-large"), (10**15, 409, "refund-too-large")],
)  # fmt: skip
def test_only_a_real_part_is_given_back(
    town: Town, paid: dict[str, Any], amount: Any, status: int, code: str
):
    sent = {"amount": amount, "reason": "Op"}

    refused(town.shopkeeper.post(f"{paid['path']}/refunds", sent, key=a_key()), status, code)
    assert balance(town) == 100


def test_a_part_and_then_the_whole(town: Town, paid: dict[str, Any]):
    sent = {"amount": 150, "reason": "Op"}
    told(town.shopkeeper.post(f"{paid['path']}/refunds", sent, key=a_key()), 201)

    body = refused(
        town.shopkeeper.post(f"{paid['path']}/refund", {"reason": "Op"}), 409, "partly-refunded"
    )

    assert body["facts"] == {"left": 250}


def test_a_shop_gives_back_up_to_what_the_rules_say(town: Town, paid: dict[str, Any]):
    path, sent = f"{paid['path']}/refunds", {"amount": 150, "reason": "Op"}
    rules_hold(town, shop_maximum=200)

    told(town.shopkeeper.post(path, sent, key=a_key()), 201)
    body = refused(town.shopkeeper.post(path, sent, key=a_key()), 403, "refund-by-staff")
    assert body["facts"] == {"amount": 150, "maximum": 50}


def test_where_the_rules_say_so_a_shop_gives_back_the_whole_alone(town: Town, paid: dict[str, Any]):
    path, sent = f"{paid['path']}/refunds", {"amount": 150, "reason": "Op"}
    rules_hold(town, partial=False)

    refused(town.shopkeeper.post(path, sent, key=a_key()), 403, "refund-whole-only")
    told(town.shopkeeper.post(path, sent | {"amount": 400}, key=a_key()), 201)


def test_somebody_elses_till_gives_nothing_back(town: Town, paid: dict[str, Any]):
    sent = {"amount": 150, "reason": "Op"}

    refused(town.resident.post(f"{paid['path']}/refunds", sent, key=a_key()), 403, "no-till")
