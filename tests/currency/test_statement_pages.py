"""Looking back at what came and went, and where a till's code leads a phone's own camera."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from currency.services.reversals import reverse_transfer
from currency.statements import lines_of
from tests.cast import SOMEBODY, agree

DAY = timedelta(days=1)
HEAD = "datum;soort;klus, winkel of ander;gemeente;bedrag;saldo"


@pytest.fixture
def shop(town):
    return town.shop("Bakkerij Wiertz")


@pytest.fixture
def samira(town):
    return town.resident(10_000)


@pytest.fixture
def phone(town, samira, client_for):
    return client_for(town.tenant, samira.person)


def page_of(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def asks(town, shop, amount=750, ago=timedelta()):
    return town.asks(shop, amount, at=timezone.now() - ago)


def buys(town, samira, shop, amount=750, ago=timedelta()):
    asked = asks(town, shop, amount, ago)
    return asked, town.pays(samira, asked.code, at=timezone.now() - ago)


def agree_today(issuer, acceptor):
    today = timezone.localdate()
    return agree(issuer, acceptor, starts_on=today - DAY, ends_on=today + 90 * DAY)


def test_each_line_has_its_shop_its_sum_and_a_way_to_its_receipt(phone, town, shop, samira):
    asked, _ = buys(town, samira, shop)

    page = page_of(phone, "/saldo/")

    assert "Bakkerij Wiertz" in page
    assert f'href="/betalen/{asked.code}/bon/"' in page
    assert "−7,50" in page
    assert "92,50" in page.split("Jouw saldo:")[1].split("</p>")[0]


def test_a_shop_in_another_town_stands_there_with_the_towns_name(phone, town, abroad, samira):
    agree_today(town, abroad)
    asked = asks(abroad, abroad.shop("Café de Markt"))
    town.pays(samira, asked.code, at=timezone.now())

    page = page_of(phone, "/saldo/")
    rows = phone.get("/saldo.csv").content.decode("utf-8-sig").splitlines()

    assert "Café de Markt" in page
    assert "in Sittard-Geleen" in page
    assert rows[1].split(";")[1:4] == [
        "betaling in een andere gemeente", "Café de Markt", "Sittard-Geleen",
    ]  # fmt: skip


def test_what_a_shop_gave_back_names_the_shop(phone, town, shop, samira):
    _, paid = buys(town, samira, shop)
    with town.here():
        reverse_transfer(
            transfer_id=paid.transfer_id, reason="Op", actor=SOMEBODY, at=timezone.now()
        )

    page = page_of(phone, "/saldo/?direction=in")

    assert "Bakkerij Wiertz" in page
    assert "Terugbetaling" in page


def test_a_payment_out_of_two_pots_names_the_shop_on_both_lines(town, shop):
    jo = town.resident(300)
    town.give(jo, 500, pot="gift")
    town.pays(jo, asks(town, shop, 700).code, at=timezone.now())

    with town.here():
        entries = jo.accounts.get(pot="earned").entries.select_related("transfer", "account")
        lines = lines_of([entries.get(amount__lt=0)])

    assert [line.title for line in lines] == ["Bakkerij Wiertz"]


def test_a_period_and_a_direction_narrow_lines_and_totals_alike(phone, town, shop, samira):
    buys(town, samira, shop, 700)
    buys(town, samira, shop, 500, ago=3 * DAY)
    day = timezone.localdate(timezone.now() - 3 * DAY)

    page = page_of(phone, f"/saldo/?since={day}&until={day}&direction=out")
    rows = phone.get(f"/saldo.csv?since={day}&until={day}").content.decode("utf-8-sig")

    assert page.count("−5,00") == 2
    assert "−7,00" not in page
    assert f"/saldo.csv?since={day}&amp;until={day}&amp;direction=out" in page
    assert rows.splitlines()[0] == HEAD
    assert len(rows.splitlines()) == 2


@pytest.mark.parametrize("query", ["since=gisteren", "until=2026-13-40", "direction=x", "page=x"])
def test_a_filter_with_a_mistake_narrows_nothing(query, phone, town, shop, samira):
    buys(town, samira, shop)

    assert "Bakkerij Wiertz" in page_of(phone, f"/saldo/?{query}")


def test_a_period_in_which_nothing_happened_offers_the_way_back(phone):
    page = page_of(phone, "/saldo/?since=2020-01-01&until=2020-02-01")

    assert "Niets gevonden" in page
    assert 'href="?"' in page


def test_thirty_lines_are_two_pages_and_cost_no_more_than_one_line(phone, town, shop, samira):
    buys(town, samira, shop, 100)
    page_of(phone, "/saldo/")
    with CaptureQueriesContext(connection) as few:
        page_of(phone, "/saldo/")
    for _ in range(30):
        buys(town, samira, shop, 100)

    with CaptureQueriesContext(connection) as many:
        page = page_of(phone, "/saldo/?direction=")

    assert len(many) == len(few)
    assert "Bladzijde 1 van 2" in page
    assert "?direction=&amp;page=2" in page


def test_a_name_that_is_a_formula_stays_a_name_in_the_file(phone, town, samira):
    buys(town, samira, town.shop("=HYPERLINK(1)"))

    rows = phone.get("/saldo.csv").content.decode("utf-8-sig").splitlines()

    assert rows[1].split(";")[2] == "'=HYPERLINK(1)"


def test_a_phones_camera_is_asked_where_one_has_a_balance(town, abroad, client_for):
    agree_today(abroad, town)
    asked = asks(town, town.shop("Café"))

    page = page_of(client_for(town.tenant), f"/b/{asked.code}/")

    assert f'href="/betalen/{asked.code}/"' in page
    assert f'href="http://sittard-geleen.localhost/betalen/{asked.code}/"' in page


def test_who_is_signed_in_goes_straight_on_unless_other_coins_are_asked_for(
    phone, town, abroad, shop
):
    agree_today(abroad, town)
    asked = asks(town, shop)

    straight = phone.get(f"/b/{asked.code}/")

    assert straight["Location"] == f"/betalen/{asked.code}/"
    assert "In Sittard-Geleen" in page_of(phone, f"/b/{asked.code}/?kies")


def test_a_code_that_is_over_says_so_before_anybody_signs_in(town, shop, client_for):
    page = page_of(client_for(town.tenant), f"/b/{asks(town, shop, ago=DAY).code}/")

    assert "Deze code is verlopen." in page
    assert "/betalen/" not in page.split("<main")[1].split("</main>")[0]
