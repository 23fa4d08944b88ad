"""A shop's euros on its own pages: what is ready, on its way and paid, and asking for it."""

from uuid import uuid4

import pytest
from django.utils import timezone

from marketplace.models import Merchant, Till
from settlement.models import Redemption
from tenants.people.models import Seat
from tenants.people.services import add_person, give_seat
from tests.settlement.cast import NOW

OWN_PAGES = ("", "aanvragen/", "overzicht/", "overzicht.csv")


@pytest.fixture
def shop(town):
    return town.open_shop("Bakkerij")


@pytest.fixture
def owner(shop, town, client_for):
    return client_for(town.tenant, shop.owner)


def page(client, path=""):
    answer = client.get(f"/kassa/uitbetaling/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_new_shop_reads_that_there_is_nothing_yet(owner):
    shown = page(owner)

    assert "Nog geen uitbetalingen." in shown
    assert "Vraag uitbetaling aan" not in shown


def test_old_coins_can_be_asked_for_and_young_ones_say_when(owner, shop, town):
    now = timezone.now()
    town.sell(shop, 2000, days_ago=10, now=now)
    town.sell(shop, 500, days_ago=1, now=now)

    shown = page(owner)

    assert "€\u00a020,00" in shown
    assert "Vraag uitbetaling aan" in shown
    assert "Wanneer komt het vrij?" in shown
    assert "€\u00a05,00" in shown


def test_asking_twice_with_one_form_turns_the_coins_into_euros_once(owner, shop, town):
    town.sell(shop, 2000, days_ago=10, now=timezone.now())
    assert "Dat kun je niet terugdraaien." in page(owner, "aanvragen/")
    key = uuid4()

    answers = [owner.post("/kassa/uitbetaling/aanvragen/", {"key": key}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Redemption.objects.get().coins == 2000
    assert "Plus €\u00a020,00 in de volgende betaling van de gemeente." in page(owner)


def test_asking_for_nothing_gets_a_sentence_on_the_same_page(owner):
    answer = owner.post("/kassa/uitbetaling/aanvragen/", {"key": uuid4()})

    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()
    assert not Redemption.objects.exists()


def test_the_overview_of_a_period_adds_up_and_comes_as_a_file(owner, shop, town):
    town.redeemed(shop, 1500, now=NOW)
    day = f"{NOW:%Y-%m-%d}"

    shown = page(owner, f"overzicht/?since={day}&until={day}")
    lines = page(owner, f"overzicht.csv?since={day}&until={day}").splitlines()

    assert "Ingewisseld" in shown
    assert shown.count("€\u00a015,00") == 2
    assert "overzicht.csv?since=" in shown
    assert lines[1].endswith(";15,00;0,00;15,00")


def test_days_that_are_no_days_show_the_month_so_far(owner):
    assert "Staat open" in page(owner, "overzicht/?since=gisteren&until=2026-13-01")


@pytest.mark.parametrize("path", OWN_PAGES)
def test_staff_and_residents_see_nothing_of_it(town, shop, client_for, path):
    town.redeemed(shop, 1500, now=NOW)
    helper = add_person(email=f"{uuid4()}@shop.example", name="Hulp")
    give_seat(person=helper, party=shop.party, duty=Seat.Duty.STAFF, actor=None)

    for person in (helper, town.resident):
        answer = client_for(town.tenant, person).get(f"/kassa/uitbetaling/{path}")
        assert answer.status_code in (403, 404)
        assert "15,00" not in answer.content.decode()


@pytest.mark.parametrize("path", OWN_PAGES)
def test_another_shop_sees_its_own_alone(town, shop, client_for, path):
    town.redeemed(shop, 1500, now=NOW)
    neighbour = town.open_shop("Fietsenmaker")

    assert "15,00" not in page(client_for(town.tenant, neighbour.owner), path)


def test_an_owner_of_two_shops_sees_the_one_whose_till_was_chosen(town, shop, owner):
    second = town.open_shop("Fietsenmaker")
    give_seat(person=shop.owner, party=second.party, duty=Seat.Duty.OWNER, actor=None)
    town.sell(shop, 2000, days_ago=10, now=timezone.now())
    town.sell(second, 500, days_ago=10, now=timezone.now())
    Merchant.objects.update(
        state=Merchant.State.APPROVED, approved_by=town.alice, approved_at=timezone.now()
    )
    tills = [
        Till.objects.create(merchant=Merchant.objects.get(party=each.party), name="Kassa 1")
        for each in (shop, second)
    ]
    for till, own, other in zip(tills, ("20,00", "5,00"), ("5,00", "20,00"), strict=True):
        owner.post("/kassa/kies/", {"till": till.id})

        assert f"€\u00a0{own}" in page(owner)
        assert f"€\u00a0{other}" not in page(owner)


@pytest.mark.parametrize("path", OWN_PAGES)
def test_nobody_is_asked_to_sign_in(town, client_for, path):
    answer = client_for(town.tenant).get(f"/kassa/uitbetaling/{path}")

    assert answer.status_code == 302
    assert answer.url.startswith("/inloggen/")
