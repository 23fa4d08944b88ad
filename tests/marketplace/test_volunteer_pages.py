"""What residents and desks see of limits, groups and promises."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from currency.models import Counter
from currency.rules.document import NORM_2025, Rewards, Volunteers
from marketplace.checking.services.batches import settle_batches
from marketplace.models import Klus, SignUp
from marketplace.rules.moments import Moment
from marketplace.services.klussen import create_klus
from marketplace.services.slot_approvals import approve_slot
from tenants.people.models import Person
from tests.marketplace.cast import DAY, END, Town
from tests.marketplace.console_cast import klus_fields
from tests.marketplace.resident_cast import Street
from tests.marketplace.test_group_klus import come, group
from tests.marketplace.test_services_approvals import new_rules


@pytest.fixture
def street(town: Town) -> Street:
    return Street(town)


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def unknown_age(town: Town) -> None:
    Person.objects.filter(id=town.resident.id).update(born_on=None)
    town.resident.refresh_from_db()


def test_the_meter_stands_with_ones_klussen_and_ones_details(town, street, client_for) -> None:
    street.approved()
    street.sign_up(street.klus(inside=timedelta(minutes=1)))
    mine = client_for(town.tenant, town.resident)

    for path in ("/mijn-klussen/", "/mijn/"):
        shown = page(mine, path)
        assert "Wat je als vrijwilliger mag ontvangen" in shown
        assert "nog €\xa0200,00" in shown
        assert "€\xa05,00 ontvangen, €\xa05,00 gereserveerd, van €\xa0210,00." in shown
        assert "hoogstens €\xa05,60" in shown
    assert "vrijwilliger mag ontvangen" not in page(mine, "/mijn-klussen/?toon=geweest")


def test_of_whom_no_age_is_known_the_meter_asks_it_and_says_why(town, client_for) -> None:
    unknown_age(town)

    shown = page(client_for(town.tenant, town.resident), "/mijn-klussen/")

    assert "We weten niet hoe oud je bent." in shown
    assert "hoogstens €\xa03,30" in shown


def test_without_limits_there_is_no_meter(town, client_for) -> None:
    new_rules(volunteers=Volunteers(applies=False))

    assert "vrijwilliger" not in page(client_for(town.tenant, town.resident), "/mijn-klussen/")


def test_a_sign_up_past_the_limit_says_how_much_is_left_and_from_when(
    town, street, client_for
) -> None:
    norm = NORM_2025.model_copy(update={"month": 700, "year": 700})
    klus = street.klus()
    new_rules(volunteers=Volunteers(norms=(norm,)))
    street.sign_up(street.klus())

    answer = client_for(town.tenant, town.resident).post(
        f"/klussen/{klus.id}/aanmelden/", {"slot": klus.slots.get().id}
    )

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Hiermee ontvang je meer dan een vrijwilliger mag ontvangen." in shown
    assert "nog €\xa02,00 ontvangen" in shown
    assert "Er is weer ruimte vanaf" in shown


def test_a_birthday_can_be_told_and_a_wrong_one_is_refused_at_the_field(town, client_for) -> None:
    mine = client_for(town.tenant, town.resident)
    told = {"name": "Samira", "language": "nl", "neighbourhood": ""}

    for wrong in ("2999-01-01", "1700-01-01", "gisteren"):
        answer = mine.post("/mijn/", told | {"birthday": wrong})
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.content.decode()
    assert mine.post("/mijn/", told | {"birthday": "1990-05-01"}).status_code == 302

    town.resident.refresh_from_db()
    assert town.resident.birthday == date(1990, 5, 1)
    assert 'value="1990-05-01"' in page(mine, "/mijn/")


def test_a_klus_without_a_reward_gets_the_usual_one(town, client_for) -> None:
    desk = client_for(town.tenant, town.organiser)

    answer = desk.post("/beheer/klussen/nieuw/", klus_fields(town, reward=""))

    assert answer.status_code == 302
    assert Klus.objects.get().reward == 750


def test_a_group_klus_is_made_with_what_they_get_together(town, client_for) -> None:
    desk = client_for(town.tenant, town.organiser)
    fields = klus_fields(town, reward="", is_group="on")

    refused = desk.post("/beheer/klussen/nieuw/", fields)
    made = desk.post("/beheer/klussen/nieuw/", fields | {"reward": "40", "key": uuid4()})

    assert refused.status_code == 422
    assert "Vul in wat de groep samen krijgt." in refused.content.decode()
    klus = Klus.objects.get()
    assert (made.status_code, klus.is_group, klus.reward) == (302, True, 4_000)
    shown = page(desk, f"/beheer/klussen/{klus.id}/")
    assert "Beloning voor de groep" in shown


def test_above_the_hourly_norm_the_desk_is_warned(town, client_for) -> None:
    desk = client_for(town.tenant, town.organiser)

    young, nobody = town.draft(reward=800), town.draft(reward=1_200)

    assert "Wie jonger is dan 21, kan zich niet aanmelden." in page(
        desk, f"/beheer/klussen/{young.id}/"
    )
    assert "Niemand kan zich hiervoor aanmelden." in page(desk, f"/beheer/klussen/{nobody.id}/")
    assert "per uur" not in page(desk, f"/beheer/klussen/{town.draft().id}/")


def test_what_an_organiser_promises_is_shown_and_refused_with_what_is_left(
    town, street, client_for
) -> None:
    draft = create_klus(
        key=uuid4(), actor=town.organiser, programme=street.programme, title="Harken",
        description="Samen.", category="green", place="Plein", reward=500, duration_minutes=120,
        moments=[Moment(street.now + DAY, street.now + 2 * DAY, 2)], now=street.now,
    )  # fmt: skip
    Counter.objects.create(
        name="organiser-promised", subject=str(town.organiser.party_id),
        period=f"{timezone.localdate(street.now):%Y-%m}", used=1_000,
    )  # fmt: skip
    new_rules(rewards=Rewards(organiser_per_month=1_500))
    desk = client_for(town.tenant, town.organiser)

    for path in ("/beheer/klussen/", "/beheer/klussen/nieuw/", f"/beheer/klussen/{draft.id}/"):
        assert "10 van 15 munten beloofd" in page(desk, path)
    answer = desk.post(f"/beheer/klussen/{draft.id}/open/")

    assert answer.status_code == 409
    assert "kun je nog 5,00 beloven" in answer.content.decode()


def test_several_who_wait_are_approved_on_one_page(town, client_for) -> None:
    klus = town.klus(places=3)
    people = come(town, klus, 2)
    desk = client_for(town.tenant, town.checker)
    path = f"/beheer/nakijken/moment/{klus.slots.get().id}/goed/"

    assert path in page(desk, "/beheer/nakijken/")
    shown = page(desk, path)
    assert all(found.resident.name in shown for found in people)
    answer = desk.post(path, follow=True)

    assert "2 klussen goedgekeurd." in answer.content.decode()
    assert path not in answer.content.decode()
    assert desk.get(path).status_code == 404
    settle_batches(now=timezone.now() + timedelta(minutes=11))
    assert set(SignUp.objects.values_list("state", flat=True)) == {"approved"}


def test_a_group_by_time_asks_the_minutes_of_each(town, client_for) -> None:
    new_rules(rewards=Rewards(group_split="by-time"))
    klus = group(town)
    early, late = come(town, klus, 2)
    desk = client_for(town.tenant, town.checker)
    path = f"/beheer/nakijken/moment/{klus.slots.get().id}/goed/"

    assert path in page(desk, "/beheer/nakijken/")
    wrong = desk.post(path, {f"minutes_{early.id}": "121", f"minutes_{late.id}": ""})
    assert wrong.status_code == 422
    desk.post(path, {f"minutes_{early.id}": "90", f"minutes_{late.id}": "30"})

    assert [found.reward for found in SignUp.objects.order_by("id")] == [750, 250]


def test_a_resident_reads_that_a_group_shares_and_what_their_part_was(
    town, street, client_for
) -> None:
    open_one = street.klus(is_group=True, reward=1_000)
    (found,) = come(town, group(town), 1)
    mine = client_for(town.tenant, found.resident)

    assert "De groep krijgt samen 10 heitjes." in page(mine, f"/klussen/{open_one.id}/")
    assert "samen te verdelen" in page(mine, "/klussen/?toon=lijst")
    assert "jouw deel" in page(mine, "/mijn-klussen/")
    approve_slot(slot_id=found.slot_id, actor=town.checker, now=END)
    assert "Goedgekeurd: 10 heitjes erbij" in page(mine, f"/mijn-klussen/{found.id}/")


def test_a_resident_may_not_approve_a_moment(town, client_for) -> None:
    klus = town.klus()
    come(town, klus, 1)

    answer = client_for(town.tenant, town.resident).post(
        f"/beheer/nakijken/moment/{klus.slots.get().id}/goed/"
    )

    assert answer.status_code == 403
