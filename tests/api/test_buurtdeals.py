"""A buurtdeal from its draft to its review, by the API alone."""

from tests.api.acts import a_key, a_klus, fund
from tests.api.cast import Town, in_days, refused, told


def a_deal(**more):
    return {
        "title": "Groene Akerstraat", "place": "Akerstraat", "starts_on": in_days(0),
        "ends_on": in_days(90), "review_on": in_days(60), "work": "Rapen.",
        "residents": "Bewoners", "contact": "Truus Hendriks", "reach": "06 1234",
        "materials": [{"name": "Grijpers", "number": 6}], **more,
    }  # fmt: skip


def a_klus_of(town: Town, **more):
    klus = told(town.organiser.post("klussen", a_klus(fund(town)), key=a_key()), 201)["id"]
    return {"klus": klus, "rule": "FREQ=WEEKLY", "begins_at": "10:00", "places": 2, **more}


def test_a_deal_is_made_signed_given_looked_back_on_and_stopped(town: Town):
    key = a_key()
    made = told(town.organiser.post("buurtdeals", a_deal(), key=key), 201)
    assert told(town.organiser.post("buurtdeals", a_deal(), key=key), 201) == made
    path = f"buurtdeals/{made['id']}"
    told(town.organiser.put(path, a_deal(title="Anders")))
    told(town.organiser.post(f"{path}/klussen", a_klus_of(town)), 201)
    signed = {"signer": "Truus Hendriks", "signed_on": in_days(0)}

    refused(town.organiser.post(f"{path}/sign", signed), 403, "not-allowed")
    assert told(town.manager.post(f"{path}/sign", signed))["state"] == "signed"

    (seen,) = told(town.resident.get("buurtdeals"))["results"]
    assert (seen["title"], "contact" in seen) == ("Anders", False)
    assert told(town.organiser.get(path))["klussen"][0]["series"]
    assert told(town.resident.get("klussen"))["count"] == 1
    (hand,) = told(town.organiser.get(f"{path}/hand-overs"))["results"]
    given = {"given": [{"line": hand["lines"][0]["id"], "number": 5}]}
    assert told(town.organiser.post(f"hand-overs/{hand['id']}", given))["lines"][0]["given"] == 5
    told(town.organiser.post(f"{path}/review", {"outcome": "go-on"}))
    assert told(town.organiser.post(f"{path}/stop"))["outcome"] == "go-on"
    assert told(town.organiser.get("buurtdeals/register"))["count"] == 1
    assert told(town.resident.get("buurtdeals"))["count"] == 0


def test_each_refusal_has_its_code(town: Town):
    refused(
        town.organiser.post("buurtdeals", a_deal(ends_on=in_days(0)), key=a_key()), 422, "deal-days"
    )
    wrong = [{"name": "Grijpers", "number": 0}]
    refused(
        town.organiser.post("buurtdeals", a_deal(materials=wrong), key=a_key()),
        422, "material-invalid",
    )  # fmt: skip
    made = told(town.organiser.post("buurtdeals", a_deal(), key=a_key()), 201)
    path, signed = f"buurtdeals/{made['id']}", {"signer": "", "signed_on": in_days(0)}
    refused(town.manager.post(f"{path}/sign", signed), 422, "signer-missing")
    signed["signer"] = "Truus"
    refused(town.manager.post(f"{path}/sign", signed), 409, "deal-empty")
    told(town.organiser.post(f"{path}/klussen", a_klus_of(town)), 201)
    told(town.manager.post(f"{path}/sign", signed))
    refused(town.organiser.put(path, a_deal()), 409, "deal-not-draft")
    (hand,) = told(town.organiser.get(f"{path}/hand-overs"))["results"]
    refused(town.organiser.post(f"hand-overs/{hand['id']}", {"given": []}), 422, "given-invalid")


def test_a_season_that_is_over_is_not_signed_and_material_waits_for_its_day(town: Town):
    past = a_deal(starts_on=in_days(-90), ends_on=in_days(-1), review_on=in_days(-9))
    late = told(town.organiser.post("buurtdeals", past, key=a_key()), 201)["id"]
    signed = {"signer": "Truus", "signed_on": in_days(0)}
    refused(town.manager.post(f"buurtdeals/{late}/sign", signed), 409, "deal-over")
    later = a_deal(starts_on=in_days(40))
    path = f"buurtdeals/{told(town.organiser.post('buurtdeals', later, key=a_key()), 201)['id']}"
    told(town.organiser.post(f"{path}/klussen", a_klus_of(town)), 201)
    told(town.manager.post(f"{path}/sign", signed))
    (hand,) = told(town.organiser.get(f"{path}/hand-overs"))["results"]
    given = {"given": [{"line": hand["lines"][0]["id"], "number": 5}]}
    refused(town.organiser.post(f"hand-overs/{hand['id']}", given), 409, "hand-over-too-early")
