"""The real demo, as a visitor starts it: `heitje demo` with everything it runs, and a real browser.

One town a run, built once. The journeys read and write it through pages alone.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PLATFORM = Path(__file__).parents[2] / "platform"
NOT_OURS = ("HEITJE_TEST", "HEITJE_DEBUG", "SECRET_KEY", "DATABASE_URL", "BROKER_URL")
READY = "Heitje is ready"
READY_WITHIN_S = 240
CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}


@dataclass(frozen=True)
class RunningTown:
    """The demo on its port."""

    port: int
    var: Path

    def url(self, host: str, path: str = "/") -> str:
        """The address of a page; `host` is the first word, "" is the bare host."""
        name = f"{host}.localhost" if host else "localhost"
        return f"http://{name}:{self.port}{path}"


@pytest.fixture(scope="session")
def town() -> Iterator[RunningTown]:
    """`heitje demo`, from nothing to ready; ended with the run.

    HEITJE_JOURNEY_PORT names a demo that runs already, while one writes a journey.
    """
    running = os.environ.get("HEITJE_JOURNEY_PORT")
    if running:
        yield RunningTown(int(running), Path())
        return
    with TemporaryDirectory(prefix="heitje-journey-") as folder:
        port = _free_ports()
        with _running_demo(port, Path(folder)):
            yield RunningTown(port, Path(folder))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium. Of a module: while playwright runs, this thread cannot use the ORM."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield launched
        launched.close()


@dataclass
class Visitor:
    """Somebody with a browser of their own."""

    town: RunningTown
    context: BrowserContext
    page: Page
    host: str
    complaints: list[str]

    def go(self, path: str) -> Page:
        """Open a page of the host this visitor is on."""
        self.page.goto(self.town.url(self.host, path))
        return self.page

    def sign_in(self, name: str) -> "Visitor":
        """Be somebody of the cast, by name or by what they do, with one click."""
        self.go("/_rollen/")
        self.page.get_by_role("button", name=re.compile(name)).first.click()
        return self


@pytest.fixture
def visit(town: RunningTown, browser: Browser):
    """Make a visitor: `visit("heerlen", "Samira", size=PHONE)`."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def make(host: str, name: str | None = None, *, size: dict[str, int] = DESK) -> Visitor:
        context = browser.new_context(viewport=size, locale="nl-NL")
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: _hear(complaints, page.url, said.type, said.text))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        visitor = Visitor(town, context, page, host, complaints)
        visitors.append(visitor)
        return visitor.sign_in(name) if name else visitor

    yield make
    for context in contexts:
        context.close()
    for visitor in visitors:
        assert not visitor.complaints, "the browser complained: " + "; ".join(visitor.complaints)


def _hear(complaints: list[str], address: str, kind: str, text: str) -> None:
    """Errors of script and policy; an answer of 4xx is what some journeys ask for."""
    if kind in {"error", "warning"} and "Failed to load resource" not in text:
        complaints.append(f"{address}: {text}")


@contextmanager
def _running_demo(port: int, var: Path) -> Iterator[None]:
    environment = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    environment |= {
        "HEITJE_VAR": str(var),
        "PYTHONPATH": str(PLATFORM),
        "HEITJE_STREAM_PORT": str(port + 1),
        "HEITJE_BANK_PORT": str(port + 2),
    }
    command = [sys.executable, "-c", "from heitje.cli import main; main()", "demo"]
    with TemporaryFile("w+", encoding="utf-8") as said:
        process = subprocess.Popen(
            [*command, "--port", str(port)], env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_ready(process, said)
            yield
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


def _wait_until_ready(process: "subprocess.Popen[bytes]", said: object) -> None:
    end = time.monotonic() + READY_WITHIN_S
    while process.poll() is None and time.monotonic() < end:
        said.seek(0)
        if READY in said.read():
            return
        time.sleep(0.2)
    said.seek(0)
    raise AssertionError("the demo did not become ready:\n" + said.read()[-4000:])


def _free_ports() -> int:
    """A port with two free neighbours: pages, stream and bank."""
    for _ in range(50):
        with socket.create_server(("127.0.0.1", 0)) as probe:
            first = probe.getsockname()[1]
        if all(_is_free(first + step) for step in range(3)):
            return first
    raise AssertionError("no three free ports in a row")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
