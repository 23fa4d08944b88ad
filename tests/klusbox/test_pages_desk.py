"""The desk's way: scan, hand out, take back, mend, count, and keep the boxes."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.utils import timezone

from marketplace.klusbox.models import Item, Klusbox, Loan
from tests.klusbox.cast import Shed
from tests.marketplace.cast import a_photo

DESK = "/beheer/klusbox/"


@pytest.fixture
def desk(shed: Shed, client_for):
    return client_for(shed.town.tenant, shed.lender)


@pytest.fixture
def made(shed: Shed):
    now = timezone.now()
    return shed.reserved(2, person=shed.town.resident, starts_at=now, now=now,
                         ends_at=now + timedelta(hours=3))  # fmt: skip


def lend_all(shed, made):
    return shed.handed_out(made, now=timezone.now())


def test_the_desk_is_for_who_lends(shed, made, client_for):
    for person in (shed.town.resident, shed.town.another("finance")):
        assert client_for(shed.town.tenant, person).get(DESK).status_code == 403


def test_the_overview_shows_what_asks_for_a_hand(shed, made, desk):
    shown = desk.get(DESK).text
    assert shed.town.resident.name in shown
    assert "2 dingen" in shown

    loan = lend_all(shed, made)[0]
    late, begun = (timezone.now() - timedelta(hours=hours) for hours in (1, 2))
    Loan.objects.filter(id=loan.id).update(starts_at=begun, ends_at=late)

    assert "1 te laat" in desk.get(DESK).text


@pytest.mark.parametrize("form", ["{}", "http://heerlen.localhost/klusbox/x/{}/", " {} ", "low"])
def test_any_way_to_write_a_code_leads_to_its_thing(shed, made, desk, form):
    item = shed.items()[0]
    item_text = item.code.lower() if form == "low" else form.format(item.code)

    answer = desk.get(f"{DESK}lees/", {"qr": item_text})

    assert answer["Location"] == f"{DESK}ding/{item.id}/"
    other = desk.get(f"{DESK}lees/", {"code": made.code})
    assert other["Location"] == f"{DESK}reservering/{made.id}/"


@pytest.mark.parametrize("code", ["", "HE222222", "D2222222", "R2222222", "x" * 600])
def test_a_code_that_is_none_says_so_on_the_same_page(desk, shed, code):
    answer = desk.get(f"{DESK}lees/", {"code": code})

    assert answer.status_code == 404
    assert "Dit is er niet" in answer.text


def test_what_is_ticked_is_given_out_and_nothing_ticked_is_told(shed, made, desk):
    path = f"{DESK}reservering/{made.id}/"
    assert "Vink eerst aan" in desk.post(path, {}).text
    chosen = [loan.item_id for loan in made.loans.all()]

    assert desk.post(path, {"ding": chosen}).status_code == 302

    assert Item.objects.filter(state="out").count() == 2
    assert "Neem in" in desk.get(path).text


def test_a_scanned_thing_of_the_kind_is_given_out_in_place_of_the_other(shed, made, desk):
    path = f"{DESK}reservering/{made.id}/"
    other = Item.objects.filter(kind=shed.grabbers).exclude(loans__reservation=made).get()

    led = desk.get(f"{path}lees/", {"qr": f"http://x/klusbox/d/{other.code}/"})
    assert led["Location"] == f"{path}?ding={other.id}"
    assert "Geef dit uit" in desk.get(led["Location"]).text
    desk.post(path, {"ding": [other.id]})

    other.refresh_from_db()
    assert other.state == "out"
    assert desk.get(f"{path}lees/", {"qr": "onzin"}).status_code == 404


def test_a_thing_of_another_kind_is_refused_with_a_sentence(shed, made, desk):
    (mower,) = shed.items(shed.mowers)

    answer = desk.post(f"{DESK}reservering/{made.id}/", {"ding": [mower.id]})

    assert answer.status_code == 409
    assert "Dit hoort niet bij deze reservering" in answer.text


@pytest.mark.parametrize(
    ("condition", "note", "status", "state"),
    [
        ("heel", "", 302, "box"),
        ("stuk", "Steel los", 302, "repair"),
        ("kwijt", "Gestolen", 302, "missing"),
        ("stuk", " ", 422, "out"),
        ("", "", 422, "out"),
    ],
)
def test_it_comes_back_whole_broken_or_not(shed, made, desk, condition, note, status, state):
    loan = lend_all(shed, made)[0]

    answer = desk.post(f"{DESK}ding/{loan.item_id}/terug/", {"condition": condition, "note": note})

    assert answer.status_code == status
    assert Item.objects.get(id=loan.item_id).state == state


def test_what_the_borrower_told_stands_ready_when_it_comes_back(shed, made, desk):
    loan = lend_all(shed, made)[0]
    Loan.objects.filter(id=loan.id).update(reported="Veer stuk", reported_at=timezone.now())

    shown = desk.get(f"{DESK}ding/{loan.item_id}/terug/").text

    assert "De inwoner meldde: Veer stuk" in shown
    desk.post(f"{DESK}ding/{loan.item_id}/terug/", {"condition": "heel", "note": ""})
    assert desk.get(f"{DESK}ding/{loan.item_id}/terug/").status_code == 302


def test_somebody_without_a_reservation_is_helped_by_address_or_number(shed, desk):
    item = shed.items()[0]
    path, until = f"{DESK}ding/{item.id}/uitlenen/", timezone.localtime() + timedelta(hours=3)
    sent = {"key": uuid4(), "who": "niemand@x.nl", "until": f"{until:%Y-%m-%dT%H:%M}"}
    assert "We kennen niemand" in desk.post(path, sent).text

    assert desk.post(path, sent | {"who": str(shed.town.resident.id)}).status_code == 302

    item.refresh_from_db()
    assert item.loan.reservation.person == shed.town.resident
    assert shed.town.resident.name in desk.get(f"{DESK}ding/{item.id}/").text


def test_a_thing_is_set_aside_mended_lost_found_and_written_off(shed, desk):
    item = shed.items()[0]
    for word, note, state in (
        ("apart", "Stuk", "repair"), ("gemaakt", "", "box"), ("zoek", "", "missing"),
        ("gevonden", "", "box"), ("weg", "Versleten", "gone"),
    ):  # fmt: skip
        path = f"{DESK}ding/{item.id}/{word}/"
        assert desk.get(path).status_code == 200
        assert desk.post(path, {"note": note}).status_code == 302
        item.refresh_from_db()
        assert item.state == state
    assert desk.post(f"{DESK}ding/{item.id}/gevonden/", {"note": ""}).status_code == 409


def test_a_box_is_made_with_hours_filled_moved_into_and_counted(shed, desk):
    made = desk.post(f"{DESK}box/nieuw/", {
        "key": uuid4(), "name": "Passart", "place": "Sportveld", "day_0": "9.00-12.00, 13.00-17.00",
    })  # fmt: skip
    box = Klusbox.objects.get(name="Passart")
    assert made["Location"] == f"{DESK}box/{box.id}/erbij/"
    assert box.hours == {"0": [["09:00", "12:00"], ["13:00", "17:00"]]}

    filled = {"key": uuid4(), "name": "Bezem", "longest_days": 3, "count": 2, "photo": photo()}
    assert desk.post(made["Location"], filled).status_code == 302
    item = shed.items()[0]
    desk.post(f"{DESK}ding/{item.id}/verplaats/", {"box": box.id})
    here = list(box.items.all())
    assert len(here) == 3

    sent = {"key": uuid4(), "gezien": [f"{one.id}-{one.moves}" for one in here] + ["x", "1-x"],
            "er": [one.id for one in here[1:]]}  # fmt: skip
    counted = desk.post(f"{DESK}box/{box.id}/tellen/", sent)
    assert "1 ding was anders" in desk.get(counted["Location"]).text
    assert "1 anders" in desk.get(f"{DESK}box/{box.id}/").text


@pytest.mark.parametrize("hours", ["9-17", "12.00-9.00", "25.00-26.00", "9.00-12.00, 11.00-13.00"])
def test_hours_that_are_none_are_told_at_their_day(shed, desk, hours):
    sent = {"key": uuid4(), "name": "Passart", "place": "x", "day_2": hours}

    answer = desk.post(f"{DESK}box/nieuw/", sent)

    assert answer.status_code == 422
    assert "Deze tijden kloppen niet" in answer.text
    assert f'value="{hours}"' in answer.text


def test_a_box_is_changed_and_its_hours_are_read_back(shed, desk):
    path = f"{DESK}box/{shed.box.id}/wijzig/"
    sent = {"key": uuid4(), "name": "Plein", "place": "Kerk", "day_5": "10.00-16.00"}

    assert desk.post(path, sent).status_code == 302

    shed.box.refresh_from_db()
    assert (shed.box.name, shed.box.is_open) == ("Plein", False)
    assert 'value="10.00-16.00"' in desk.get(path).text


def test_stickers_photo_and_list(shed, desk):
    item = shed.items()[0]
    assert item.code in desk.get(f"{DESK}box/{shed.box.id}/stickers/").text
    assert desk.post(f"{DESK}ding/{item.id}/foto/", {"photo": photo()}).status_code == 302

    item.refresh_from_db()
    assert item.photo
    rows = desk.get(f"{DESK}spullen.csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 5
    assert item.code in rows[1]


def test_nothing_is_there_yet(town, client_for):
    desk = client_for(town.tenant, town.organiser)

    assert "Nog geen box" in desk.get(DESK).text
    assert "Er is nog geen klusbox" in desk.get("/klusbox/").text
    assert "Je leent niets" in desk.get("/klusbox/mijn/").text


def photo():
    """A file as a browser sends it."""
    found = BytesIO(a_photo())
    found.name = "foto.jpg"
    return found
