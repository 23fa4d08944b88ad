"""The proof of the books at the desk: checked at once, and every sealed day."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from currency.models import DaySeal
from currency.services.seals import seal_days
from tests.cast import judge_now
from tests.marketplace.cast import make_person

LEDGER = "/beheer/bewijs/"


@pytest.fixture
def finance(town, client_for):
    return client_for(town.tenant, make_person("fien", "finance"))


def test_before_the_first_night_the_page_says_what_will_stand_there(finance):
    assert "Nog geen dag verzegeld" in finance.get(LEDGER).content.decode()


def test_each_sealed_day_stands_on_the_page_and_the_chain_can_be_kept(town, finance):
    seal_days(now=timezone.now() + timedelta(days=40))

    page = finance.get(LEDGER).content.decode()

    assert DaySeal.objects.latest("day").short in page
    assert 'href="/api/v1/seals"' in page
    assert DaySeal.objects.earliest("day").short in finance.get(f"{LEDGER}?page=2").content.decode()


def test_checking_says_that_all_is_well(town, finance):
    assert "Alles klopt" in finance.post(LEDGER).content.decode()


def test_checking_names_what_is_wrong(town, finance):
    seal_days(now=timezone.now() + timedelta(days=2))
    judge_now()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE currency_transfer DISABLE TRIGGER USER")
        cursor.execute("UPDATE currency_transfer SET facts = '{}' WHERE facts <> '{}'")

    page = finance.post(LEDGER).content.decode()

    assert "Er klopt iets niet" in page
    assert "was changed after it was sealed" in page


def test_a_resident_does_not_see_the_books(town, client_for):
    assert client_for(town.tenant, make_person("piet")).get(LEDGER).status_code == 403
