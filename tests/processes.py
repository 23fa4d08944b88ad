"""Looking at processes by number, for tests that none is left behind."""

import socket
import time
from pathlib import Path


def alive(pid):
    """Whether a process runs; one that only waits to be collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def all_gone(pids, within_s=10):
    """Whether all have ended, after at most so many seconds."""
    return happens(lambda: not any(alive(pid) for pid in pids), within_s)


def happens(condition, within_s):
    """Whether a condition comes true within so many seconds."""
    end = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def descendants_of(pid):
    """The children of a process, and theirs."""
    tasks = Path(f"/proc/{pid}/task/{pid}/children")
    children = [int(child) for child in tasks.read_text().split()] if tasks.exists() else []
    return children + [further for child in children for further in descendants_of(child)]


def command_of(pid):
    """The command line of a process, or nothing when it has gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def two_free_ports():
    """Two port numbers that nobody listens on now."""
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("127.0.0.1", 0)) as other,
    ):
        return one.getsockname()[1], other.getsockname()[1]
