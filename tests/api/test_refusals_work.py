"""What the API refuses about klussen, budgets and rules: each with its status and code."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.api.acts import (
    BUDGET,
    COVER,
    a_budget,
    a_key,
    a_klus,
    earn,
    fund,
    let_hold,
    propose,
    publish,
    work,
)
from tests.api.cast import Api, Town, a_photo, in_days, in_minutes, refused, told
from tests.api.test_isolation import somebody


def a_moment(**more: Any) -> dict[str, Any]:
    """A moment of an hour, soon."""
    return {"starts_at": in_minutes(20), "ends_at": in_minutes(80), "places": 1, **more}


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"reward": 0}, 422, "reward-outside-rules"),
        ({"reward": -5}, 422, "reward-outside-rules"),
        ({"reward": 10**12}, 422, "reward-outside-rules"),
        ({"reward": 7.5}, 422, "invalid"),
        ({"reward": 10**30}, 422, "invalid"),
        ({"moments": []}, 422, "klus-without-slots"),
        ({"moments": [a_moment(places=0)]}, 422, "moment-invalid"),
        ({"moments": [a_moment(ends_at=in_minutes(10))]}, 422, "moment-invalid"),
        ({"moments": [{}]}, 422, "invalid"),
        ({"programme": 987654321}, 422, "invalid"),
        ({"programme": 10**30}, 422, "invalid"),
        ({"category": "geen"}, 422, "invalid"),
        ({"latitude": "50.9"}, 422, "invalid"),
        ({"latitude": "91", "longitude": "5"}, 422, "invalid"),
        ({"title": "\ud800"}, 422, "invalid"),
        ({"title": "nul\0"}, 422, "invalid"),
        ({"title": "x" * 81}, 422, "invalid"),
    ],
)
def test_a_klus_that_is_not_right_is_refused(
    town: Town, changes: dict[str, Any], status: int, code: str
):
    sent = a_klus(fund(town)) | changes

    refused(town.organiser.post("klussen", sent, key=a_key()), status, code)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"moments": [a_moment(places=500)], "reward": 5_000}, "budget-too-small"),
        ({"moments": [a_moment(starts_at=in_minutes(-5))]}, "slot-past"),
        (
            {"moments": [a_moment(starts_at=in_days(400), ends_at=in_days(401))]},
            "slot-outside-programme",
        ),
    ],
)
def test_a_klus_that_cannot_be_put_up_stays_a_draft(town: Town, changes: dict[str, Any], code: str):
    made = told(town.organiser.post("klussen", a_klus(fund(town), **changes), key=a_key()), 201)

    refused(town.organiser.post(f"klussen/{made['id']}/publish"), 409, code)
    assert told(town.organiser.get(f"klussen/{made['id']}"))["state"] == "draft"


def test_a_draft_is_not_there_for_a_resident(town: Town):
    made = told(town.organiser.post("klussen", a_klus(fund(town)), key=a_key()), 201)

    refused(town.resident.get(f"klussen/{made['id']}"), 404, "not-found")
    refused(town.resident.post(f"slots/{made['slots'][0]['id']}/sign-up"), 409, "klus-not-open")
    assert told(town.resident.get("klussen"))["results"] == []


def test_a_place_is_taken_once_and_never_twice_by_the_same(town: Town):
    klus = publish(town, fund(town), moments=[a_moment()])
    path = f"slots/{klus['slots'][0]['id']}/sign-up"
    told(town.resident.post(path), 201)

    refused(town.resident.post(path), 409, "already-signed-up")
    refused(town.shopkeeper.post(path), 409, "slot-full")


def test_nobody_begins_long_before_the_time(town: Town):
    moment = a_moment(starts_at=in_minutes(300), ends_at=in_minutes(360))
    klus = publish(town, fund(town), moments=[moment])
    mine = told(town.resident.post(f"slots/{klus['slots'][0]['id']}/sign-up"), 201)

    refused(town.resident.post(f"sign-ups/{mine['id']}/check-in"), 409, "check-in-too-early")
    gone = told(town.resident.post(f"sign-ups/{mine['id']}/cancel"))
    assert gone == told(town.resident.post(f"sign-ups/{mine['id']}/cancel"))
    refused(town.resident.post(f"sign-ups/{mine['id']}/check-in"), 409, "step-not-possible")


def a_file(raw: bytes) -> SimpleUploadedFile:
    """What somebody sends for a photo."""
    return SimpleUploadedFile("foto.jpg", raw, content_type="image/jpeg")


def a_bomb() -> bytes:
    """A picture of a few bytes that opens into 900 million dots."""
    out = BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, format="PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"dit is geen foto", "photo-not-a-photo"),
        (b"\xff\xd8\xff" + b"\0" * 100, "photo-not-a-photo"),
        (b"....ftypheic....", "photo-heic"),
        (b"\0" * (10 * 1024 * 1024 + 1), "photo-too-large"),
        (a_bomb(), "photo-too-large"),
        (b"", "invalid"),
    ],
    ids=["words", "broken", "heic", "too many bytes", "bomb", "empty"],
)
def test_a_photo_that_is_no_photo_is_refused_and_the_work_goes_on(
    town: Town, raw: bytes, code: str
):
    klus = publish(town, fund(town))
    mine = told(town.resident.post(f"slots/{klus['slots'][0]['id']}/sign-up"), 201)["id"]
    told(town.resident.post(f"sign-ups/{mine}/check-in"))

    refused(town.resident.upload(f"sign-ups/{mine}/proof", photo=a_file(raw)), 422, code)

    told(town.resident.upload(f"sign-ups/{mine}/proof", photo=a_photo()), 201)


def test_nobody_approves_their_own_work(town: Town):
    klus = publish(town, fund(town))
    sign_up = work(town, klus, town.manager)

    refused(town.manager.post(f"sign-ups/{sign_up}/approve"), 403, "self-approval")
    assert told(town.second_manager.post(f"sign-ups/{sign_up}/approve"))["state"] == "approved"


def test_work_goes_back_with_a_reason_and_not_without(town: Town):
    sign_up = work(town, publish(town, fund(town)))

    refused(
        town.manager.post(f"sign-ups/{sign_up}/send-back", {"reason": " "}), 422, "reason-missing"
    )
    back = told(town.manager.post(f"sign-ups/{sign_up}/send-back", {"reason": "Te donker."}))
    assert (back["state"], back["reason"]) == ("sent-back", "Te donker.")
    told(town.resident.upload(f"sign-ups/{sign_up}/proof", photo=a_photo("white")), 201)
    told(town.manager.post(f"sign-ups/{sign_up}/reject", {"reason": "Nog steeds."}))
    refused(town.manager.post(f"sign-ups/{sign_up}/approve"), 409, "step-not-possible")


def test_a_budget_has_one_name_and_a_time(town: Town):
    sent = a_budget()
    first = told(town.manager.post("programmes", sent), 201)

    assert told(town.manager.post("programmes", sent), 201) == first
    other = {**sent, "ends_on": in_days(200)}
    refused(town.manager.post("programmes", other), 409, "programme-exists")
    backwards = a_budget(ends_on=in_days(-40))
    refused(town.manager.post("programmes", backwards), 422, "period-invalid")


@pytest.mark.parametrize(
    ("amount", "status", "code"),
    [
        (0, 422, "amount-not-positive"),
        (-1, 422, "amount-not-positive"),
        (COVER - BUDGET + 1, 409, "cover-too-small"),
        (10**15, 409, "cover-too-small"),
        (10**20, 422, "invalid"),
        ("1,50", 422, "invalid"),
        (1.005, 422, "invalid"),
        (None, 422, "invalid"),
    ],
)
def test_no_coin_comes_into_being_without_its_euros(
    town: Town, amount: Any, status: int, code: str
):
    path = f"programmes/{fund(town)}/fund"

    refused(town.manager.post(path, {"amount": amount}, key=a_key()), status, code)
    assert told(town.manager.get("cover"))["room"] == COVER - BUDGET


def test_rules_are_proposed_whole_and_approved_by_another(town: Town):
    rules = told(town.manager.get("rules"))["rules"]
    bad = {**rules, "rewards": {**rules["rewards"], "minimum": 9_000}}
    body = refused(town.manager.post("rules/versions", {"rules": bad}), 422, "rules-invalid")
    assert body["facts"]["fields"] == ["rewards.minimum"]
    made = propose(town, rules)
    path = f"rules/versions/{made['version']}/approve"

    past = town.finance.post(path, {"starts_at": in_minutes(-1)})
    refused(past, 422, "rules-invalid")
    done = told(town.finance.post(path, {}))

    assert (done["state"], done["rules"]) == ("approved", rules)
    refused(town.finance.post(path, {}), 409, "rules-not-open")


def test_who_proposed_rules_does_not_approve_them(town: Town):
    rules = told(town.manager.get("rules"))["rules"]
    both = Api(town.tenant, somebody(town.tenant, "propose-rules", "approve-rules"))
    made = propose(town, rules, by=both)

    refused(both.post(f"rules/versions/{made['version']}/approve", {}), 403, "needs-second-person")


def test_a_reward_over_the_fullest_balance_waits(town: Town):
    programme = fund(town)
    rules = told(town.manager.get("rules"))["rules"]
    rules["pots"]["maximum_balance"] = rules["rewards"]["maximum"] = 700
    let_hold(town, rules)
    told(town.manager.post(f"sign-ups/{work(town, publish(town, programme))}/approve"))
    second = work(town, publish(town, programme))

    body = refused(town.manager.post(f"sign-ups/{second}/approve"), 409, "resident-balance-full")

    assert body["facts"] == {"maximum": 700}
    assert told(town.resident.get("balance"))["balance"] == 500


def test_a_klus_that_is_called_off_gives_its_budget_back(town: Town):
    programme = fund(town)
    klus = publish(town, programme)

    path = f"klussen/{klus['id']}/cancel"
    refused(town.organiser.post(path, {"reason": ""}), 422, "reason-missing")
    told(town.organiser.post(path, {"reason": "Het stormt."}))

    assert told(town.manager.get(f"programmes/{programme}"))["free"] == BUDGET
    refused(town.organiser.post(f"klussen/{klus['id']}/close"), 409, "step-not-possible")


def test_a_klus_is_closed_and_keeps_what_it_promised(town: Town):
    programme = fund(town)
    klus = publish(town, programme)
    sign_up = work(town, klus)

    closed = told(town.organiser.post(f"klussen/{klus['id']}/close"))

    assert closed["state"] == "closed"
    assert told(town.manager.get(f"programmes/{programme}"))["reserved"] == klus["reward"]
    comes = told(town.organiser.get(f"klussen/{klus['id']}/sign-ups"))["results"]
    assert [(one["id"], one["resident"]) for one in comes] == [(sign_up, "Resident Jansen")]
    refused(town.organiser.post(f"sign-ups/{sign_up}/no-show"), 409, "step-not-possible")


def test_a_statement_tells_what_each_line_was(town: Town):
    earn(town)

    line = told(town.resident.get("entries"))["results"][0]

    assert (line["kind"], line["amount"], line["balance_after"]) == ("reward", 500, 500)
    assert line["title"]
