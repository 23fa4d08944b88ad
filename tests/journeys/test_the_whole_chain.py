"""From a klus in Heerlen to a euro in a shopkeeper's bank file, through pages alone."""

import re
from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TITLE = f"Het plein vegen ({datetime.now(AMSTERDAM):%H.%M})"


def test_a_klus_is_published_done_checked_and_rewarded(visit):
    manager = visit("heerlen", "Marga Dirks")
    klus_path = publish_a_klus(manager)

    samira = visit("heerlen", "Samira", size=PHONE)
    before = balance_of(samira)
    do_the_klus(samira, klus_path)
    checker = visit("heerlen", "Wiel Houben")
    checker.go("/beheer/nakijken/")
    approve = checker.page.get_by_role(
        "button", name=re.compile(rf"Goedkeuren\s*: {re.escape(TITLE)}, Samira")
    )
    while not approve.count():
        checker.page.get_by_role("link", name="Volgende").click()
    approve.click()

    expect(checker.page.get_by_text("Goedgekeurd.")).to_be_visible()
    assert balance_of(samira) == before + 10_00


def test_a_till_turns_green_when_its_code_is_typed_and_paid(visit):
    till = visit("heerlen", "Huub Wiertz", size=PHONE)
    samira = visit("heerlen", "Samira", size=PHONE)
    before = balance_of(samira)

    code = ask(till, "2,50")
    pay(samira, code)

    expect(samira.page.get_by_role("heading", name="Betaald")).to_be_visible()
    expect(till.page.get_by_role("heading", name="Binnen!")).to_be_visible()
    assert balance_of(samira) == before - 2_50
    # The same code again leads its payer to the same receipt, and takes nothing.
    samira.go(f"/betalen/{code}/")
    expect(samira.page.get_by_role("heading", name="Betaald")).to_be_visible()
    assert balance_of(samira) == before - 2_50


def test_a_resident_pays_at_a_shop_of_another_municipality_under_an_agreement(visit):
    coordinator = visit("regio", "Joep Smeets")
    owed_before = coordinator.go("/verrekening/").content()
    till = visit("sittard-geleen", "Kassa|winkel|eigenaar", size=PHONE)
    samira = visit("heerlen", "Samira", size=PHONE)

    code = ask(till, "1")
    pay(samira, code)

    expect(samira.page.get_by_role("heading", name="Betaald")).to_be_visible()
    expect(till.page.get_by_role("heading", name="Binnen!")).to_be_visible()
    coordinator.go("/verrekening/")
    expect(coordinator.page.get_by_text("Sittard-Geleen").first).to_be_visible()
    assert coordinator.page.content() != owed_before
    assert "Samira" not in coordinator.page.content()


def test_coins_of_a_municipality_without_an_agreement_are_refused_with_a_sentence(visit):
    till = visit("heerlen", "Huub Wiertz", size=PHONE)
    stranger = visit("parkstad", "Inwoner", size=PHONE)

    code = ask(till, "1")
    stranger.go(f"/betalen/{code}/")

    expect(stranger.page.get_by_text("zijn hier (nog) niet geldig")).to_be_visible()


def test_what_a_shop_received_becomes_euros_by_two_people_and_a_bank(visit):
    shop = visit("heerlen", "Huub Wiertz")
    shop.go("/kassa/uitbetaling/aanvragen/")
    shop.page.get_by_role("button", name="Vraag aan").click()
    maker = visit("heerlen", "Ingrid Janssen")
    maker.go("/beheer/uitbetalingen/")
    maker.page.get_by_role("button", name="Maak een batch").click()
    batch_path = path_of(maker)
    maker.page.get_by_role("link", name="Zet vast").click()
    maker.page.get_by_role("button", name="Zet vast").click()
    expect(maker.page.get_by_text("Een collega moet hem vrijgeven")).to_be_visible()

    releaser = visit("heerlen", "Karim")
    releaser.go(batch_path)
    releaser.page.get_by_role("link", name="Geef vrij").click()
    releaser.page.get_by_role("button", name="Geef vrij").click()
    with releaser.page.expect_download() as download:
        releaser.page.get_by_role("button", name="Haal het bestand op").click()
    assert b"pain.001.001.09" in open(download.value.path(), "rb").read()  # noqa: PTH123, SIM115

    let_bank_days_pass(releaser, batch_path)
    expect(releaser.page.get_by_text("De bank heeft op elke regel geantwoord.")).to_be_visible()


def publish_a_klus(manager) -> str:
    """A klus that begins in ten minutes; answers its path as residents see it."""
    start = datetime.now(AMSTERDAM) + timedelta(minutes=10)
    page = manager.go("/beheer/klussen/nieuw/")
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_label("Wat ga je doen?").fill("We vegen het plein en legen de bakken.")
    page.get_by_label("Soort").select_option(index=0)
    page.get_by_label("Waar spreek je af?").fill("Bij de fontein")
    page.get_by_label("Beloning", exact=True).fill("10")
    page.get_by_label("Hoe lang duurt het?").fill("120")
    page.get_by_label("Uit welk budget?").select_option(index=1)
    page.locator("#id_day_1").fill(start.strftime("%Y-%m-%d"))
    page.locator("#id_start_1").fill(start.strftime("%H:%M"))
    page.locator("#id_places_1").fill("3")
    page.get_by_role("button", name="Bewaar de klus").click()
    page.get_by_role("button", name="Zet de klus open").click()
    expect(page.get_by_text("Inwoners kunnen zich aanmelden")).to_be_visible()
    return path_of(manager).removeprefix("/beheer")


def do_the_klus(resident, klus_path: str) -> None:
    """Sign up, begin, hand in a photo."""
    page = resident.go(klus_path)
    page.get_by_role("radio").first.check(force=True)
    page.get_by_role("button", name="Ik doe mee").click()
    page.get_by_role("button", name="Ik begin").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "plein.png", "mimeType": "image/png", "buffer": a_photo()}
    )
    page.get_by_role("button", name="Stuur in").click()
    expect(page.get_by_text("Je foto is binnen")).to_be_visible()


def a_photo() -> bytes:
    """A picture of a square, more or less."""
    picture = Image.new("RGB", (640, 480), "#9fb8c8")
    ImageDraw.Draw(picture).rectangle((0, 240, 640, 480), fill=(140, 130, 120))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def ask(till, amount: str) -> str:
    """Key an amount in at the till; answers the code under the QR."""
    page = till.go("/kassa/")
    if page.url.endswith("/kies/"):
        page.get_by_role("button", name=re.compile("Kassa 1")).click()
    for key in amount:
        page.locator(f"button[name=toets][value='{key}']").click()
    page.locator("#ask").click()
    code = page.get_by_text(re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")).first
    found = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", code.inner_text())
    assert found is not None
    return found[0].replace("-", "")


def pay(resident, code: str) -> None:
    """Type the code and confirm."""
    page = resident.go("/betalen/")
    page.get_by_label("Code van de kassa").fill(code.lower())
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name=re.compile("^Betaal")).click()


def balance_of(resident) -> int:
    """Minor units, as the statement shows them."""
    shown = resident.go("/saldo/").get_by_text("Jouw saldo").locator("xpath=..").inner_text()
    found = re.search(r"(\d+)(?:,(\d\d))?", shown)
    assert found is not None
    return int(found[1]) * 100 + int(found[2] or 0)


def path_of(visitor) -> str:
    """Where the browser is now, without the host."""
    return "/" + visitor.page.url.split("/", 3)[3].split("?")[0]


def let_bank_days_pass(finance, batch_path: str) -> None:
    """Bank days until every line of the batch has its answer, a week at most."""
    for _ in range(7):
        finance.go("/_bank/")
        finance.page.get_by_role("button", name="Laat een bankdag voorbijgaan").click()
        finance.go(batch_path)
        if finance.page.get_by_text("De bank heeft op elke regel geantwoord.").count():
            return
