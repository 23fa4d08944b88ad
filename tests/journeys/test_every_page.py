"""Every page that anybody can reach by following links, looked at as each of the cast.

Of pages that differ only in whose or which, one is enough, and whoever comes first looks. With
HEITJE_SCREENS naming a folder a picture of each page is kept there, as wide as a phone and a desk.
"""

import os
import re
from collections import deque
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.looking import look_at, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SMALL = {"width": 320, "height": 640}
CAST = [
    ("heerlen", None, "/"),
    ("heerlen", "Samira", "/"),
    ("heerlen", "Huub Wiertz", "/kassa/"),
    ("heerlen", "Klusbeheer", "/beheer/"),
    ("heerlen", "Financiën", "/beheer/"),
    ("heerlen", "Bestuur", "/beheer/"),
    ("heerlen", "Organisator", "/"),
    ("parkstad", "Financiën", "/beheer/"),
    ("regio", None, "/"),
    ("regio", "Joep Smeets", "/"),
    ("", None, "/"),
    ("beheer", "Noor Vaessen", "/"),
]
PAGES_AT_MOST = 120
WHOSE_OR_WHICH = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d(-\d\d)?|[^/]*\d[^/]*")
# Every kind of message has a page of its own, all alike.
A_KIND = re.compile(r"(/beheer/berichten/)[^/]+/$")
A_FILE = re.compile(
    r"\.(csv|xml|pdf|json|png|jpe?g|webp|svg|ics|txt|xaf|zip)$|/export|/download|/bestand/$|^/bewijs/"
)


@pytest.fixture(scope="module")
def looked_at_already():
    """Kinds of pages by host."""
    return {}


@pytest.mark.parametrize(("host", "name", "start"), CAST, ids=lambda one: one or "anybody")
def test_every_page_is_accessible_fits_a_small_phone_and_answers(
    visit, looked_at_already, host, name, start
):
    visitor = visit(host, name, size=SMALL)
    found = []
    for path in pages_from(visitor, start, looked_at_already.setdefault(host, set())):
        found += looked_at(visitor, path)

    assert found == []


def pages_from(visitor, start, seen):
    """Follow links breadth first from `start`; each kind of page that is not `seen`, once."""
    waiting = deque([start])
    for _ in range(PAGES_AT_MOST):
        if not waiting:
            return
        yield waiting.popleft()
        for path in links_on(visitor.page, visitor.town.url(visitor.host)):
            if kind_of(path) not in seen:
                seen.add(kind_of(path))
                waiting.append(path)
    assert not waiting, f"more kinds of pages than {PAGES_AT_MOST}: {list(waiting)}"


def links_on(page, home):
    """Paths of this host that the page leads to."""
    hrefs = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    for href in hrefs:
        address = urlsplit(urljoin(page.url, href))
        if address.netloc == urlsplit(home).netloc and not A_FILE.search(address.path):
            yield address.path


def kind_of(path):
    """The page without whose or which."""
    return A_KIND.sub(r"\1*/", WHOSE_OR_WHICH.sub("*", path))


def looked_at(visitor, path):
    """What is wrong with the page at `path`, in each width."""
    page = visitor.page
    answered = page.goto(visitor.town.url(visitor.host, path))
    if answered is None or not answered.ok:
        return [f"{path} answered {answered and answered.status}"]
    if "text/html" not in answered.headers["content-type"]:
        page.goto("about:blank")
        return [f"{path} is a file, which A_FILE does not know"]
    found = look_at(page)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        if scrolls_sideways(page):
            found.append(f"{path}: sideways scroll at {size['width']}")
        keep_picture(visitor, path, size)
    page.set_viewport_size(SMALL)
    return found


def keep_picture(visitor, path, size):
    """A picture of the page, where somebody asked for pictures."""
    folder = os.environ.get("HEITJE_SCREENS")
    if folder:
        name = re.sub(r"[^\w-]+", "_", path.strip("/")) or "home"
        kept = Path(folder) / (visitor.host or "platform") / f"{name}-{size['width']}.png"
        visitor.page.screenshot(path=kept, full_page=True)
