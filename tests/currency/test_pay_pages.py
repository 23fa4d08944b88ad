"""Paying in a browser: the code, what it costs, once, the receipt, and every way it is refused."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from currency.models import PaymentRequest, Pot, Transfer
from currency.services.requests import cancel_request
from currency.services.reversals import reverse_transfer
from tenants.services.agreements import suspend_agreement
from tests.cast import SOMEBODY, agree

DAY = timedelta(days=1)
CONFIRM_QUERIES = 14


@pytest.fixture
def shop(town):
    return town.shop("Bakkerij Wiertz")


@pytest.fixture
def samira(town):
    return town.resident(1_000)


@pytest.fixture
def phone(town, samira, client_for):
    return client_for(town.tenant, samira.person)


def asks(town, shop, amount=750, ago=timedelta(), **more):
    return town.asks(shop, amount, at=timezone.now() - ago, **more)


def agree_today(issuer, acceptor, **terms):
    today = timezone.localdate()
    return agree(issuer, acceptor, starts_on=today - DAY, ends_on=today + 90 * DAY, **terms)


def page_of(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def nothing_moved(town, shop, samira, had=1_000):
    return (town.balance(samira), town.balance(shop, Pot.MERCHANT)) == (had, 0)


def test_the_scan_page_works_by_typing_and_names_what_the_camera_needs(phone):
    page = page_of(phone, "/betalen/")

    assert 'data-scan="/betalen/lees/"' in page
    assert '<script type="module" src="/static/heitje/scan.js">' in page
    assert 'name="code"' in page


@pytest.mark.parametrize(
    "read",
    ["{code}", "{spaced}", "http://heerlen.localhost:8000/b/{code}/", "https://evil.example/b/{code}",
     "  http://heerlen.localhost/b/{code}/?next=//evil.example#x  "],
)  # fmt: skip
def test_of_what_was_read_only_the_code_is_trusted(read, phone, town, shop):
    code = asks(town, shop).code
    text = read.format(code=code, spaced=f"{code[:4].lower()} - {code[4:]}")

    answer = phone.get("/betalen/lees/", {"qr": text})

    assert (answer.status_code, answer["Location"]) == (302, f"/betalen/{code}/")


@pytest.mark.parametrize("read", ["", "HE999999", "http://[half", "x" * 400, "//", "HE\x00"])
def test_a_code_nobody_knows_is_told_where_one_can_type_again(read, phone):
    answer = phone.get("/betalen/lees/", {"code": read})

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "We kennen deze code niet." in page
    assert 'name="code"' in page


def test_before_paying_one_sees_the_shop_the_sum_and_what_is_left(phone, town, shop):
    asked = asks(town, shop, description="2 broden")

    page = page_of(phone, f"/betalen/{asked.code}/")

    for words in ("Bakkerij Wiertz", "7,50", "2 broden", "2,50 heitjes", "Betaal 7,50 heitjes</b"):
        assert words in page


def test_confirming_costs_few_queries(phone, town, shop):
    asked = asks(town, shop)
    page_of(phone, f"/betalen/{asked.code}/")

    with CaptureQueriesContext(connection) as caught:
        page_of(phone, f"/betalen/{asked.code}/")

    assert len(caught) <= CONFIRM_QUERIES


def test_two_taps_pay_once_and_both_lead_to_the_receipt(phone, town, shop, samira):
    code = asks(town, shop).code

    taps = [phone.post(f"/betalen/{code}/") for _ in range(2)]

    assert [tap["Location"] for tap in taps] == [f"/betalen/{code}/bon/"] * 2
    assert (town.balance(samira), town.balance(shop, Pot.MERCHANT)) == (250, 750)
    with town.here():
        assert Transfer.objects.filter(kind="payment").count() == 1


def test_who_lost_the_connection_and_opens_the_page_again_reads_the_receipt(phone, town, shop):
    code = asks(town, shop).code
    phone.post(f"/betalen/{code}/")

    again = phone.get(f"/betalen/{code}/", follow=True)

    assert again.redirect_chain == [(f"/betalen/{code}/bon/", 302)]
    assert "<h1>Betaald</h1>" in again.content.decode()


def test_the_receipt_is_a_live_screen_at_first_and_a_plain_paper_later(phone, town, shop, samira):
    fresh, old = asks(town, shop, 300), asks(town, shop, 200, ago=DAY)
    town.pays(samira, fresh.code, at=timezone.now())
    town.pays(samira, old.code, at=timezone.now() - DAY)

    now, later = [page_of(phone, f"/betalen/{one.code}/bon/") for one in (fresh, old)]

    assert ("receipt.js" in now, "receipt.js" in later) == (True, False)
    assert "Bonnummer HE-" in now
    assert "Bon van Bakkerij Wiertz" in later
    assert "Bon van Bakkerij Wiertz" in page_of(phone, f"/betalen/{fresh.code}/bon/?bon")


def test_a_receipt_that_was_given_back_says_so_and_is_no_proof_at_the_till(
    phone, town, shop, samira
):
    asked = asks(town, shop)
    paid = town.pays(samira, asked.code, at=timezone.now())
    with town.here():
        reverse_transfer(
            transfer_id=paid.transfer_id, reason="Op", actor=SOMEBODY, at=timezone.now()
        )

    page = page_of(phone, f"/betalen/{asked.code}/bon/")

    assert "Je kreeg dit terug" in page
    assert "receipt.js" not in page


def test_nobody_else_reads_the_receipt(town, shop, samira, client_for):
    asked = asks(town, shop)
    town.pays(samira, asked.code, at=timezone.now())
    other = client_for(town.tenant, town.resident(name="Jo").person)

    page_of(other, f"/betalen/{asked.code}/bon/", 404)
    assert "al betaald" in page_of(other, f"/betalen/{asked.code}/", 409)


@pytest.mark.parametrize("method", ["get", "post"])
def test_too_little_says_how_much_and_what_to_ask_the_till(method, phone, town, shop, samira):
    asked = asks(town, shop, 1_350)

    answer = getattr(phone, method)(f"/betalen/{asked.code}/")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Je hebt 3,50 te weinig." in page
    assert "een code voor 10 en" in page
    assert nothing_moved(town, shop, samira)
    with town.here():
        assert PaymentRequest.objects.get().state == "open"


def test_who_has_nothing_yet_is_pointed_to_a_klus(town, shop, client_for):
    newcomer = client_for(town.tenant, town.resident(0).person)

    page = page_of(newcomer, f"/betalen/{asks(town, shop).code}/", 409)

    assert "Je hebt 7,50 te weinig. Doe eerst een klus" in page


def test_an_expired_and_a_stopped_code_say_so_and_offer_the_camera(phone, town, shop, samira):
    expired, stopped = asks(town, shop, ago=DAY), asks(town, shop)
    with town.here():
        cancel_request(request_id=stopped.id, payee=shop, at=timezone.now())

    said = [page_of(phone, f"/betalen/{one.code}/", 409) for one in (expired, stopped)]

    assert "verlopen" in said[0]
    assert "gestopt" in said[1]
    assert all('href="/betalen/"' in page for page in said)
    assert nothing_moved(town, shop, samira)


def test_an_owner_cannot_pay_the_own_shop(town, shop, client_for):
    owner = town.owner_of(shop)
    town.give(owner, 1_000)

    page = page_of(client_for(town.tenant, owner.person), f"/betalen/{asks(town, shop).code}/", 409)

    assert "Je kunt niet aan je eigen winkel betalen." in page


def test_the_days_limit_is_told_in_words(phone, town, shop, samira):
    town.rules(payments={"maximum": 500, "maximum_per_day": 600})
    town.pays(samira, asks(town, shop, 500).code, at=timezone.now())

    answer = phone.post(f"/betalen/{asks(town, shop, 400).code}/")

    assert answer.status_code == 409
    assert "hoogste bedrag voor vandaag" in answer.content.decode()
    assert town.balance(samira) == 500


def test_above_the_most_at_once_names_the_most(phone, town, shop):
    asked = asks(town, shop, 900)
    town.rules(payments={"maximum": 500, "maximum_per_day": 600})

    page = page_of(phone, f"/betalen/{asked.code}/", 422)

    assert "In één keer kun je hoogstens 5 betalen." in page


def test_in_another_town_one_sees_both_sums_and_the_terms(phone, town, abroad, samira):
    agree_today(town, abroad, rate=(4, 5), cap_payment=2_000)
    asked = asks(abroad, abroad.shop("Café de Markt"))

    page = page_of(phone, f"/betalen/{asked.code}/")
    paid = phone.post(f"/betalen/{asked.code}/", follow=True).content.decode()

    for words in ("Café de Markt", "in Sittard-Geleen", "7,50 heitjes", "5 heitjes", "4 heitjes",
                  "Betaal 9,38 heitjes", "0,62 heitjes", "hoogstens 20 per keer"):  # fmt: skip
        assert words in page
    assert "9,38" in paid
    assert "in Sittard-Geleen, daar 7,50 heitjes" in paid
    assert town.balance(samira) == 62


def test_in_another_town_without_word_or_room_it_says_what_to_do(phone, town, abroad, samira):
    cafe = abroad.shop("Café de Markt")
    unknown = page_of(phone, f"/betalen/{asks(abroad, cafe).code}/", 409)
    made = agree_today(town, abroad, cap_payment=500, cap_outstanding=600)
    large = page_of(phone, f"/betalen/{asks(abroad, cafe, 501).code}/", 409)
    phone.post(f"/betalen/{asks(abroad, cafe, 500).code}/")
    full = page_of(phone, f"/betalen/{asks(abroad, cafe, 200).code}/", 409)
    suspend_agreement(agreement_id=made.id, tenant=town.tenant, actor=SOMEBODY, reason="Onderzoek")
    still = page_of(phone, f"/betalen/{asks(abroad, cafe, 50).code}/", 409)

    assert "Betaal deze keer in euro’s." in unknown
    assert "In één keer kun je hoogstens 5 betalen." in large
    assert "Er is nu nog ruimte voor 1." in full
    assert "ligt stil" in still
    assert town.balance(samira) == 500
