"""Checking for programs: households, batches with time to undo."""

from tests.api.acts import a_key, fund, publish, work
from tests.api.cast import Api, Town, make_person, refused, told


def test_a_household_is_started_joined_and_left(town: Town):
    other = Api(town.tenant, make_person(town.tenant, "buur"))

    refused(town.resident.get("household"), 404, "no-household")
    code = told(town.resident.post("household"))["code"]
    refused(town.resident.post("household"), 409, "already-at-home")
    refused(other.post("household/join", {"code": "ZZZZZZZZ"}), 404, "household-unknown")
    assert len(told(other.post("household/join", {"code": code}))["people"]) == 2
    assert told(town.resident.post("household/code"))["code"] != code
    assert other.ask("DELETE", "household").status_code == 204
    refused(other.ask("DELETE", "household"), 404, "no-household")
    assert len(told(town.resident.get("household"))["people"]) == 1


def test_nobody_guesses_the_code_of_a_household(town: Town):
    for _ in range(8):
        refused(town.resident.post("household/join", {"code": "FOUT"}), 404, "household-unknown")

    refused(town.resident.post("household/join", {"code": "FOUT"}), 429, "too-many-household-codes")


def test_a_batch_is_made_once_and_taken_back(town: Town):
    sign_up, key = work(town, publish(town, fund(town))), a_key()

    refused(town.resident.post("proofs/batches", {"sign_ups": [1]}, key=a_key()), 403,
            "not-allowed")  # fmt: skip
    refused(town.manager.post("proofs/batches", {"sign_ups": []}, key=a_key()), 422, "batch-empty")
    made = told(town.manager.post("proofs/batches", {"sign_ups": [sign_up]}, key=key), 201)
    again = told(town.manager.post("proofs/batches", {"sign_ups": [sign_up]}, key=key), 201)
    assert made == again
    assert made["items"] == [{"sign_up": sign_up, "outcome": ""}]
    assert told(town.manager.get("proofs/waiting"))["results"] == []
    refused(town.organiser.post(f"proofs/batches/{made['id']}/undo"), 403, "not-your-batch")
    assert told(town.manager.post(f"proofs/batches/{made['id']}/undo"))["undone_at"]
    assert len(told(town.manager.get("proofs/batches"))["results"]) == 1
    assert len(told(town.manager.get("proofs/waiting"))["results"]) == 1
