"""The cover at the console: each day, each budget, the law; and what is told when it is short."""

import csv
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from currency.models import CoverDay, Pot, Transfer
from currency.queries import cover
from currency.services.accounts import account_of, house_account
from currency.services.alarms import watch_figures
from currency.services.cover_days import keep_cover_days
from currency.services.posting import Leg, Movement, post
from currency.services.programmes import deposit_cover
from currency.services.seals import seal_days
from heitje.observability.alarms import open_alarms_of_all
from tenants.people.models import Party
from tenants.people.services import add_party
from tenants.trail.services import relay_outbox
from tests.marketplace.cast import make_person

COVER = "/beheer/dekking/"
DAYS = 40


@pytest.fixture
def fien(town):
    return make_person("fien", "finance")


@pytest.fixture
def desk(town, client_for, fien):
    return client_for(town.tenant, fien)


@pytest.fixture
def later(town, monkeypatch, client_for, fien):
    """Forty days later: every day was kept, and the desk of that day."""
    now = timezone.now() + timedelta(days=DAYS)
    monkeypatch.setattr(timezone, "now", lambda: now)
    seal_days(now=now)
    keep_cover_days(now=now)
    return client_for(town.tenant, fien)


def short(by: int) -> None:
    """Euros that were set aside went to a shop while its coins stayed: that may never happen."""
    account, shop = house_account(Pot.COVER), add_party(kind=Party.Kind.MERCHANT, name="Winkel")
    gone = account.balance - cover().needed + by
    legs = (Leg(account.id, -gone), Leg(account_of(shop, Pot.PAYABLE).id, gone))
    post(Movement(key=uuid4(), kind=Transfer.Kind.PAYABLE, legs=legs, at=timezone.now()))


def test_before_the_first_night_the_page_says_so_and_shows_what_is_there_now(desk):
    page = desk.get(COVER).content.decode()

    assert "Nog geen dag om te laten zien" in page
    assert "Wat de wet vraagt" in page
    assert "1000 %" in page


def test_each_day_stands_on_the_page_and_in_the_file(later):
    first = CoverDay.objects.last().day

    page = later.get(f"{COVER}?periode=91").content.decode()
    second = later.get(f"{COVER}?periode=91&page=2").content.decode()
    file = later.get("/beheer/dekking.csv?periode=91").content.decode("utf-8-sig")

    rows = list(csv.reader(StringIO(file), delimiter=";"))
    assert rows[0][:4] == ["dag", "euro apart", "euro nodig", "procent"]
    assert rows[-1][:4] == [first.isoformat(), "10000,00", "1000,00", "1000"]
    assert len(rows) == DAYS + 1
    assert f"{first.day} " in second
    assert "<polyline" in page
    assert 'href="?periode=91&amp;page=2"' in page


def test_thirty_days_are_shown_unless_more_is_asked(later):
    file = later.get("/beheer/dekking.csv").content.decode()

    assert len(file.splitlines()) == 31


def test_one_budget_has_days_of_its_own(town, later):
    page = later.get(f"{COVER}?budget={town.programme.id}").content.decode()
    file = later.get(f"/beheer/dekking.csv?budget={town.programme.id}").content.decode("utf-8-sig")

    assert f">{town.programme.name}</option>" in page
    assert file.splitlines()[0] == "dag;gekregen;uitgegeven;vastgelegd"
    assert file.splitlines()[1].endswith(";1000,00;0,00;0,00")
    assert "onbekend" in page, "what was reserved on a day that was kept late is not known"


@pytest.mark.parametrize("asked", ["periode=7", "periode=x", "budget=99999", "budget=x"])
def test_what_does_not_exist_gets_a_sentence_at_the_field(later, asked):
    answer = later.get(f"{COVER}?{asked}")

    assert answer.status_code == 200
    assert "_error" in answer.content.decode()


def test_too_few_euros_stand_on_top_of_every_money_page(town, desk):
    short(by=1)

    for path in ("/beheer/", "/beheer/budgetten/", COVER):
        assert "Er staan te weinig euro’s apart." in desk.get(path).content.decode(), path


def test_who_answers_for_the_euros_gets_a_letter_once(town, fien):
    short(by=12_345)
    for _ in range(2):
        watch_figures(now=timezone.now())
        relay_outbox(now=timezone.now())

    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([fien.email], "Let op: de dekking van de munt")
    assert "876,55" in letter.body
    assert "/beheer/dekking/" in letter.body


def test_no_letter_comes_when_it_is_over_before_the_post_goes(town, fien):
    short(by=1)
    watch_figures(now=timezone.now())
    deposit_cover(key=uuid4(), cents=1, actor=None, at=timezone.now())
    watch_figures(now=timezone.now())

    relay_outbox(now=timezone.now())

    assert mail.outbox == []


def test_an_open_alarm_is_a_figure_that_tells_the_town(town):
    assert open_alarms_of_all() == []
    short(by=1)
    watch_figures(now=timezone.now())

    assert open_alarms_of_all() == [(town.tenant.schema_name, "cover")]


def test_the_days_are_in_the_api_between_two_days(town, later):
    days = [day.day for day in CoverDay.objects.all()]

    every = later.get("/api/v1/cover-days").json()
    some = later.get(f"/api/v1/cover-days?since={days[9]}&until={days[5]}").json()
    wrong = later.get("/api/v1/cover-days?since=gisteren")

    assert every["count"] == DAYS
    assert [row["day"] for row in some["results"]] == [day.isoformat() for day in days[5:10]]
    assert some["results"][0]["programmes"][0]["funded"] == 100_000
    assert (wrong.status_code, wrong.json()["code"]) == (422, "invalid")


def test_a_resident_sees_none_of_it(town, client_for):
    client = client_for(town.tenant, make_person("piet"))

    for path in (COVER, "/beheer/dekking.csv", "/api/v1/cover-days"):
        assert client.get(path).status_code == 403
