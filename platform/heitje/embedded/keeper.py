"""The process that starts one server, watches it, and ends it when nobody uses it any more.

Run as `python -m heitje.embedded.keeper postgres|valkey HOME durable|fast`. It writes one line to
standard output, {"url": ...} or {"refusal": ...}, and from then on speaks only to the log. It
knows of its users by the lock they share, which the kernel frees however they die; if the keeper
itself is killed, the kernel ends the server.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Final

from heitje.embedded import ports
from heitje.embedded.errors import EmbeddedError, cannot_run, of_the_log, of_the_system
from heitje.embedded.home import GAVE_UP, Home
from heitje.embedded.kinds import SERVERS
from heitje.embedded.privileges import Runner, runner_for, spawn
from heitje.embedded.processes import end, is_running_with
from heitje.embedded.server import READY_S, Server

TRIES: Final = 6
LOOK_S: Final = 0.1
SETTLED_S: Final = 60.0
CRASHES: Final = 3


class Keeper:
    """One server and the wish to keep it running as long as it has users."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.home = server.home
        self.users = self.home.lock("users")
        self.is_asked_to_stop = False
        self._child: subprocess.Popen[bytes] | None = None
        self._runner: Runner | None = None
        self._log_offset = 0

    def start(self) -> str:
        """Start the server on data that is sound; returns its address. Raises EmbeddedError."""
        programs = self.server.programs()
        self._runner = runner_for(self.home.data, [*programs, self.home.path])
        self._end_leftover()
        self.server.prepare(self._runner)
        return self._start_and_wait()

    def watch(self) -> None:
        """Stay until the last user has gone, and start a crashed server again."""
        crashes: list[float] = []
        while not self._is_over():
            time.sleep(LOOK_S)
            if self._child is not None and self._child.poll() is not None:
                now = time.monotonic()
                crashes = [at for at in crashes if now - at < SETTLED_S] + [now]
                self.note(f"the server ended by itself with {self._child.returncode}")
                if len(crashes) > CRASHES:
                    said = self._said_since(self._log_offset)
                    raise of_the_log(self.server.title, said, self.home.log)
                self._start_and_wait()

    def stop(self) -> None:
        """End the server: gently, then firmly; nobody finds its address any more."""
        self.home.forget("running.json")
        child = self._child
        if child is None or child.poll() is not None:
            return
        for number, patience_s in ((self.server.gentle, 20.0), (self.server.firm, 5.0)):
            child.send_signal(number)
            try:
                child.wait(patience_s)
            except subprocess.TimeoutExpired:
                continue
            return
        child.kill()
        child.wait()

    def _is_over(self) -> bool:
        return self.is_asked_to_stop or self.users.take() or not self.users.still_there()

    def _start_and_wait(self) -> str:
        for _ in range(TRIES):
            port = ports.choose(self.home)
            with self.home.open_log() as log:
                self._log_offset = log.tell()
                self._child = self._spawn(port, log)
            self.home.write("server.pid", str(self._child.pid))
            if self._becomes_ready(self._child, port):
                self.home.write("port", str(port))
                url = self.server.url(port)
                self.home.write("running.json", json.dumps({"url": url, "keeper": os.getpid()}))
                return url
            said = self._said_since(self._log_offset)
            if not self.server.may_try_again(said):
                break
            time.sleep(0.3)
        raise of_the_log(self.server.title, said, self.home.log)

    def _spawn(self, port: int, log: object) -> subprocess.Popen[bytes]:
        command = self.server.command(port)
        try:
            return spawn(command, runner=self._runner, log=log, last_signal=self.server.gentle)  # type: ignore[arg-type]
        except (OSError, subprocess.SubprocessError) as error:
            raise cannot_run(self.server.title, command[0], error) from error

    def _becomes_ready(self, child: subprocess.Popen[bytes], port: int) -> bool:
        until = time.monotonic() + READY_S
        while child.poll() is None and time.monotonic() < until:
            if self.server.answers(port) and child.poll() is None:
                return True
            time.sleep(0.03)
        if child.poll() is None:
            child.kill()
        child.wait()
        return False

    def _end_leftover(self) -> None:
        """A server whose keeper was killed has been told to end; see that it does."""
        noted = self.home.read("server.pid")
        if not noted or not noted.isdecimal():
            return
        pid, mark = int(noted), str(self.home.data)
        until = time.monotonic() + 5
        while is_running_with(pid, mark) and time.monotonic() < until:
            time.sleep(0.02)
        steps = [(self.server.gentle, 15.0), (self.server.firm, 5.0), (signal.SIGKILL, 5.0)]
        if not end(pid, mark, steps):
            raise EmbeddedError(
                f"{self.server.title} (process {pid}) still uses {self.home.data} and does not end."
            )

    def _said_since(self, offset: int) -> str:
        if not self.home.log.exists():
            return ""
        with self.home.log.open("rb") as log:
            log.seek(offset)
            return log.read().decode(errors="replace")

    def note(self, text: str) -> None:
        """Write a line of our own among the server's."""
        with self.home.open_log() as log:
            log.write(f"keeper: {text}\n".encode())


def main(name: str, path: str, safety: str) -> int:
    """Keep one server; returns the exit code."""
    home = Home(Path(path))
    alone = home.lock("keeper")
    if not alone.take(wait_s=5):
        return _announce(refusal=f"Another keeper has {home.path}.")
    keeper = Keeper(SERVERS[name](home, durable=safety == "durable"))

    def on_signal(number: int, frame: FrameType | None) -> None:
        keeper.is_asked_to_stop = True

    signal.signal(signal.SIGTERM, on_signal)
    try:
        _announce(url=keeper.start())
        keeper.watch()
    except EmbeddedError as error:
        return _give_up(keeper, error)
    except OSError as error:
        return _give_up(keeper, of_the_system(error, home.path))
    finally:
        keeper.stop()
    return 0


def _give_up(keeper: Keeper, error: EmbeddedError) -> int:
    """Say why: to whoever waits for the address, and in the log for those who had it."""
    keeper.note(f"{GAVE_UP}{error}")
    return _announce(refusal=str(error))


def _announce(**facts: str) -> int:
    """Say one line to whoever started us, once; then the pipe is closed."""
    try:
        sys.stdout.write(json.dumps(facts) + "\n")
        sys.stdout.flush()
    except (OSError, ValueError):
        pass
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device, not a path of ours
        os.dup2(nowhere.fileno(), 1)
    return 1 if "refusal" in facts else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
