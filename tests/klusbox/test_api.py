"""The klusbox by the API: what is free, setting aside, handing out, taking back, broken, lost."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from marketplace.klusbox.models import Item, Reservation
from tests.api.cast import Api
from tests.klusbox.cast import Shed


@pytest.fixture
def samira(shed: Shed) -> Api:
    return Api(shed.town.tenant, shed.town.resident)


@pytest.fixture
def desk(shed: Shed) -> Api:
    return Api(shed.town.tenant, shed.lender)


def times() -> dict[str, str]:
    """From now on, for three hours."""
    now = timezone.now()
    return {"starts_at": now.isoformat(), "ends_at": (now + timedelta(hours=3)).isoformat()}


def reserved(shed: Shed, who: Api, count: int = 2) -> Any:
    wanted = [{"kind": shed.grabbers.id, "count": count}]
    return who.post(f"klusboxes/{shed.box.id}/reservations", times() | {"wanted": wanted},
                    key=str(uuid4()))  # fmt: skip


def test_boxes_and_what_is_free_in_a_time(shed, samira):
    (box,) = samira.get("klusboxes").json()["results"]
    assert (box["name"], box["in_box"]) == ("Corneliusplein", 4)
    reserved(shed, samira)

    found = samira.get(f"klusboxes/{box['id']}/offers", **times()).json()["offers"]

    assert [(one["name"], one["free"], one["total"]) for one in found] == [
        ("Grijper", 1, 3), ("Maaier", 1, 1),
    ]  # fmt: skip


def test_the_whole_way_of_two_things(shed, samira, desk):
    made = reserved(shed, samira).json()
    items = [loan["item"] for loan in made["loans"]]

    out = desk.post(f"reservations/{made['id']}/hand-out", {"items": items}).json()
    assert {loan["state"] for loan in out["loans"]} == {"out"}
    first, second = (loan["id"] for loan in out["loans"])
    assert samira.post(f"loans/{first}/broken", {"note": "Veer"}).json()["reported"] == "Veer"

    desk.post(f"loans/{first}/take-back", {"outcome": "broken", "note": "Veer"})
    assert desk.post(f"loans/{second}/take-back", {"outcome": "whole"}).json()["state"] == "back"

    assert samira.get(f"reservations/{made['id']}").json()["over_at"] is not None
    states = {one["id"]: one["state"] for one in desk.get("klusboxes/items").json()["results"]}
    assert [states[one] for one in items] == ["repair", "box"]


def test_what_is_lost_needs_a_word(shed, samira, desk):
    made = reserved(shed, samira, 1).json()
    (loan,) = made["loans"]
    desk.post(f"reservations/{made['id']}/hand-out", {"items": [loan["item"]]})

    refused = desk.post(f"loans/{loan['id']}/take-back", {"outcome": "lost"})
    assert (refused.status_code, refused.json()["code"]) == (422, "note-missing")

    desk.post(f"loans/{loan['id']}/take-back", {"outcome": "lost", "note": "Gestolen"})
    assert Item.objects.get(id=loan["item"]).state == "missing"


def test_refusals_have_their_codes(shed, samira):
    assert reserved(shed, samira, 9).json()["code"] == "not-enough-free"
    asked = {"starts_at": times()["ends_at"], "ends_at": times()["starts_at"]}
    answer = samira.get(f"klusboxes/{shed.box.id}/offers", **asked)
    assert (answer.status_code, answer.json()["code"]) == (422, "loan-period-invalid")
    assert not Reservation.objects.exists()


def test_a_reservation_is_ones_own_and_of_who_lends(shed, samira, desk):
    made = reserved(shed, samira).json()
    other = Api(shed.town.tenant, shed.town.another())

    assert other.get(f"reservations/{made['id']}").status_code == 404
    assert other.post(f"reservations/{made['id']}/cancel").status_code == 404
    assert other.get("reservations").json()["results"] == []
    assert other.get("klusboxes/items").status_code == 403
    assert desk.get(f"reservations/{made['id']}").json()["code"] == made["code"]
    for _ in range(2):
        assert samira.post(f"reservations/{made['id']}/cancel").json()["over_at"]
