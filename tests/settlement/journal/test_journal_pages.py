"""The pages of the books: what they show, what they give, and what they refuse."""

import pytest
from django.utils import timezone
from django.utils.html import escape

from settlement.models import Administration, CostCentre, LedgerCode
from tests.settlement.cast import Town

HOME = "/beheer/grootboek/"


@pytest.fixture
def alice(town: Town, client_for):
    """She of finance."""
    return client_for(town.tenant, town.alice)


def typed(page, **other):
    """The chart's form as a browser would send it back, with some fields changed."""
    form = page.context["form"]
    return {**{name: form[name].value() or "" for name in form.fields}, **other}


def test_the_books_of_this_year_stand_on_the_page(town, alice):
    town.redeemed(town.open_shop(), 1_000)

    page = alice.get(HOME)

    assert page.status_code == 200
    assert "Munten in omloop" in page.text
    assert page.context["debit"] == page.context["credit"] > 0


def test_a_period_without_anything_says_so(town, alice):
    month = 12 if timezone.localdate().month < 12 else 1

    page = alice.get(HOME, {"year": timezone.localdate().year, "month": month})

    assert page.status_code == 200
    assert [one.debit + one.credit for one in page.context["totals"]] == [0] * 10


@pytest.mark.parametrize(
    "asked", [{"year": "x"}, {"year": "1812"}, {"year": "2026", "month": "13"}]
)
def test_a_period_that_is_none_falls_back_to_this_year(town, alice, asked):
    page = alice.get(HOME, asked)

    assert page.status_code == 200
    assert page.context["first"] == timezone.localdate().replace(month=1, day=1)


def test_the_file_for_the_accountant_waits_for_the_tax_number(town, alice):
    assert "Vul eerst het fiscale nummer" in alice.get(HOME).text
    for name in ("auditfile.xaf", "jaarstukken.zip"):
        assert alice.get(HOME + name).status_code == 409
    alice.post(HOME + "rekeningen/", typed(alice.get(HOME + "rekeningen/"), tax_number="0012"))

    assert alice.get(HOME + "auditfile.xaf")["Content-Disposition"].endswith('.xaf"')
    assert alice.get(HOME + "jaarstukken.zip").content.startswith(b"PK")
    assert Administration.objects.get().tax_number == "0012"


def test_the_journal_comes_as_a_spreadsheet(town, alice):
    town.sell(town.open_shop(), 500)

    found = alice.get(HOME + "dagboek.csv")

    rows = found.content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("Datum;Boekstuk;Soort;Rekening")
    assert rows[-1].split(";")[-1] == rows[-1].split(";")[-2]


def test_numbers_and_cost_centres_are_kept(town, alice):
    page = alice.get(HOME + "rekeningen/")

    answer = alice.post(
        HOME + "rekeningen/",
        typed(page, number_costs="6430", **{f"centre_{town.programme.id}": "KP-1"}),
    )

    assert answer.status_code == 302
    assert LedgerCode.objects.get().number == "6430"
    assert CostCentre.objects.get().code == "KP-1"


def test_the_same_number_twice_is_refused_and_what_was_typed_stays(town, alice):
    page = alice.get(HOME + "rekeningen/")

    answer = alice.post(HOME + "rekeningen/", typed(page, number_costs="1100", name_fees="Mijn"))

    assert answer.status_code == 422
    assert escape("Twee rekeningen hebben hetzelfde nummer.") in answer.text
    assert 'value="Mijn"' in answer.text
    assert not LedgerCode.objects.exists()


def test_who_may_not_see_payouts_sees_no_books(town, client_for):
    resident = client_for(town.tenant, town.resident)

    for name in ("", "dagboek.csv", "auditfile.xaf", "jaarstukken.zip", "rekeningen/"):
        assert resident.get(HOME + name).status_code == 403
