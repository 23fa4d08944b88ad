"""Series, patterns, copies and an agenda by the API alone."""

from icalendar import Calendar

from tests.api.acts import a_key, a_klus, fund
from tests.api.cast import Town, in_days, in_minutes, refused, told


def a_series(town: Town, klus: int, **more):
    asked = {
        "klus": klus, "rule": "FREQ=WEEKLY", "starts_on": in_days(1), "begins_at": "10:00",
        "places": 2, **more,
    }  # fmt: skip
    return town.organiser.post("series", asked, key=a_key())


def a_draft(town: Town) -> int:
    return int(told(town.organiser.post("klussen", a_klus(fund(town)), key=a_key()), 201)["id"])


def test_a_klus_comes_back_one_time_is_left_out_and_the_series_stops(town: Town):
    made = told(a_series(town, a_draft(town)), 201)
    path = f"series/{made['id']}"

    times = told(town.organiser.get(f"{path}/occurrences"))["results"]
    assert [one["refusal"] for one in times] == [""] * 4
    assert told(town.resident.get("klussen"))["count"] == 1  # the next time alone
    told(town.organiser.post(f"{path}/leave-out", {"day": in_days(36)}))
    refused(town.organiser.post(f"{path}/leave-out", {"day": in_days(1)}), 409, "occurrence-made")
    assert told(town.organiser.get(path))["rule"] == "FREQ=WEEKLY"
    assert told(town.organiser.post(f"{path}/stop"))["state"] == "stopped"
    assert told(town.organiser.get("series"))["count"] == 1
    refused(town.organiser.post(f"{path}/leave-out", {"day": in_days(43)}), 409, "series-over")


def test_what_is_no_repeat_is_refusal_a_code(town: Town):
    klus = a_draft(town)

    refused(a_series(town, klus, rule="FREQ=HOURLY"), 422, "recurrence-invalid")
    refused(a_series(town, klus, rule="FREQ=WEEKLY;UNTIL=20200101"), 422, "recurrence-never")
    refused(a_series(town, klus, places=0), 422, "moment-invalid")
    refused(a_series(town, 987_654), 404, "not-found")
    standing = a_klus(told(town.manager.get("programmes"))["programmes"][0]["id"], is_standing=True)
    made = told(town.organiser.post("klussen", standing, key=a_key()), 201)
    refused(a_series(town, made["id"]), 422, "standing-by-month")


def test_a_standing_klus_lies_in_one_month_and_is_no_group(town: Town):
    programme = fund(town)
    long = {"starts_at": in_minutes(20), "ends_at": in_minutes(60 * 24 * 40), "places": 2}
    asked = a_klus(programme, is_standing=True, moments=[long])
    refused(town.organiser.post("klussen", asked, key=a_key()), 422, "standing-too-long")
    asked = a_klus(programme, is_standing=True, is_group=True, reward=1000)
    refused(town.organiser.post("klussen", asked, key=a_key()), 422, "group-not-standing")


def test_a_pattern_is_kept_once_copied_under_a_key_and_put_away(town: Town):
    klus = a_draft(town)
    asked = {"klus": klus, "name": "Prikken"}
    pattern = told(town.organiser.post("klus-templates", asked), 201)
    refused(town.organiser.post("klus-templates", asked), 409, "template-name-taken")
    programme = told(town.manager.get("programmes"))["programmes"][0]["id"]
    moment = {"starts_at": in_minutes(60), "ends_at": in_minutes(120), "places": 3}
    copy = {"title": "Weer prikken", "programme": programme, "moments": [moment]}

    key = a_key()
    path = f"klussen/{pattern['klus']}/copy"
    first = told(town.organiser.post(path, copy, key=key), 201)
    again = told(town.organiser.post(path, copy, key=key), 201)

    assert first == again
    assert (first["state"], first["reward"], first["slots"][0]["places"]) == ("draft", 500, 3)
    gone = town.organiser.ask("DELETE", f"klus-templates/{pattern['id']}")
    assert gone.status_code == 204
    assert told(town.organiser.get("klus-templates"))["count"] == 0


def test_an_agenda_has_an_address_of_its_own(town: Town):
    assert told(town.resident.get("agenda")) == {"url": None}
    first = told(town.resident.post("agenda"))["url"]
    assert told(town.resident.get("agenda"))["url"] == first

    path = first.partition(town.resident.browser.host)[2].partition("/")
    answer = town.resident.browser.get("/" + path[2])
    assert Calendar.from_ical(answer.content).walk("VEVENT") == []
    assert told(town.resident.post("agenda"))["url"] != first
    assert town.resident.ask("DELETE", "agenda").status_code == 204
    assert town.resident.browser.get("/" + path[2]).status_code == 404
