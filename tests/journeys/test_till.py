"""The till in a real browser: keys, the second it takes to turn green, and what goes wrong."""

import random
import re
import time

import pytest
from playwright.sync_api import expect

from marketplace.web.keypad import KeyedSum, keyed
from tests.journeys.conftest import PHONE
from tests.journeys.looking import look_at

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SMALL = {"width": 320, "height": 640}
TABLET = {"width": 820, "height": 1180}
WIDE = {"width": 1280, "height": 800}
SHOP, RESIDENT = "Huub Wiertz", "Samira"
# Sees when the page turns green, by the browser's own clock.
WATCH = """() => {
  window.greenAt = 0;
  new MutationObserver(() => {
    if (!window.greenAt && document.querySelector(".done-in")) window.greenAt = Date.now();
  }).observe(document.body, { childList: true, subtree: true });
}"""
PAY = """async (code) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const body = new URLSearchParams({ csrfmiddlewaretoken: token });
  await fetch(`/betalen/${code}/`, { method: "POST", redirect: "manual", body });
  return Date.now();
}"""


@pytest.fixture
def till(visit):
    return at_the_till(visit("heerlen", SHOP, size=PHONE))


@pytest.fixture
def resident(visit):
    return visit("heerlen", RESIDENT, size=PHONE)


def at_the_till(visitor):
    """The keypad, of the first till where there are more."""
    page = visitor.go("/kassa/")
    if page.url.endswith("/kies/"):
        page.get_by_role("button", name=re.compile("Kassa 1")).click()
        page.wait_for_url("**/kassa/")
    return visitor


def ask(till, keys="1"):
    """Key in and ask by keyboard alone; answers the code."""
    page = till.go("/kassa/")
    for key in keys:
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    return page.locator(".pay-code").inner_text().replace("-", "")


def pay(resident, code):
    """Pay without looking; answers when that was done, in the browser's milliseconds."""
    return resident.go("/_rollen/").evaluate(PAY, code)


def test_the_till_turns_green_within_a_second_with_two_tones(till, resident):
    till.page.add_init_script(
        "window.tones = 0; const start = OscillatorNode.prototype.start;"
        "OscillatorNode.prototype.start = function (...when) {"
        "  window.tones += 1; return start.apply(this, when); };"
    )
    code = ask(till, "1,5")
    till.page.evaluate(WATCH)

    paid_at = pay(resident, code)

    expect(till.page.locator(".done-in")).to_contain_text("1,50")
    expect(till.page.locator(".done-in")).to_contain_text("van Samira")
    assert till.page.evaluate("window.greenAt") - paid_at < 1000
    assert till.page.evaluate("window.tones") == 2
    assert till.page.evaluate("document.activeElement.id") == "inhoud"


@pytest.mark.parametrize("stream", ["refused", "silent"])
def test_without_the_stream_it_asks_by_itself(till, resident, stream):
    till.page.route(
        "**/stroom/**", lambda route: route.abort() if stream == "refused" else None
    )  # fmt: skip
    code = ask(till)

    pay(resident, code)

    expect(till.page.locator(".done-in")).to_be_visible(timeout=9_000)


def test_a_line_that_fails_for_a_while_loses_nothing(till, resident):
    code = ask(till)
    till.page.route(re.compile("stroom|verzoek"), lambda route: route.abort())
    pay(resident, code)
    time.sleep(1)

    till.page.unroute_all()

    expect(till.page.locator(".done-in")).to_be_visible(timeout=9_000)


def test_without_script_keys_work_and_the_screen_looks_again(visit, browser, till, resident):
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    context.add_cookies(till.context.cookies())
    page = context.new_page()
    page.goto(till.town.url("heerlen", "/kassa/"))

    for key in ("2", ",", "5", "wis", "2"):
        page.locator(f".key[value='{key}']").click()
    expect(page.locator("#ask")).to_have_text("Vraag 2,20 heitjes")
    page.get_by_label("Of typ het bedrag").fill("1,25")
    page.get_by_label("Of typ het bedrag").press("Enter")
    expect(page.locator(".pay-sum")).to_contain_text("1,25")
    pay(resident, page.locator(".pay-code").inner_text().replace("-", ""))

    expect(page.get_by_role("heading", name="Binnen!")).to_be_visible(timeout=9_000)
    context.close()


def test_what_is_stopped_in_one_place_is_stopped_in_the_other(till):
    ask(till)
    other = till.context.new_page()
    other.goto(till.page.url)

    other.get_by_role("button", name="Stop").click()

    expect(till.page.get_by_role("heading", name="Het betaalverzoek is gestopt")).to_be_visible()


def test_two_quick_taps_ask_once_and_enter_in_the_words_asks_too(till):
    page = till.go("/kassa/")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.post_data else None)
    page.locator("summary").click()
    page.get_by_label("Omschrijving").fill("Taart")
    page.get_by_label("Omschrijving").press("Enter")
    expect(page.locator("#worth")).to_have_text("Toets het bedrag in.")

    page.locator("#key-4").click()
    page.locator("#ask").dblclick()

    expect(page.locator(".till-sum")).to_contain_text("Taart")
    assert len(asked) == 1


def test_the_way_back_from_green_leads_to_an_empty_keypad(till, resident):
    pay(resident, ask(till))
    expect(till.page.locator(".done-in")).to_be_visible()

    till.page.go_back()

    expect(till.page.locator("#keypad")).to_be_visible()
    expect(till.page.locator(".done-in")).to_have_count(0)


def test_keys_in_the_browser_do_what_they_do_on_the_server(till):
    page = till.go("/kassa/")
    chance = random.Random(9)
    text = ""
    for _ in range(60):
        key = chance.choice([*"0123456789", ",", ",", "wis"])
        text = keyed(text, key)
        page.locator(f".key[value='{key}']").click()
        assert page.locator("#keypad [name=amount]").input_value() == text
        expected = KeyedSum(text=text, maximum=15_000, coin_value_cents=100)
        assert page.locator("#over").is_visible() == expected.is_over
        is_off = page.locator("#ask").get_attribute("aria-disabled") == "true"
        assert is_off == (expected.is_over or not expected.amount)


@pytest.mark.parametrize("size", [SMALL, TABLET, WIDE], ids=["small", "tablet", "wide"])
def test_every_page_of_the_till_is_accessible_and_fits(visit, resident, size):
    till = at_the_till(visit("heerlen", SHOP, size=size))
    looked = [look_at(till.page)]
    code = ask(till, "2")
    looked.append(look_at(till.page))
    request = "/kassa/verzoek/" + till.page.url.split("/verzoek/")[1]
    pay(resident, code)
    expect(till.page.locator(".done-in")).to_be_visible()
    looked.append(look_at(till.page))
    for path in (
        request + "?bon", request + "terug/", "/kassa/kies/", "/kassa/afschrift/",
        "/kassa/uitbetaling/", "/kassa/uitbetaling/aanvragen/", "/kassa/uitbetaling/overzicht/",
    ):  # fmt: skip
        till.go(path)
        looked.append(look_at(till.page))

    assert [found for found in looked if found] == []
