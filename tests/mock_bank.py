"""The real `mock-bank` server as a counterpart: accounts that misbehave on demand, days that pass.

A process of its own on a free port of this machine, ended with the test. It books and answers as
a bank does; `advance` lets days go by.
"""

import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, TextIO

START = re.compile(r"http://127\.0\.0\.1:\d+(?=/)")
START_WITHIN_S = 20


@dataclass(frozen=True)
class MockBank:
    """A running bank at a web address."""

    url: str

    def open_account(self, name: str, iban: str, *, bic: str, balance: int = 0) -> None:
        """An account the bank keeps. Cents."""
        self.ask(
            "POST",
            "/_mock/accounts",
            {"id": name, "name": name, "iban": iban, "bic": bic, "balance": balance},
        )

    def behave(self, name: str, behaviour: str, **parameters: object) -> None:
        """From now on the account behaves so: accept, closed-account, return-later, silent…"""
        self.ask(
            "PATCH",
            f"/_mock/accounts/{name}",
            {"behaviour": behaviour, "parameters": parameters},
        )

    def advance(self, days: int = 1) -> None:
        """Let days pass: what is due is booked, and each day ends with a statement."""
        self.ask("POST", f"/_mock/advance?days={days}")

    def receive(self, name: str, cents: int, note: str) -> None:
        """Somebody pays money into the account."""
        self.ask(
            "POST",
            "/_mock/credits",
            {"account": name, "amount": cents, "note": note,
             "debtor": {"name": "Gemeente", "iban": "NL14MOCK0000000002"}},
        )  # fmt: skip

    def messages(self, kind: str) -> list[bytes]:
        """The files of a kind ("camt.053") the bank has sent, oldest first."""
        self.ask("GET", "/_mock/mailbox?leave")
        found = self.ask("GET", f"/_mock/messages?type={kind}")
        return [self._get(f"/_mock/mailbox/{message['id']}") for message in found]

    def payments(self) -> list[dict[str, Any]]:
        """Every payment the bank decided on, newest first."""
        return list(self.ask("GET", "/_mock/payments"))

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """One request of the bank's own control desk, and its JSON answer."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310 - a bank on this machine
            self.url + path, data, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read()!r}") from error

    def _get(self, path: str) -> bytes:
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:  # noqa: S310
            return bytes(answer.read())


@contextmanager
def running_bank(clock: str = "2026-11-24T09:00") -> Iterator[MockBank]:
    """A fresh bank at a moment of bank time, in Amsterdam."""
    command = [
        str(Path(sys.executable).with_name("mock-bank")),
        "--host", "127.0.0.1", "--port", "0", "--clock", clock, "--timezone", "Europe/Amsterdam",
    ]  # fmt: skip
    # It says its address among a line for each request: into a file, for a pipe nobody reads fills.
    with TemporaryFile("a+", encoding="utf-8") as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        try:
            yield MockBank(_address(process, said))
        finally:
            process.terminate()
            process.wait(timeout=10)


def _address(process: "subprocess.Popen[bytes]", said: TextIO) -> str:
    end = time.monotonic() + START_WITHIN_S
    while process.poll() is None and time.monotonic() < end:
        said.seek(0)
        if found := START.search(said.read()):
            return found.group(0)
        time.sleep(0.02)
    said.seek(0)
    raise AssertionError("mock-bank did not start: " + said.read())
