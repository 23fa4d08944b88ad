"""What towns owe one another becomes euros, by the API of the region and of both towns."""

from typing import Any

import pytest

from tests.api.acts import a_key, agree, ask, earn, open_shop
from tests.api.cast import Api, Town, in_minutes, refused, told


def a_debt(town: Town, abroad: Town, region: Api, coins: int = 300) -> None:
    """A resident of the town paid in a shop abroad."""
    earn(town)
    agree(region, town, abroad)
    code = ask(abroad, open_shop(abroad), coins)["code"]
    told(town.resident.post(f"payment-requests/{code}/pay"))


def a_run(region: Api, key: str = "", **more: Any) -> Any:
    """A draft up to now, put before the towns."""
    sent = {"method": "multilateral", "cut_off": in_minutes(0), **more}
    made = told(region.post("clearing-runs", sent, key=key or a_key()), 201)
    return told(region.post(f"clearing-runs/{made['id']}/propose"))


def test_a_debt_is_cleared_from_draft_to_confirmed(town: Town, abroad: Town, region: Api):
    a_debt(town, abroad, region)
    run = a_run(region)

    told(town.finance.post(f"clearing-runs/{run['id']}/approve"))
    payment = told(town.finance.get("clearing-payments"))["results"][0]
    path = f"clearing-payments/{payment['id']}"
    paid = told(town.finance.post(f"{path}/pay", {"bank_reference": "bng-2026.17"}))
    done = told(abroad.finance.post(f"{path}/confirm"))

    assert (run["gross_cents"], run["net_cents"]) == (300, 300)
    assert (payment["debtor"], payment["creditor"]) == ("heerlen", "sittard_geleen")
    assert (paid["state"], paid["bank_reference"]) == ("paid", "BNG-2026.17")
    assert done["state"] == "confirmed"
    assert told(abroad.finance.post(f"{path}/confirm")) == done
    whole = told(region.get(f"clearing-runs/{run['id']}"))
    assert (whole["state"], whole["left_out"]) == ("closed", [])
    assert [(one["issuer"], one["cents"]) for one in whole["obligations"]] == [("heerlen", 300)]


def test_a_run_is_opened_once_under_one_key(town: Town, abroad: Town, region: Api):
    a_debt(town, abroad, region)
    sent, key = {"method": "bilateral", "cut_off": in_minutes(0)}, a_key()

    first = told(region.post("clearing-runs", sent, key=key), 201)

    assert told(region.post("clearing-runs", sent, key=key), 201) == first
    other = region.post("clearing-runs", {**sent, "method": "circular"}, key=key)
    refused(other, 409, "key-reused")
    refused(region.post("clearing-runs", sent), 422, "idempotency-key-missing")
    refused(region.post("clearing-runs", sent, key=a_key()), 409, "clearing-run-in-preparation")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"cut_off": in_minutes(60)}, 422, "cut-off-in-future"),
        ({}, 409, "nothing-to-clear"),
        ({"method": "dobbelen"}, 422, "invalid"),
        ({"cut_off": "ooit"}, 422, "invalid"),
    ],
)
def test_a_run_that_makes_no_sense_is_refused(
    region: Api, changes: dict[str, str], status: int, code: str
):
    sent = {"method": "bilateral", "cut_off": in_minutes(0)} | changes

    refused(region.post("clearing-runs", sent, key=a_key()), status, code)


def test_a_town_answers_only_for_its_own_side(town: Town, abroad: Town, region: Api):
    a_debt(town, abroad, region)
    run = a_run(region)
    payment = told(town.finance.get("clearing-payments"))["results"][0]
    path = f"clearing-payments/{payment['id']}"

    refused(abroad.finance.post(f"clearing-runs/{run['id']}/approve"), 404, "not-found")
    refused(town.finance.post(f"{path}/confirm"), 404, "not-found")
    early = town.finance.post(f"{path}/pay", {"bank_reference": "BNG-1"})
    refused(early, 409, "clearing-payment-not-open")
    bad = town.finance.post(f"{path}/pay", {"bank_reference": "Jan Jansen"})
    refused(bad, 422, "bank-reference-invalid")


def test_what_did_not_come_in_is_paid_again(town: Town, abroad: Town, region: Api):
    a_debt(town, abroad, region)
    run = a_run(region)
    told(town.finance.post(f"clearing-runs/{run['id']}/approve"))
    payment = told(abroad.finance.get("clearing-payments"))["results"][0]["id"]
    told(town.finance.post(f"clearing-payments/{payment}/pay", {"bank_reference": "BNG-1"}))

    denied = told(abroad.finance.post(f"clearing-payments/{payment}/deny"))

    assert (denied["state"], denied["bank_reference"]) == ("approved", "")
    assert denied["denied_at"]
    refused(region.post(f"clearing-runs/{run['id']}/cancel"), 409, "clearing-run-not-open")


def test_a_run_that_was_called_off_clears_nothing(town: Town, abroad: Town, region: Api):
    a_debt(town, abroad, region)
    run = a_run(region)

    gone = told(region.post(f"clearing-runs/{run['id']}/cancel"))

    assert gone["state"] == "cancelled"
    refused(town.finance.post(f"clearing-runs/{run['id']}/approve"), 409, "clearing-run-not-open")
    assert told(region.get("positions"))["positions"][0]["net_cents"] == 300
    assert [one["id"] for one in told(region.get("clearing-runs"))["results"]] == [run["id"]]
