"""Lending in a real browser: a resident's code before the desk's camera, then the thing's sticker.

And a face covered by hand: what is sent is covered, however fast one sends it.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.journeys.conftest import CHROMIUM, CHROMIUM_ARGUMENTS, PHONE
from tests.journeys.test_camera import HIGH, WIDE, begun_klus, code_on_a_counter, show

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MIDDLE = """async () => {
    const picture = await createImageBitmap(document.querySelector("input[type=file]").files[0]);
    const canvas = Object.assign(document.createElement("canvas"), {width: 100, height: 100});
    const pen = canvas.getContext("2d");
    pen.drawImage(picture, 0, 0, 100, 100);
    const {data} = pen.getImageData(47, 47, 6, 6);
    const red = [...data].filter((_, place) => place % 4 === 0);
    return Math.max(...red) - Math.min(...red);
}"""


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the camera sees; a grey wall until a test shows it something."""
    path = tmp_path_factory.mktemp("camera") / "film.y4m"
    show(path, Image.new("L", (WIDE, HIGH), 170))
    return path


@pytest.fixture(scope="module")
def browser(film: Path) -> Iterator[Browser]:
    """A chromium that has a camera."""
    camera = [
        "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]  # fmt: skip
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*CHROMIUM_ARGUMENTS, *camera]
        )
        yield launched
        launched.close()


def test_a_residents_code_and_a_sticker_lead_the_desk_to_handing_out(visit, film):
    tiny = visit("heerlen", "Tiny Hermans", size=PHONE)
    wiel = visit("heerlen", "Wiel Houben", size=PHONE)
    code = set_aside(tiny)

    show(film, code_on_a_counter(tiny.town.url("heerlen", f"/klusbox/r/{code}/")))
    wiel.go("/beheer/klusbox/scan/")
    wiel.page.wait_for_url(re.compile(r"/reservering/\d+/$"))
    expect(wiel.page.get_by_role("heading", name="Tiny Hermans")).to_be_visible()

    wiel.page.get_by_role("link", name="Gieter").first.click()
    sticker = wiel.page.locator(".sticker p").inner_text()
    wiel.page.go_back()
    show(film, code_on_a_counter(wiel.town.url("heerlen", f"/klusbox/d/{sticker}/")))
    wiel.page.get_by_role("link", name="Scan het ding").click()
    wiel.page.wait_for_url(re.compile(r"\?ding=\d+$"))
    expect(wiel.page.get_by_role("button", name="Geef dit uit")).to_be_visible()
    show(film, Image.new("L", (WIDE, HIGH), 170))


def set_aside(resident) -> str:
    """Reserve a watering can from now on; answers the code."""
    page = resident.go("/klusbox/")
    page.get_by_role("link", name="Corneliusplein").click()
    page.get_by_label("Gieter").fill("1")
    page.get_by_role("button", name="Reserveer").click()
    expect(page.get_by_text("Het ligt voor je klaar.")).to_be_visible()
    return page.locator(".pay-code").inner_text()


def choose_a_photo(page: Page) -> None:
    out = BytesIO()
    Image.effect_noise((1200, 900), 90).convert("RGB").save(out, "JPEG", quality=90)
    page.locator("input[type=file]").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
    )
    expect(page.get_by_text("Je foto staat klaar.")).to_be_visible()


@pytest.mark.parametrize("hand", ["finger", "keys"])
def test_what_is_covered_by_hand_is_flat_in_the_photo_that_is_sent(visit, hand):
    resident = visit("heerlen", "Samira", size=PHONE)
    page = begun_klus(resident)
    if page is None:
        pytest.skip("nobody's klus can be begun at this hour of the demo's day")
    choose_a_photo(page)
    is_flat(page, False)

    page.get_by_role("button", name="Maak gezichten onherkenbaar").click()
    canvas = page.locator("#blur-stage")
    expect(canvas).to_be_focused()
    if hand == "finger":
        canvas.click()
    else:
        canvas.press("Enter")
    expect(page.get_by_text("Dit stuk is onherkenbaar.")).to_be_visible()
    is_flat(page, True)
    page.get_by_role("button", name="Maak ongedaan").click()
    is_flat(page, False)


def is_flat(page: Page, flat: bool) -> None:
    """Waits until the middle of the file that would be sent is covered, or is not."""
    page.wait_for_function(
        f"({MIDDLE})().then((apart) => {'apart < 45' if flat else 'apart > 60'})"
    )
