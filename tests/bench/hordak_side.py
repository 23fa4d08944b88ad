"""django-hordak beside us: its `transfer_to` in a Django and a database of its own.

Run as a program it makes its tables, then answers each line on its input with a rate, measured as
`workers.py` does. It keeps no balance and no key, looks at no rule and has no outbox: it does less
than a payment here.
"""

import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any, Final
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests.bench.processor import spent_by

NAME: Final = f"test_{os.getpid()}_hordak"
WORKERS, SECONDS = 4, 2.0
PAYERS, SHOPS = 300, 30
APPS: Final = ["django.contrib.contenttypes", "django.contrib.auth", "mptt", "hordak"]


class HordakSide:
    """The other program, ready to be asked how many transfers a second it does."""

    def __enter__(self) -> "HordakSide":
        self._at_the_server("CREATE DATABASE {}")
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.hordak_side"],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "HORDAK_DATABASE": NAME},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._answer() == "ready\n"
        return self

    def rate(self) -> float:
        """Transfers in a second of the processor, by four workers."""
        assert self._program.stdin is not None
        self._program.stdin.write("measure\n")
        self._program.stdin.flush()
        return float(self._answer())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._program.communicate(timeout=20)
        self._at_the_server("DROP DATABASE {} WITH (FORCE)")

    def _answer(self) -> str:
        assert self._program.stdout is not None
        return self._program.stdout.readline()

    def _at_the_server(self, statement: str) -> None:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(sql.SQL(statement).format(sql.Identifier(NAME)))


def _prepare() -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    url = urlsplit(os.environ["DATABASE_URL"])
    settings.configure(
        DATABASES={"default": {
            "ENGINE": "django.db.backends.postgresql", "NAME": os.environ["HORDAK_DATABASE"],
            "HOST": url.hostname, "PORT": url.port, "USER": url.username, "PASSWORD": url.password,
            "OPTIONS": {"sslmode": "disable"},
        }},
        INSTALLED_APPS=APPS, USE_TZ=True, CURRENCIES=["EUR"], DEFAULT_CURRENCY="EUR",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    )  # fmt: skip
    django.setup()
    call_command("migrate", verbosity=0)


def _accounts(count: int) -> list[Any]:
    from hordak.models import Account, AccountType

    return [
        Account.objects.create(name="A", type=AccountType.liability, currencies=["EUR"])
        for _ in range(count)
    ]


def _transfers(payers: list[Any], shops: list[Any], seed: int, rates: Any, gate: Any) -> None:
    from django.db import connection
    from moneyed import EUR, Money

    chance, done = Random(seed), 0
    amount = Money("1.25", EUR)
    chance.choice(payers).transfer_to(chance.choice(shops), amount)
    gate.wait(60)
    backend = connection.connection.info.backend_pid
    begun, before = time.monotonic(), time.process_time() + spent_by(backend)
    while time.monotonic() - begun < SECONDS:
        chance.choice(payers).transfer_to(chance.choice(shops), amount)
        done += 1
    rates.put((done, time.process_time() + spent_by(backend) - before))


def _rate(payers: list[Any], shops: list[Any]) -> float:
    from django.db import connections

    connections.close_all()
    processes = multiprocessing.get_context("fork")
    rates, gate = processes.Queue(), processes.Barrier(WORKERS)
    workers = [
        processes.Process(target=_transfers, args=(payers, shops, seed, rates, gate))
        for seed in range(WORKERS)
    ]
    for worker in workers:
        worker.start()
    done, spent = map(sum, zip(*(rates.get(timeout=120) for _ in workers), strict=True))
    return float(done / spent)


def _main() -> None:
    _prepare()
    payers, shops = _accounts(PAYERS), _accounts(SHOPS)
    print("ready", flush=True)
    for _ in sys.stdin:
        print(_rate(payers, shops), flush=True)


if __name__ == "__main__":
    _main()
