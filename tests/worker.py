"""A real worker over the real broker, on the database that this test looks at."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from heitje.celery import app


@contextmanager
def a_worker(log: Path) -> Iterator[int]:
    """One worker at a time of its own; answers its process number. What was sent before is lost."""
    app.control.purge()
    url = urlsplit(os.environ["DATABASE_URL"])
    database = urlunsplit(url._replace(path=f"/{connection.settings_dict['NAME']}"))
    command = [
        sys.executable, "-m", "celery", "--quiet", "-A", "heitje.celery", "worker",
        "--pool", "solo", "--without-gossip", "--without-mingle", "--without-heartbeat",
        "--loglevel", "WARNING",
    ]  # fmt: skip
    with log.open("wb") as told:
        process = subprocess.Popen(
            command, stdout=told, stderr=told, cwd=Path(__file__).parents[1],
            env={**os.environ, "DATABASE_URL": database, "PYTHONPATH": "platform:."},
        )  # fmt: skip
        try:
            yield process.pid
        finally:
            process.terminate()
            process.wait(timeout=20)
