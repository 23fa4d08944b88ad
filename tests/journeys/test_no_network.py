"""A phone loses its network: a page says so, and nothing of the person was left on the phone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.looking import look_at

pytestmark = [pytest.mark.browser, pytest.mark.slow]
READY = "() => navigator.serviceWorker.ready.then((found) => found.active.state)"
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      found.push(new URL(request.url).pathname);
    }
  }
  return found.sort();
}"""


@pytest.fixture
def phone(visit):
    visitor = visit("heerlen", "Samira", size=PHONE)
    visitor.go("/")
    visitor.page.evaluate(READY)
    yield visitor
    visitor.context.set_offline(False)


def test_without_a_network_a_page_says_what_to_do(phone):
    phone.context.set_offline(True)
    page = phone.go("/afschrift/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Je hebt nu geen internet")
    assert look_at(page) == []
    phone.context.set_offline(False)
    page.get_by_role("link", name="Probeer opnieuw").click()
    expect(page.get_by_role("link", name="Mijn gegevens, Samira")).to_be_visible()


def test_only_that_page_and_its_look_are_kept(phone):
    for path in ("/", "/klussen/", "/mijn/", "/mijn-klussen/"):
        phone.go(path)

    kept = phone.page.evaluate(KEPT)

    assert [path for path in kept if not path.startswith(("/static/heitje/", "/theme-"))] == [
        "/geen-internet/"
    ]


def test_what_is_kept_names_nobody_though_somebody_is_signed_in(phone):
    phone.context.set_offline(True)
    page = phone.go("/")

    assert "Samira" not in page.content()
    assert "Samira" not in page.evaluate(
        "() => caches.match('/geen-internet/').then((found) => found.text())"
    )
