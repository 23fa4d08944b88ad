"""The screen with the code: waiting, paid, past its time, stopped, given back."""

import re
from datetime import timedelta

import pytest
from django_tenants.utils import schema_context

from currency.errors import RequestCancelled, RequestPaid
from currency.models import PaymentRequest
from marketplace.services.tills import refund_payment, stop_request
from tests.cast import at_once
from tests.marketplace.cast import people_a_town
from tests.marketplace.till_cast import agree, open_shop, pays, with_coins

HOUR = timedelta(hours=1)


@pytest.fixture
def shop(town):
    return open_shop(town)


@pytest.fixture
def till(shop, town, client_for):
    return client_for(town.tenant, shop.owner)


def screen(till, asked, more=""):
    answer = till.get(f"/kassa/verzoek/{asked.id}/{more}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_code_stands_there_to_scan_and_to_type_with_the_time_left(till, shop):
    asked = shop.asks()

    page = screen(till, asked)

    assert f"{asked.code[:4]}-{asked.code[4:]}" in page
    assert re.search(r"Nog <span[^>]*>(5:00|4:5\d)</span> geldig", page)
    assert re.search(r'<svg viewBox="0 0 (\d+) \1" role="img" aria-label="QR-code', page)


def test_a_waiting_screen_asks_again_by_itself_without_script(till, shop):
    page = screen(till, shop.asks())

    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page


def test_a_paid_request_is_green_and_says_how_much_and_from_whom(till, shop, town):
    page = screen(till, shop.sells(with_coins(town)))

    assert "Binnen!" in page
    assert "done-in" in page
    assert re.search(r"7,50<span[^>]*> heitjes", page)
    assert "van Samira J." in page
    assert "Jansen" not in page.replace("Fatima Jansen", "")
    assert "http-equiv" not in page


def test_a_payment_of_some_time_ago_is_a_receipt_and_no_green_screen(till, shop, town):
    page = screen(till, shop.sells(with_coins(town), ago=HOUR))

    assert "Binnen!" not in page
    assert '<h1 id="receipt">Bon</h1>' in page
    assert "Betaal terug" in page


def test_the_receipt_can_be_asked_for_at_once(till, shop, town):
    assert "Binnen!" not in screen(till, shop.sells(with_coins(town)), "?bon")


def test_what_was_given_back_is_never_green(till, shop, town):
    asked = shop.sells(with_coins(town))
    refund_payment(
        request_id=asked.id, till=shop.till, actor=shop.owner, reason="op",
        now=asked.transfer.at,
    )  # fmt: skip

    page = screen(till, asked)

    assert "Binnen!" not in page
    assert "Terugbetaald" in page
    assert "Betaal terug" not in page


def test_a_request_past_its_time_offers_a_new_one_of_the_same_sum(till, shop):
    asked = shop.asks(1250, ago=HOUR, description="Taart")

    page = screen(till, asked)

    assert "De code is verlopen" in page
    assert "<path fill" not in page
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    made = till.post("/kassa/", {"amount": "12,50", "description": "Taart", "key": key}).url
    assert str(asked.id) not in made
    assert PaymentRequest.objects.filter(amount=1250, description="Taart").count() == 2


def test_a_stopped_request_says_that_nothing_was_paid(till, shop, town):
    asked = shop.asks()

    answer = till.post(f"/kassa/verzoek/{asked.id}/stop/", follow=True)

    assert "Het betaalverzoek is gestopt. Er is niets betaald." in answer.content.decode()
    assert "Het betaalverzoek is gestopt" in screen(till, asked)
    with pytest.raises(RequestCancelled):
        pays(with_coins(town), asked)


def test_stopping_what_was_just_paid_shows_the_green_screen(till, shop, town):
    asked = shop.sells(with_coins(town))

    answer = till.post(f"/kassa/verzoek/{asked.id}/stop/", follow=True)

    assert "Binnen!" in answer.content.decode()


@pytest.mark.parametrize(
    ("make", "state"),
    [
        (lambda shop, payer: shop.asks(), "open"),
        (lambda shop, payer: shop.asks(ago=HOUR), "expired"),
        (lambda shop, payer: shop.sells(payer), "paid"),
    ],
)
def test_a_till_that_asks_hears_the_state(till, shop, town, make, state):
    asked = make(shop, with_coins(town))

    answer = till.get(f"/kassa/verzoek/{asked.id}/stand/")

    payer = "Samira J." if state == "paid" else ""
    assert answer.json() == {"state": state, "amount": 750, "payer": payer}
    assert "no-store" in answer["Cache-Control"]


def test_a_payer_from_another_town_is_known_by_the_towns_name(till, shop, town, sittard_geleen):
    asked = shop.asks()
    agree(sittard_geleen, town.tenant, asked.created_at)
    with schema_context(sittard_geleen.schema_name):
        pays(with_coins(people_a_town(sittard_geleen)), asked)

    page = screen(till, asked)

    assert "Binnen!" in page
    assert "van Sittard-Geleen" in page
    assert "Samira" not in page


def test_a_till_shows_what_a_customer_from_another_town_pays_and_up_to_what(
    till, shop, town, sittard_geleen
):
    assert "Klant uit een andere gemeente" not in screen(till, shop.asks())
    agree(sittard_geleen, town.tenant, shop.asks().created_at)

    page = screen(till, shop.asks())
    too_much = screen(till, shop.asks(12_000))

    assert "De klant betaalt 7,50 heitjes, jij ontvangt 7,50 heitjes." in page
    assert "Kan nu tot 100,00 heitjes." in page
    assert "Kan nu niet voor dit bedrag: hoogstens 100,00 heitjes." in too_much


def test_stop_and_pay_at_once_has_one_winner_and_both_screens_say_so(committed_town, client_for):
    shop, payer = open_shop(committed_town), with_coins(committed_town)
    till = client_for(committed_town.tenant, shop.owner)
    for _ in range(4):
        asked = shop.asks()

        paid, stopped = at_once(
            _here(committed_town, lambda asked=asked: pays(payer, asked)),
            _here(committed_town, lambda asked=asked: stop_request(
                request_id=asked.id, till=shop.till, actor=shop.owner, now=asked.created_at)),
        )  # fmt: skip

        if isinstance(paid, RequestCancelled):
            assert "Het betaalverzoek is gestopt" in screen(till, asked)
        else:
            assert isinstance(stopped, RequestPaid)
            assert "Binnen!" in screen(till, asked)


def _here(town, act):
    def run():
        with schema_context(town.tenant.schema_name):
            return act()

    return run
