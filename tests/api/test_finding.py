"""Finding by the API: nearest first, spots of a map, and reading in lists of shops."""

from django.utils import timezone

from tests.api.acts import a_key, fund, publish
from tests.api.cast import Api, Town, make_person, refused, told

SHOPS = "naam;adres;breedtegraad;lengtegraad\nBakker;Markt 1;50,88820;5,97950\n"
BOX = {"box": "5.9,50.8,6.0,51.0", "zoom": 16}


def test_klussen_come_nearest_first_and_stand_on_the_map(town: Town) -> None:
    budget = fund(town)
    for longitude in ("5.90000", "5.98000"):
        publish(town, budget, latitude="50.88000", longitude=longitude, title=longitude)

    near = told(town.resident.get("klussen", near="50.88,5.98"))
    spots = told(town.resident.get("klussen/map", **BOX))["spots"]

    assert [klus["title"] for klus in near["results"]] == ["5.98000", "5.90000"]
    assert [(spot["count"], len(spot["ids"])) for spot in spots] == [(1, 1), (1, 1)]
    assert told(town.resident.get("klussen", text="prikstk"))["count"] == 2
    assert told(town.resident.get("klussen", text="zxqzxq"))["count"] == 0


def test_what_is_no_point_and_no_box_is_refused(town: Town) -> None:
    refused(town.resident.get("klussen", near="hier"), 422, "invalid")
    refused(town.resident.get("merchants", near="95,5"), 422, "invalid")
    refused(town.resident.get("klussen/map", box="6,50,5,51", zoom=9), 422, "box-invalid")
    refused(town.resident.get("merchants/map", box=BOX["box"]), 422, "invalid")


def test_a_list_is_looked_at_read_in_and_let_in_by_somebody_else(town: Town) -> None:
    wrong = told(
        town.manager.post("merchants/lists/check", {"list": SHOPS + "Elders;;5,98;50,88\n"})
    )
    assert (wrong["shops"], wrong["wrong"][0]["line"]) == (1, 3)
    assert wrong["wrong"][0]["code"] == "swapped"

    sent, key = {"name": "Markt", "list": SHOPS}, a_key()
    made = told(town.manager.post("merchants/lists", sent, key=key), 201)
    again = told(town.manager.post("merchants/lists", sent, key=key), 201)
    assert made == again

    path = f"merchants/lists/{made['id']}/approve"
    refused(town.manager.post(path), 403, "needs-second-person")
    colleague = Api(town.tenant, make_person(town.tenant, "colleague", "manager"))
    assert told(colleague.post(path)) == {"approved": 1, "waiting": 0}
    day = timezone.localdate().isoformat()
    assert told(town.resident.get("merchants/map", **BOX))["spots"][0]["ids"] == made["shops"]
    assert told(town.resident.get("merchants", open_on=day))["count"] == 0


def test_a_list_with_a_mistake_is_refused_and_says_where(town: Town) -> None:
    sent = {"name": "Markt", "list": SHOPS + ";x;;\n"}

    body = refused(town.manager.post("merchants/lists", sent, key=a_key()), 422,
                   "shop-list-invalid")  # fmt: skip

    assert body["facts"]["lines"] == [{"line": 3, "column": "naam", "code": "name"}]
