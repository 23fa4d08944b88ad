"""The processes of Heitje: their command lines, and where one hears that they are ready."""

import errno
import os
import socket
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

HOST: Final = "127.0.0.1"
PLATFORM: Final = Path(__file__).resolve().parents[2]
# On a fresh machine one may be root; the demo does not lecture about it.
QUIET: Final = "ignore:You're running the worker with superuser privileges"
HIGHEST_PORT: Final = 65_535
BANK_FILE: Final = "bank.sqlite3"
BANK_ZONE: Final = "Europe/Amsterdam"


class SupervisorError(RuntimeError):
    """Expected trouble: its text is a sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Child:
    """One process. With a port it is ready when its health path answers there."""

    name: str
    command: tuple[str, ...]
    port: int | None = None
    port_variable: str = ""
    health: str = "/health/live"


def usual_children(*, port: int, stream_port: int, var_dir: Path) -> list[Child]:
    """As it runs for people: granian for pages and stream, celery's worker and beat."""
    granian = (sys.executable, "-m", "granian", "--host", HOST, "--no-ws")
    steady = ("--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning")
    pages = ("--interface", "wsgi", "--workers", "2", "--blocking-threads", "2")
    wsgi = ("--port", str(port), "heitje.wsgi:application")
    asgi = ("--interface", "asgi", "--port", str(stream_port), "heitje.stream:application")
    return [
        Child("web", (*granian, *steady, *pages, *wsgi), port, "HEITJE_PORT"),
        Child("stream", (*granian, *steady, *asgi), stream_port, "HEITJE_STREAM_PORT"),
        *_celery(var_dir),
    ]


def developer_children(*, port: int, stream_port: int, var_dir: Path) -> list[Child]:
    """The same, but pages come from Django's own server, which reloads when a file changes."""
    _, stream, *celery = usual_children(port=port, stream_port=stream_port, var_dir=var_dir)
    reloading = (sys.executable, "-m", "django", "runserver", f"{HOST}:{port}")
    return [Child("web", reloading, port, "HEITJE_PORT"), stream, *celery]


def bank_child(*, port: int, var_dir: Path) -> Child:
    """The demo's bank (mock-bank). Its data is a file, and its clock never goes back."""
    file = var_dir / BANK_FILE
    bank = (sys.executable, "-m", "mockbank", "--quiet", "--host", HOST, "--port", str(port))
    now = datetime.now(ZoneInfo(BANK_ZONE))
    opens = max(_bank_opens(file) or now.date(), now.date())
    clock = f"{datetime.combine(opens, now.time()):%Y-%m-%dT%H:%M}" if opens > now.date() else ""
    when = ("--timezone", BANK_ZONE, "--clock", clock)
    return Child(
        "bank", (*bank, "--db", str(file), *when), port, "HEITJE_BANK_PORT", "/_mock/health"
    )


def child_environment() -> dict[str, str]:
    """The environment of a child: ours, plus where the code is and which settings it takes."""
    paths = [str(PLATFORM), str(PLATFORM.parent), os.environ.get("PYTHONPATH", "")]
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "heitje.settings",
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": os.environ.get("PYTHONWARNINGS", QUIET),
    }


def refuse_busy_ports(children: list[Child]) -> None:
    """Raise SupervisorError, naming port and variable, when a child could not listen."""
    seen: dict[int, str] = {}
    for child in children:
        if child.port is None:
            continue
        if child.port in seen:
            raise SupervisorError(
                f"{seen[child.port]} and {child.port_variable} both say {child.port}."
                " Give them different ports."
            )
        seen[child.port] = child.port_variable
        _refuse_busy(child.port, child.port_variable)


def _refuse_busy(port: int, variable: str) -> None:
    if not 0 < port <= HIGHEST_PORT:
        raise SupervisorError(f"{variable} must be a port from 1 to {HIGHEST_PORT}, not {port}.")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EACCES:
                reason = f"Port {port} is for root only. Choose one above 1023 with {variable}."
            else:
                reason = (
                    f"Port {port} is used by another program. End that program, or choose another"
                    f" port, for example {variable}={port + 100}."
                )
            raise SupervisorError(reason) from error


def _celery(var_dir: Path) -> list[Child]:
    celery = (sys.executable, "-m", "celery", "--quiet", "-A", "heitje.celery")
    worker = ("worker", "--concurrency", "2", "--loglevel", "WARNING")
    # Beat keeps when it last ran each task; a pid file would only be in the way after a crash.
    beat = ("beat", "--schedule", str(var_dir / "beat-schedule"), "--pidfile", "")
    return [
        Child("worker", (*celery, *worker, "--without-gossip", "--without-mingle")),
        Child("beat", (*celery, *beat, "--loglevel", "WARNING")),
    ]


def _bank_opens(file: Path) -> date | None:
    """The day after the last one the bank wrote statements of."""
    if not file.exists():
        return None
    with closing(sqlite3.connect(file)) as books:
        (last,) = books.execute("SELECT max(day) FROM statement").fetchone()
    return date.fromisoformat(last) + timedelta(days=1) if last else None
