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


def test_a_second_look_is_asked_once_and_granted_by_somebody_else(town: Town):
    sign_up = work(town, publish(town, fund(town)))
    told(town.manager.post(f"sign-ups/{sign_up}/reject", {"reason": "Niet gedaan"}))
    path, asked = f"sign-ups/{sign_up}/second-look", {"words": "Ik was er wel"}

    refused(town.resident.post(path, {"words": " "}), 422, "words-missing")
    assert told(town.resident.post(path, asked))["state"] == "look-again"
    assert told(town.resident.post(path, asked))["state"] == "look-again"
    refused(town.manager.post(f"{path}/grant"), 403, "same-person-again")
    refused(town.organiser.post(f"{path}/uphold", {"reason": ""}), 422, "reason-missing")
    (waiting,) = told(town.organiser.get("second-looks"))["results"]
    assert (waiting["words"], waiting["first_reason"]) == ("Ik was er wel", "Niet gedaan")
    assert told(town.organiser.post(f"{path}/grant"))["state"] == "approved"
    assert told(town.organiser.get("second-looks"))["results"] == []


def test_a_klus_with_a_code_begins_with_the_code_of_the_screen(town: Town):
    klus = publish(town, fund(town), checking="code", suits=["sitting"], languages=["pl"])
    slot = klus["slots"][0]["id"]
    assert (klus["checking"], klus["suits"], klus["languages"]) == ("code", ["sitting"], ["pl"])
    sign_up = told(town.resident.post(f"slots/{slot}/sign-up"), 201)["id"]

    refused(town.resident.post(f"sign-ups/{sign_up}/check-in"), 409, "code-needed")
    refused(town.resident.post(f"sign-ups/{sign_up}/code", {"code": "1"}), 422, "code-wrong")
    code = told(town.organiser.post(f"slots/{slot}/desk"))["code"]
    begun = told(town.resident.post(f"sign-ups/{sign_up}/code", {"code": code}))
    assert begun["state"] == "checked-in"
    refused(town.resident.post(f"sign-ups/{sign_up}/code", {"code": code}), 409, "done-too-soon")
    refused(town.resident.post(f"sign-ups/{sign_up}/done"), 409, "way-of-checking")
    assert told(town.organiser.ask("DELETE", f"slots/{slot}/desk"))["code"] == ""
    found = told(town.resident.get("klussen", suits="sitting", language="pl"))["results"]
    assert [one["id"] for one in found] == [klus["id"]]
