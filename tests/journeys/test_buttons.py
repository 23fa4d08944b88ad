"""What a button says and does while its form is on the way, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.test_the_whole_chain import ask, balance_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HOLD = "document.forms[{form}].addEventListener('submit', (event) => event.preventDefault())"


def test_two_taps_on_pay_are_sent_once_and_take_the_sum_once(visit):
    till = visit("heerlen", "Huub Wiertz", size=PHONE)
    samira = visit("heerlen", "Samira", size=PHONE)
    before = balance_of(samira)
    page = samira.go(f"/betalen/{ask(till, '1')}/")
    sent = []
    page.on("request", lambda request: sent.append(request.method))

    page.get_by_role("button", name="Betaal 1 heitje").dblclick()

    expect(page.get_by_role("heading", name="Betaald")).to_be_visible()
    assert sent.count("POST") == 1
    assert balance_of(samira) == before - 1_00


def test_a_button_says_that_it_is_busy_and_is_ready_again_after_going_back(visit):
    till = visit("heerlen", "Huub Wiertz", size=PHONE)
    samira = visit("heerlen", "Samira", size=PHONE)
    page = samira.go(f"/betalen/{ask(till, '1')}/")
    button = page.locator("button[data-busy]")
    page.evaluate(HOLD.format(form=0))

    button.click()

    expect(button).to_have_text("Even wachten…")
    expect(button).to_have_attribute("aria-busy", "true")
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow'))")
    expect(button).to_have_text("Betaal 1 heitje")
    expect(button).not_to_have_attribute("aria-disabled", "true")


def test_the_button_of_a_klus_repeats_the_moment_that_was_chosen(visit):
    page = visit("heerlen", "Oksana", size=PHONE).go("/klussen/?ver=overal")
    page.get_by_role("link").filter(has_text="schoonmaken").first.click()

    page.get_by_role("radio").and_(page.locator(":enabled")).last.check(force=True)

    chosen = page.locator("input[name=slot]:checked").get_attribute("data-take")
    expect(page.locator("button[data-take]")).to_have_text(str(chosen))
