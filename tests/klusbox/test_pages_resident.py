"""A resident's way: find a box, set aside, show the code, tell what is broken."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from marketplace.klusbox.models import Loan, Reservation
from marketplace.klusbox.services.boxes import BoxDetails, change_box, picture_item
from marketplace.klusbox.services.lending import hand_out
from tests.klusbox.cast import Shed
from tests.marketplace.cast import a_photo
from tests.marketplace.resident_cast import Street


@pytest.fixture
def tomorrow():
    return timezone.localtime() + timedelta(days=1)


@pytest.fixture
def samira(shed: Shed, client_for):
    return client_for(shed.town.tenant, shed.town.resident)


def asked(day, **more):
    return {"dag": f"{day:%Y-%m-%d}", "van": "10:00", "tot_dag": f"{day:%Y-%m-%d}",
            "tot": "12:00", **more}  # fmt: skip


def page(shed):
    return f"/klusbox/{shed.box.id}/"


def reserve(shed, client, day, **more):
    sent = asked(day, key=uuid4(), **{f"kind_{shed.grabbers.id}": 2}, **more)
    return client.post(page(shed) + "reserveer/", sent)


def test_everybody_sees_the_boxes_and_what_is_free(shed, client_for, tomorrow):
    visitor = client_for(shed.town.tenant)

    assert "Corneliusplein" in visitor.get("/klusbox/").text
    shown = visitor.get(page(shed), asked(tomorrow)).text
    assert "3 van 3 vrij" in shown
    assert "Log in om te reserveren" in shown


def test_setting_aside_leads_to_the_code_and_takes_it_from_others(shed, samira, tomorrow):
    answer = reserve(shed, samira, tomorrow)

    made = Reservation.objects.get()
    assert answer["Location"] == f"/klusbox/mijn/{made.id}/"
    shown = samira.get(answer["Location"]).text
    assert made.code in shown
    assert "QR-code van je reservering" in shown
    assert "1 van 3 vrij" in samira.get(page(shed), asked(tomorrow)).text
    assert "Corneliusplein" in samira.get("/klusbox/mijn/").text


def test_what_somebody_typed_stays_when_it_cannot_be(shed, samira, tomorrow):
    sent = asked(tomorrow, key=uuid4(), **{f"kind_{shed.grabbers.id}": 9})

    answer = samira.post(page(shed) + "reserveer/", sent)

    assert answer.status_code == 422
    assert 'value="9"' in answer.text
    assert not Reservation.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"tot": "09:00"}, "Kies een einde dat na het begin komt."),
        ({"dag": "2020-01-01"}, "Het begin is al geweest"),
        ({"tot_dag": "2099-01-01"}, "Zo lang kun je dit niet lenen"),
    ],
)
def test_a_time_that_cannot_be_is_told_before_somebody_chooses(
    shed, samira, tomorrow, changed, sentence
):
    shown = samira.get(page(shed), asked(tomorrow) | changed).text

    assert sentence in shown
    assert "Reserveer</button>" not in shown


@pytest.mark.parametrize("wrong", [{"dag": "x"}, {"van": ""}, {"tot": "25:00"}])
def test_a_time_that_is_none_is_told_at_its_field(shed, samira, tomorrow, wrong):
    answer = samira.post(page(shed) + "reserveer/", asked(tomorrow, key=uuid4()) | wrong)

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


def test_choosing_nothing_and_a_shut_box_are_told(shed, samira, tomorrow):
    nothing = samira.post(page(shed) + "reserveer/", asked(tomorrow, key=uuid4()))
    assert nothing.status_code == 422
    assert "Kies wat je wilt lenen" in nothing.text

    day = str((tomorrow.weekday() + 1) % 7)
    details = BoxDetails(name=shed.box.name, place="x", hours={day: [["09:00", "12:00"]]})
    change_box(box_id=shed.box.id, details=details, is_open=True, actor=shed.lender)
    assert "Dan is de klusbox dicht" in reserve(shed, samira, tomorrow).text


def test_a_box_that_does_not_lend_is_there_for_who_lends_alone(shed, samira, client_for):
    details = BoxDetails(name=shed.box.name, place="x")
    change_box(box_id=shed.box.id, details=details, is_open=False, actor=shed.lender)

    assert samira.get(page(shed)).status_code == 404
    assert client_for(shed.town.tenant, shed.lender).get(page(shed)).status_code == 200


def test_saying_no_asks_first_and_frees_it(shed, samira, tomorrow):
    reserve(shed, samira, tomorrow)
    made = Reservation.objects.get()
    path = f"/klusbox/mijn/{made.id}/afzeggen/"
    assert "Reservering afzeggen?" in samira.get(path).text

    assert samira.post(path).status_code == 302

    made.refresh_from_db()
    assert made.over_at is not None
    assert "afgezegd" in samira.get("/klusbox/mijn/?toon=geweest").text


def test_what_is_broken_is_told_and_nobody_elses_is_seen(shed, samira, client_for):
    now = timezone.now()
    made = shed.reserved(person=shed.town.resident, starts_at=now,
                         ends_at=now + timedelta(hours=3), now=now)  # fmt: skip
    item = made.loans.get().item_id
    hand_out(reservation_id=made.id, item_ids=[item], actor=shed.lender, now=now)
    path = f"/klusbox/mijn/ding/{made.loans.get().id}/stuk/"

    assert samira.post(path, {"note": " "}).status_code == 422
    assert samira.post(path, {"note": "Veer stuk"}).status_code == 302

    assert Loan.objects.get().reported == "Veer stuk"
    other = client_for(shed.town.tenant, shed.town.another())
    for mine in (path, f"/klusbox/mijn/{made.id}/", f"/klusbox/r/{made.code}/"):
        assert other.get(mine).status_code == 404


def test_a_sticker_tells_everybody_where_it_belongs_and_leads_who_lends_to_the_desk(
    shed, client_for
):
    item = shed.items()[0]
    picture_item(item_id=item.id, photo=a_photo(), actor=shed.lender)
    path = f"/klusbox/d/{item.code}/"

    visitor = client_for(shed.town.tenant)
    assert "Breng het naar de box" in visitor.get(path).text
    assert visitor.get(f"/klusbox/foto/{item.id}/")["Content-Type"] == "image/jpeg"
    desk = client_for(shed.town.tenant, shed.lender).get(path)
    assert desk["Location"] == f"/beheer/klusbox/ding/{item.id}/"
    assert visitor.get("/klusbox/d/D2222222/").status_code == 404


def test_it_can_be_for_ones_own_klus_at_its_hours(shed, samira):
    street = Street(shed.town)
    mine = street.sign_up(street.klus(inside=timedelta(hours=30)))
    theirs = street.sign_up(street.klus("Andermans klus"), shed.town.another())

    shown = samira.get(page(shed), {"klus": mine.id}).text
    assert "Je leent voor je klus" in shown
    assert f"{timezone.localtime(mine.slot.starts_at):%H:%M}" in shown
    assert "Andermans klus" not in samira.get(page(shed), {"klus": theirs.id}).text

    reserve(shed, samira, timezone.localtime() + timedelta(days=1), klus=mine.id)
    assert Reservation.objects.get().sign_up == mine
