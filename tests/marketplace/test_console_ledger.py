"""The proof of the books at the desk: checked at once, and every sealed day."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from currency.models import BookCheck, DaySeal
from currency.proof import PROMISES
from currency.services.book_checks import run_book_check
from currency.services.seals import seal_days
from currency.tasks import check_books
from tenants.trail.models import AuditEvent
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


def test_checking_is_left_to_a_worker_and_says_that_all_is_well(town, finance):
    assert finance.post(LEDGER)["location"] == LEDGER
    waiting = finance.get(LEDGER).content.decode()
    check = BookCheck.objects.get()
    assert "Het narekenen begint zo" in waiting
    assert 'hx-get="/beheer/bewijs/stand/"' in waiting
    assert "Reken alles na</button>" not in waiting

    assert run_book_check(check_id=check.id, clock=timezone.now)

    assert "Alles klopt" in finance.get(LEDGER).content.decode()
    fragment = finance.get("/beheer/bewijs/stand/").content.decode()
    assert "Alles klopt" in fragment
    assert "hx-get" not in fragment


def test_checking_names_what_is_wrong(town, finance):
    seal_days(now=timezone.now() + timedelta(days=2))
    judge_now()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE currency_transfer DISABLE TRIGGER USER")
        cursor.execute("UPDATE currency_transfer SET facts = '{}' WHERE facts <> '{}'")
    finance.post(LEDGER)
    check_books(BookCheck.objects.get().id)

    page = finance.get(LEDGER).content.decode()

    assert "Er klopt iets niet" in page
    assert "was changed after it was sealed" in page


def test_who_asks_while_it_runs_waits_for_the_same_check(town, finance):
    for _ in range(2):
        finance.post(LEDGER)

    assert BookCheck.objects.count() == 1
    assert AuditEvent.objects.filter(verb="check-books").count() == 1


def test_a_check_is_done_once(town, finance):
    finance.post(LEDGER)
    check = BookCheck.objects.get()

    assert [check_books(check.id), check_books(check.id)] == [True, False]
    finance.post(LEDGER)
    assert BookCheck.objects.count() == 2


def test_the_page_tells_how_far_it_is(town, finance):
    seal_days(now=timezone.now() + timedelta(days=5))
    finance.post(LEDGER)
    seen = []
    ticks = count()

    def clock():
        seen.append(finance.get("/beheer/bewijs/stand/").content.decode())
        return timezone.now() + timedelta(seconds=2 * next(ticks))

    run_book_check(check_id=BookCheck.objects.get().id, clock=clock)

    steps = len(PROMISES) + DaySeal.objects.count()
    assert any(f"stap 3 van {steps}" in page for page in seen)
    assert any(f"stap {steps - 2} van {steps}" in page for page in seen)


def test_a_check_whose_worker_was_lost_is_begun_anew(town, finance, monkeypatch):
    finance.post(LEDGER)
    lost = BookCheck.objects.get()
    later = timezone.now() + timedelta(minutes=16)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert "gestopt voor het klaar was" in finance.get(LEDGER).content.decode()
    finance.post(LEDGER)

    assert [check.state for check in BookCheck.objects.all()] == ["waiting", "stopped"]
    assert not run_book_check(check_id=lost.id, clock=timezone.now)


def test_one_check_at_a_time_also_for_who_goes_round_the_service(town, finance):
    finance.post(LEDGER)
    row = BookCheck.objects.get()
    row.id = None

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_resident_does_not_see_the_books(town, client_for):
    assert client_for(town.tenant, make_person("piet")).get(LEDGER).status_code == 403
