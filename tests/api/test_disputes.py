"""Reports by the API: the resident reports, the shop answers or gives in, staff decides."""

from typing import Any

import pytest

from tests.api.acts import a_key, ask, earn, open_shop
from tests.api.cast import Town, refused, told

REPORT = {"reason": "not-received", "text": "Het brood was op"}


@pytest.fixture
def paid(town: Town) -> dict[str, Any]:
    """The resident earned 500 and paid 400 of it at the shop."""
    earn(town)
    till = open_shop(town)
    asked = ask(town, till, 400)
    receipt = told(town.resident.post(f"payment-requests/{asked['code']}/pay"))
    return {"till": till, "code": asked["code"], "transfer": receipt["transfer"]}


def report(town: Town, paid: dict[str, Any]) -> Any:
    path = f"payment-requests/{paid['code']}/dispute"
    return told(town.resident.post(path, REPORT, key=a_key()), 201)


def balance(town: Town) -> int:
    found: int = told(town.resident.get("balance"))["balance"]
    return found


def test_one_key_reports_once(town: Town, paid: dict[str, Any]):
    path, key = f"payment-requests/{paid['code']}/dispute", a_key()

    first = told(town.resident.post(path, REPORT, key=key), 201)

    assert told(town.resident.post(path, REPORT, key=key), 201) == first
    assert (first["state"], first["amount"], first["held"]) == ("open", 400, 400)
    assert told(town.resident.get(path)) == first
    refused(town.resident.post(path, REPORT, key=a_key()), 409, "dispute-open")
    refused(town.resident.post(path, {"reason": "zomaar"}, key=a_key()), 422, "invalid")
    refused(town.shopkeeper.post(path, REPORT, key=a_key()), 404, "request-unknown")


def test_a_report_is_taken_back(town: Town, paid: dict[str, Any]):
    path = f"payment-requests/{paid['code']}/dispute"
    refused(town.resident.get(path), 404, "not-found")
    report(town, paid)

    for _ in range(2):
        assert told(town.resident.post(f"{path}/withdraw"))["state"] == "withdrawn"


def test_the_shop_answers_and_gives_in(town: Town, paid: dict[str, Any]):
    dispute, till = report(town, paid), f"tills/{paid['till']}/disputes"
    (seen,) = told(town.shopkeeper.get(till))["results"]
    assert seen == dispute
    path = f"{till}/{dispute['id']}"

    answered = told(town.shopkeeper.post(f"{path}/answer", {"text": "Sorry"}))
    assert answered["answer"] == "Sorry"
    for _ in range(2):
        assert told(town.shopkeeper.post(f"{path}/accept"))["state"] == "accepted"

    assert balance(town) == 500
    refused(town.shopkeeper.post(f"{till}/987654321/accept"), 404, "not-found")


def test_staff_decides_once_and_both_ways_never(town: Town, paid: dict[str, Any]):
    dispute = report(town, paid)
    (waits,) = told(town.manager.get("disputes"))["results"]
    assert (waits["id"], waits["shop"]) == (dispute["id"], "Bakkerij Jongen")
    path, sent = f"disputes/{dispute['id']}/decide", {"amount": 150, "decision": "Half"}

    refused(town.manager.post(path, sent | {"amount": 401}), 409, "refund-too-large")
    refused(town.manager.post(path, sent | {"amount": -1}), 422, "invalid")
    first = told(town.manager.post(path, sent))

    assert told(town.manager.post(path, sent)) == first
    assert (first["state"], first["held"], balance(town)) == ("upheld", 0, 250)
    refused(town.finance.post(path, {"amount": 0, "decision": "Nee"}), 409, "dispute-decided")
    assert told(town.manager.get("disputes"))["results"] == []
    (closed,) = told(town.manager.get("disputes", closed="true"))["results"]
    assert closed["refund"] == first["refund"]


def test_staff_gives_back_once_under_one_key(town: Town, paid: dict[str, Any]):
    path, key = f"payments/{paid['transfer']}/give-back", a_key()
    sent = {"amount": 400, "reason": "Twee keer betaald"}

    first = told(town.manager.post(path, sent, key=key), 201)

    assert told(town.manager.post(path, sent, key=key), 201) == first
    assert (first["given_back"], balance(town)) == (400, 500)
    other = {"amount": 1, "reason": "Nog meer"}
    refused(town.manager.post(path, other, key=a_key()), 409, "refund-too-large")
    refused(town.manager.post("payments/987654321/give-back", other, key=a_key()), 404,
            "account-unknown")  # fmt: skip
