"""A phone's camera in a real browser: reading a till's code, doing without, and photos of work.

The camera is chromium's own pretended one, which plays a film of a code that a till really asked.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.conftest import CHROMIUM, CHROMIUM_ARGUMENTS, PHONE
from tests.journeys.test_the_whole_chain import ask

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDE, HIGH = 640, 480
REFUSE = """navigator.mediaDevices.getUserMedia =
    () => Promise.reject(new DOMException("", "NotAllowedError"));"""


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


def test_a_code_held_before_the_camera_leads_to_paying_it(visit, film):
    till = visit("heerlen", "Huub Wiertz", size=PHONE)
    samira = visit("heerlen", "Samira", size=PHONE)
    code = ask(till, "1")
    show(film, code_on_a_counter(samira.town.url("heerlen", f"/b/{code}/")))

    samira.go("/betalen/")

    samira.page.wait_for_url(re.compile(f"/betalen/{code}/$"))
    expect(samira.page.get_by_role("button", name="Betaal 1 heitje")).to_be_visible()


def test_a_camera_that_may_not_be_used_leaves_typing_with_the_field_ready(visit):
    samira = visit("heerlen", "Samira", size=PHONE)
    samira.page.add_init_script(REFUSE)

    page = samira.go("/betalen/")

    expect(page.get_by_text("We mogen je camera niet gebruiken.")).to_be_visible()
    expect(page.get_by_label("Code van de kassa")).to_be_focused()


def test_the_camera_goes_off_when_one_leaves_the_page(visit, film):
    show(film, Image.new("L", (WIDE, HIGH), 170))
    samira = visit("heerlen", "Samira", size=PHONE)
    page = samira.go("/betalen/")
    expect(page.get_by_text("Houd je camera op de code")).to_be_visible()
    page.evaluate("window.track = document.getElementById('camera').srcObject.getTracks()[0]")

    page.evaluate("window.dispatchEvent(new Event('pagehide'))")

    assert page.evaluate("window.track.readyState") == "ended"


def test_a_large_photo_is_shown_and_made_small_before_it_is_sent(visit):
    samira = visit("heerlen", "Samira", size=PHONE)
    page = begun_klus(samira)
    if page is None:
        pytest.skip("nobody's klus can be begun at this hour of the demo's day")

    page.locator("input[type=file]").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": a_large_photo()}
    )

    expect(page.get_by_text("Je foto staat klaar.")).to_be_visible()
    expect(page.get_by_alt_text("De foto die je gekozen hebt")).to_be_visible()
    size = "document.querySelector('input[type=file]').files[0].size"
    assert page.evaluate(size) < 2_000_000


def begun_klus(resident):
    """The page of a klus that waits for its photo, or None at an hour without one."""
    page = resident.go("/mijn-klussen/")
    for tag in ("bezig", "vraag voor jou"):
        if page.get_by_text(tag).count():
            page.get_by_role("link").filter(has_text=tag).first.click()
            return page
    page.get_by_role("link").filter(has_text="aangemeld").first.click()
    if not page.get_by_role("button", name="Ik begin").count():
        return None
    page.get_by_role("button", name="Ik begin").click()
    return page


def a_large_photo() -> bytes:
    """Twelve million pixels that do not press well."""
    out = BytesIO()
    Image.effect_noise((4000, 3000), 80).convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()


def code_on_a_counter(text: str) -> Image.Image:
    """The code, a little askew."""
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=6, border=4)
    code = Image.open(out).convert("L").rotate(8, expand=True, fillcolor=255)
    counter = Image.new("L", (WIDE, HIGH), 170)
    counter.paste(code, ((WIDE - code.width) // 2, (HIGH - code.height) // 2))
    return counter


def show(path: Path, picture: Image.Image) -> None:
    """Write a second of film (YUV4MPEG2) of a grey picture."""
    frame = b"FRAME\n" + picture.tobytes() + bytes([128]) * (WIDE * HIGH // 2)
    head = f"YUV4MPEG2 W{WIDE} H{HIGH} F15:1 Ip A1:1 C420jpeg\n".encode()
    path.write_bytes(head + frame * 15)
