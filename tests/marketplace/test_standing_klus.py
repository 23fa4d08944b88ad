"""A standing klus: any time within some days of one month, each picks the hour."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tenants.utils import schema_context

from marketplace.errors import CheckInTooEarly, SlotPast
from marketplace.models import Klus, SignUp
from marketplace.moment_errors import GroupNotStanding, StandingTooLong
from marketplace.queries import KlusFilter, open_klussen, slots_of
from marketplace.rules.standing import stretch
from marketplace.services.approvals import approve_proof
from marketplace.services.klussen import create_klus, publish_klus
from marketplace.services.overdue import close_past_klussen
from marketplace.services.sign_ups import check_in, sign_up
from tests.marketplace.cast import NOW, REWARD, Town, kept, promised
from tests.marketplace.console_cast import klus_fields

ZONE = timezone.get_default_timezone()
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)
MIDMONTH = datetime(2026, 12, 17, 20, 15, tzinfo=ZONE)
NEW = "/beheer/klussen/nieuw/"


def standing(town: Town, first: date = FIRST, last: date = LAST, **more) -> Klus:
    made = create_klus(
        key=uuid4(), actor=town.organiser, title="Zwerfvuil rapen", description="Rondom huis.",
        category=Klus.Category.LITTER, programme=town.programme, place="Overal", reward=REWARD,
        duration_minutes=60, moments=[stretch(first, last, 3, ZONE)], is_standing=True, now=NOW,
        **more,
    )  # fmt: skip
    return publish_klus(klus_id=made.id, actor=town.organiser, now=NOW)


def test_somebody_signs_up_halfway_begins_at_once_and_is_rewarded(town: Town) -> None:
    klus = standing(town)
    slot = klus.slots.get()

    found = sign_up(slot_id=slot.id, resident=town.resident, now=MIDMONTH)
    check_in(sign_up_id=found.id, actor=town.resident, now=MIDMONTH)
    found.refresh_from_db()
    town.hand_in(found, now=MIDMONTH + timedelta(hours=1))
    approve_proof(sign_up_id=found.id, actor=town.checker, now=MIDMONTH + timedelta(days=1))

    assert town.coins_of(town.resident) == REWARD
    assert kept(klus) == promised(klus) == 2 * REWARD


def test_nobody_begins_before_the_first_day_or_takes_a_place_after_the_last(town: Town) -> None:
    slot = standing(town).slots.get()
    found = sign_up(slot_id=slot.id, resident=town.resident, now=NOW)

    with pytest.raises(CheckInTooEarly):
        check_in(sign_up_id=found.id, actor=town.resident, now=NOW)
    with pytest.raises(SlotPast):
        sign_up(slot_id=slot.id, resident=town.another(), now=slot.ends_at)


def test_it_is_open_on_each_of_its_days_and_closed_on_the_day_after(town: Town) -> None:
    klus = standing(town)

    for now in (NOW, MIDMONTH, datetime(2026, 12, 31, 23, 58, tzinfo=ZONE)):
        assert list(open_klussen(now=now)) == [klus]
        assert slots_of(klus, now=now).count() == 1
    assert not open_klussen(now=datetime(2026, 12, 31, 23, 59, tzinfo=ZONE))
    assert close_past_klussen(now=datetime(2026, 12, 31, 23, 59, tzinfo=ZONE)) == 0
    assert close_past_klussen(now=datetime(2027, 1, 1, tzinfo=ZONE)) == 1


@pytest.mark.parametrize(
    ("day", "is_found"),
    [(date(2026, 11, 30), False), (FIRST, True), (date(2026, 12, 17), True), (LAST, True),
     (date(2027, 1, 1), False)],
)  # fmt: skip
def test_a_day_within_it_finds_it(town: Town, day: date, is_found: bool) -> None:
    standing(town)

    assert bool(open_klussen(now=NOW, narrow=KlusFilter(day=day)).count()) is is_found


def test_a_place_can_be_taken_while_it_goes_on_already_when_published(town: Town) -> None:
    klus = standing(town, date(2026, 11, 1), date(2026, 11, 30))

    assert sign_up(slot_id=klus.slots.get().id, resident=town.resident, now=NOW).state == (
        SignUp.State.SIGNED_UP
    )


def test_two_months_or_a_group_are_refused(town: Town) -> None:
    with pytest.raises(StandingTooLong):
        standing(town, FIRST, date(2027, 1, 1))
    with pytest.raises(GroupNotStanding):
        standing(town, is_group=True)
    with pytest.raises(IntegrityError, match="klus_group_has_one_hour"), transaction.atomic():
        Klus.objects.filter(id=standing(town).id).update(is_group=True)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def desk(town, client_for):
    return client_for(town.tenant, town.organiser)


def test_the_desk_makes_one_and_residents_read_until_when(town, desk, client_for) -> None:
    form = klus_fields(town, day_1="", start_1="", places_1="", is_standing="on",
                       first_day="2026-12-01", last_day="2026-12-31", places="8")  # fmt: skip

    made = desk.post(NEW, form)["location"]
    assert "van 1 december tot en met 31 december" in desk.get(made).content.decode()
    desk.post(made + "open/")

    klus, visitor = Klus.objects.get(), client_for(town.tenant, town.resident)
    assert "op jouw moment" in visitor.get("/klussen/").content.decode()
    page = visitor.get(f"/klussen/{klus.id}/").content.decode()
    assert "tot en met 31 december" in page
    assert visitor.post(f"/klussen/{klus.id}/aanmelden/", {"slot": klus.slots.get().id})["location"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"first_day": ""}, "first_day"), ({"last_day": "2026-11-30"}, "last_day"),
     ({"places": ""}, "places"), ({"places": "0"}, "places")],
)  # fmt: skip
def test_what_is_missing_is_said_at_its_field(town, desk, wrong, field) -> None:
    form = klus_fields(town, is_standing="on", first_day="2026-12-01", last_day="2026-12-31",
                       places="8") | wrong  # fmt: skip

    answer = desk.post(NEW, form)

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()


def test_another_town_sees_nothing_of_it(town, sittard_geleen) -> None:
    standing(town)

    with schema_context(sittard_geleen.schema_name):
        assert not open_klussen(now=NOW).count()
