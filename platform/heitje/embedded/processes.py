"""Looking at processes by number, with a mark on the command line that says whose they are."""

import os
import signal
import time
from pathlib import Path


def is_running_with(pid: int, mark: str) -> bool:
    """Whether a process of that number lives and has the mark on its command line."""
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return mark.encode() in line


def end(pid: int, mark: str, signals: list[tuple[signal.Signals, float]]) -> bool:
    """Send each signal and give it its seconds; whether the process is gone."""
    for number, patience_s in signals:
        if not is_running_with(pid, mark):
            return True
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return True
        until = time.monotonic() + patience_s
        while is_running_with(pid, mark) and time.monotonic() < until:
            time.sleep(0.02)
    return not is_running_with(pid, mark)
