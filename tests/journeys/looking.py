"""What an eye would complain about: axe's findings, and a page that scrolls sideways."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# To read a style that imports another, axe would write one into the page, which the policy forbids.
AS_THE_POLICY_ALLOWS = {"preload": False}


def look_at(page: Page) -> list[str]:
    """What is wrong with the page as it stands, each in a line; nothing is an empty list."""
    page.wait_for_timeout(300)  # transitions of colour
    found = [
        f"{page.url}: {one['id']} {one['nodes'][0]['html'][:100]}"
        for one in Axe().run(page, options=AS_THE_POLICY_ALLOWS).response["violations"]
    ]
    if scrolls_sideways(page):
        found.append(f"{page.url}: sideways scroll")
    return found


def scrolls_sideways(page: Page) -> bool:
    """Whether something is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")
