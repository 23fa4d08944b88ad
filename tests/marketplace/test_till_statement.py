"""What came in at the till: by day, by line, as a file; and giving money back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.timezone import localdate
from django_tenants.utils import schema_context

from currency.models import Pot, Transfer
from currency.queries import balance_of
from marketplace.errors import RefundAbroad, RefundTooLate
from tests.marketplace.cast import people_a_town
from tests.marketplace.till_cast import agree, open_shop, pays, with_coins

DAY = timedelta(days=1)


@pytest.fixture
def shop(town):
    return open_shop(town)


@pytest.fixture
def till(shop, town, client_for):
    return client_for(town.tenant, shop.owner)


@pytest.fixture
def payer(town):
    return with_coins(town, 20_000)


def book(till, query=""):
    answer = till.get(f"/kassa/afschrift/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def refund(till, asked, reason="Het brood was op.", amount="7,50", **more):
    sent = {"reason": reason, "amount": amount, "key": uuid4(), **more}
    return till.post(f"/kassa/verzoek/{asked.id}/terug/", sent, follow=True)


def test_a_shop_that_sold_nothing_yet_reads_so(till):
    page = book(till)

    assert "Nog geen betalingen" in page
    assert '<rect class="g-1"' not in page


def test_payments_are_counted_by_day_and_listed_with_their_worth(till, shop, payer):
    shop.sells(payer, 750)
    shop.sells(payer, 1200)
    shop.sells(payer, 500, ago=3 * DAY)

    page = book(till)

    assert "3 betalingen, 24,50 heitjes" in page
    assert page.count('<rect class="g-1"') == 14
    assert page.count("Betaal terug<") == 3
    assert "€\u00a012,00" in page


def test_a_day_can_be_looked_up_and_comes_as_a_file(till, shop, payer):
    shop.sells(payer, 750)
    shop.sells(payer, 500, ago=3 * DAY)
    day = localdate(timezone.now() - 3 * DAY)
    query = f"?since={day}&until={day}"

    page = book(till, query)
    lines = till.get(f"/kassa/afschrift.csv{query}").content.decode("utf-8-sig").splitlines()

    assert "7,50" not in page.split('id="receipts"')[1]
    assert f"/kassa/afschrift.csv{query}" in page.replace("&amp;", "&")
    assert lines[0] == "datum;soort;kassa;klant;munten;euro"
    assert [line.split(";", 1)[1] for line in lines[1:]] == ["betaling;Kassa 1;Samira J.;5,00;5,00"]


def test_a_day_that_is_no_day_narrows_nothing(till, shop, payer):
    shop.sells(payer, 750)

    assert "Samira J." in book(till, "?since=gisteren&page=9")
    assert till.get("/kassa/afschrift.csv?until=x").status_code == 200


def test_a_name_that_looks_like_a_formula_stays_a_name_in_the_file(till, shop, town):
    shop.sells(with_coins(town, name="=1+1"))

    assert ";'=1+1 J.;" in till.get("/kassa/afschrift.csv").content.decode()


def test_giving_back_asks_first_and_then_moves_the_whole_sum(till, shop, payer):
    asked = shop.sells(payer, 750)

    question = till.get(f"/kassa/verzoek/{asked.id}/terug/").content.decode()
    answer = refund(till, asked)

    assert "Hoeveel betaal je terug?" in question
    assert "Samira J." in question
    assert "Het staat weer op het saldo van de klant." in answer.content.decode()
    assert balance_of(payer.party, Pot.EARNED) == 20_000
    page = book(till)
    assert "Terugbetaald" in page
    assert "−7,50" in page
    assert "Betaal terug<" not in page


def test_giving_back_twice_is_giving_back_once(till, shop, payer):
    asked = shop.sells(payer, 750)

    refund(till, asked)
    refund(till, asked)

    assert Transfer.objects.filter(kind="reversal").count() == 1


def test_giving_back_without_a_reason_moves_nothing(till, shop, payer):
    answer = refund(till, shop.sells(payer, 750), reason="  ")

    assert answer.status_code == 422
    assert balance_of(payer.party, Pot.EARNED) == 19_250


def test_after_the_holding_period_the_shop_cannot_give_back(till, shop, payer):
    asked = shop.sells(payer, 750, ago=8 * DAY)

    answer = refund(till, asked)

    assert answer.status_code == 409
    assert str(RefundTooLate.sentence) in answer.content.decode()
    assert "Betaal terug" not in till.get(f"/kassa/verzoek/{asked.id}/").content.decode()


def test_what_came_from_another_town_cannot_be_undone_by_the_shop(till, shop, town, sittard_geleen):
    asked = shop.asks(750)
    agree(sittard_geleen, town.tenant, asked.created_at)
    with schema_context(sittard_geleen.schema_name):
        pays(with_coins(people_a_town(sittard_geleen)), asked)

    answer = refund(till, asked)

    assert answer.status_code == 409
    assert str(RefundAbroad.sentence) in answer.content.decode()
    assert "Andere gemeente" in book(till)
    assert not Transfer.objects.filter(kind="reversal").exists()


def test_what_was_never_paid_has_nothing_to_give_back(till, shop):
    asked = shop.asks()

    assert till.get(f"/kassa/verzoek/{asked.id}/terug/").url == f"/kassa/verzoek/{asked.id}/"
    assert till.get(f"/kassa/verzoek/{uuid4()}/terug/").status_code == 404
