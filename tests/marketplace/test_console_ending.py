"""The console says where all coins went: while the coin runs, and when it has ended."""

import csv
from datetime import timedelta

import pytest
from django.utils import timezone

from currency.models import Pot
from currency.queries import where_it_went
from currency.services.wind_down import wind_down
from tests.marketplace.cast import make_person
from tests.marketplace.test_coins_that_end import ending
from tests.marketplace.till_cast import open_shop, with_coins

ENDING = "/beheer/einde/"


@pytest.fixture
def finance(town, client_for):
    return client_for(town.tenant, make_person("fien", "finance"))


@pytest.fixture
def sold(town):
    """A shop sold something to a resident who has coins."""
    shop, samira = open_shop(town), with_coins(town)
    shop.sells(samira)
    return shop


def test_all_that_was_issued_is_somewhere(town, sold):
    report = where_it_went()

    assert report.adds_up
    assert report.issued == report.in_hands > 0
    left = {found.pot: found.left for found in report.pots}
    assert sum(left.values()) == 0
    assert (left[Pot.MERCHANT], left[Pot.EARNED]) == (750, 9_250)


def test_the_page_shows_each_pot_and_that_it_adds_up(town, sold, finance):
    page = finance.get(ENDING).content.decode()

    assert "De munt gaat gewoon door" in page
    assert "Dat klopt precies" in page
    assert "Inwoners: verdiend" in page
    assert "92,50" in page


def test_after_the_end_it_says_that_nobody_has_anything(town, finance):
    with_coins(town)
    ending(-30, -20, -10)
    wind_down(now=timezone.now())

    page = finance.get(ENDING).content.decode()

    assert "Elk saldo staat op nul" in page
    assert "Einde van de munt" in page
    report = where_it_went()
    assert (report.adds_up, report.in_hands) == (True, 0)


def test_what_a_shop_still_has_after_the_end_is_said(town, sold, finance):
    ending(-30, -20, -10)
    wind_down(now=timezone.now() + timedelta(days=1))

    assert "Er zijn nog 7,50 heitjes in omloop" in finance.get(ENDING).content.decode()


def test_before_the_last_day_the_days_stand_there(town, finance):
    ending(5, 10, 20)

    assert "Laatste uitbetaling aan winkels" in finance.get(ENDING).content.decode()


def test_the_spreadsheet_says_the_same(town, sold, finance):
    text = finance.get("/beheer/einde.csv").content.decode("utf-8-sig")

    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    assert rows[0] == ["potje", "soort", "boekingen", "erbij", "eraf", "over"]
    assert ["Winkels", "totaal", "1", "7,50", "0,00", "7,50"] in rows


def test_a_resident_does_not_see_it(town, client_for):
    piet = client_for(town.tenant, make_person("piet"))

    assert [piet.get(path).status_code for path in (ENDING, "/beheer/einde.csv")] == [403, 403]
