"""Asking a person, sharing a bill and paying each month, by the API alone."""

from typing import Any

import pytest
from django.utils import timezone

from tests.api.acts import a_key, earn, let_hold, open_shop
from tests.api.cast import Town, in_days, refused, told


def let_residents_pay(town: Town) -> None:
    """Two people let rules hold under which residents pay each other."""
    rules = told(town.manager.get("rules"))["rules"]
    rules["paying"]["resident_to_resident"] = True
    rules["payments"]["maximum_per_month"] = 100_000
    let_hold(town, rules)


@pytest.fixture
def town(town: Town) -> Town:
    """Residents may pay each other, and one of them has coins."""
    earn(town)
    let_residents_pay(town)
    return town


def asked(town: Town, who: str = "shopkeeper", **more: Any) -> Any:
    """Somebody asks the resident."""
    sent = {"amount": 300, "description": "Taart", "email": town.person("resident").email, **more}
    return told(getattr(town, who).post("personal-requests", sent, key=a_key()), 201)


def test_a_person_is_asked_and_pays(town: Town) -> None:
    made = asked(town)

    (received,) = told(town.resident.get("personal-requests/received"))["results"]
    assert (received["amount"], received["description"]) == (300, "Taart")
    assert received["payee"] == "Shopkeeper J."
    quote = told(town.resident.get(f"payment-requests/{received['code']}"))
    assert quote["pots"] == [{"pot": "earned", "amount": 300}]
    assert quote["skipped"] == []
    told(town.resident.post(f"payment-requests/{received['code']}/pay"))
    assert told(town.shopkeeper.get(f"personal-requests/{made['id']}"))["state"] == "paid"
    assert told(town.resident.get("personal-requests/received"))["count"] == 0
    assert told(town.shopkeeper.get("balance"))["balance"] == 300


def test_the_answer_never_tells_whether_somebody_has_an_address(town: Town) -> None:
    known, unknown = asked(town), asked(town, email="nemo@town.example")

    own = ("id", "asked_of", "created_at", "expires_at")
    assert {**known, **dict.fromkeys(own)} == {**unknown, **dict.fromkeys(own)}
    assert known["code"] == ""
    assert unknown["asked_of"] == "nemo@town.example"


def test_who_is_asked_says_no_once(town: Town) -> None:
    made = asked(town)
    path = f"personal-requests/{made['id']}"

    refused(town.manager.post(f"{path}/decline"), 404, "request-unknown")
    for _ in range(2):
        assert told(town.resident.post(f"{path}/decline")) == {
            "id": made["id"], "state": "declined",
        }  # fmt: skip
    assert told(town.shopkeeper.get(path))["state"] == "declined"
    assert told(town.shopkeeper.post(f"{path}/cancel"))["state"] == "declined"


def test_a_request_is_seen_and_stopped_by_who_made_it_alone(town: Town) -> None:
    path = f"personal-requests/{asked(town)['id']}"

    for act in (town.resident.get(path), town.resident.post(f"{path}/cancel")):
        refused(act, 404, "request-unknown")
    for _ in range(2):
        assert told(town.shopkeeper.post(f"{path}/cancel"))["state"] == "cancelled"
    refused(town.resident.post(f"{path}/decline"), 409, "request-cancelled")


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"amount": 0}, 422, "amount-not-positive"),
        ({"amount": 15_001}, 422, "amount-too-large"),
        ({"email": "geen"}, 422, "invalid"),
        ({"who": "x"}, 422, "invalid"),
        ({"email": "own"}, 409, "paying-yourself"),
    ],
)
def test_a_wrong_ask_is_refused(town: Town, more: dict[str, Any], status: int, code: str) -> None:
    if more.get("email") == "own":
        more = {"email": town.person("shopkeeper").email}

    sent = {"amount": 300, **more}
    refused(town.shopkeeper.post("personal-requests", sent, key=a_key()), status, code)


def test_a_key_asks_once(town: Town) -> None:
    key, sent = a_key(), {"amount": 300}
    first = told(town.resident.post("personal-requests", sent, key=key), 201)

    assert told(town.resident.post("personal-requests", sent, key=key), 201) == first
    assert len(first["code"]) == 8
    changed = town.resident.post("personal-requests", {"amount": 301}, key=key)
    refused(changed, 409, "key-reused")
    assert told(town.resident.get("personal-requests"))["count"] == 1


def test_a_bill_is_shared_to_the_minor_unit(town: Town) -> None:
    key = a_key()
    shares = [{"amount": 334, "email": town.person("resident").email}, {"amount": 333}]
    sent = {"total": 667, "description": "Pizza", "shares": shares}
    made = told(town.shopkeeper.post("split-bills", sent, key=key), 201)

    assert told(town.shopkeeper.post("split-bills", sent, key=key), 201) == made
    assert (made["paid"], made["open"]) == (0, 667)
    for code in [one["code"] for one in made["shares"] if one["code"]]:
        told(town.resident.post(f"payment-requests/{code}/pay"))
    path = f"split-bills/{made['id']}"
    assert told(town.shopkeeper.get(path))["paid"] == 333
    refused(town.resident.get(path), 404, "request-unknown")
    assert told(town.shopkeeper.post(f"{path}/cancel"))["open"] == 0
    wrong = {**sent, "total": 668}
    refused(town.shopkeeper.post("split-bills", wrong, key=a_key()), 422, "shares-invalid")
    alone = {**sent, "shares": shares[:1]}
    refused(town.shopkeeper.post("split-bills", alone, key=a_key()), 422, "invalid")


def test_a_till_shares_a_bill_and_asks_a_resident(town: Town) -> None:
    till = open_shop(town)
    table = {"total": 100, "people": 3}
    made = told(town.shopkeeper.post(f"tills/{till}/split-bills", table, key=a_key()), 201)
    sent = {"email": town.person("resident").email, "amount": 50, "description": "Taart"}
    ask = told(town.shopkeeper.post(f"tills/{till}/personal-requests", sent, key=a_key()), 201)

    assert [one["amount"] for one in made["shares"]] == [34, 33, 33]
    told(town.resident.post(f"payment-requests/{made['shares'][0]['code']}/pay"))
    path = f"tills/{till}/split-bills/{made['id']}"
    assert told(town.shopkeeper.get(path))["paid"] == 34
    (received,) = told(town.resident.get("personal-requests/received"))["results"]
    assert received["id"] == ask["id"]
    for end in ("split-bills", "personal-requests"):
        refused(town.resident.post(f"tills/{till}/{end}", table, key=a_key()), 403, "no-till")


def test_a_contribution_runs_until_it_is_stopped(town: Town) -> None:
    open_shop(town)
    shop = told(town.resident.get("merchants"))["results"][0]["id"]
    today = timezone.localdate().isoformat()
    sent = {"merchant": shop, "amount": 100, "rhythm": "monthly", "starts_on": today}
    key = a_key()

    made = told(town.resident.post("contributions", sent, key=key), 201)

    assert told(town.resident.post("contributions", sent, key=key), 201) == made
    assert (made["next_on"], made["missed"]) == (today, 0)
    again = town.resident.post("contributions", sent, key=a_key())
    refused(again, 409, "contribution-exists")
    past = {**sent, "starts_on": in_days(-2)[:10]}
    refused(town.finance.post("contributions", past, key=a_key()), 422, "contribution-day-past")
    path = f"contributions/{made['id']}/stop"
    refused(town.finance.post(path), 404, "contribution-unknown")
    for _ in range(2):
        assert told(town.resident.post(path))["next_on"] is None
    assert told(town.resident.get("contributions"))["count"] == 1
