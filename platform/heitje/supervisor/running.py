"""Starting, watching and ending a few processes from one thread.

One loop reads their output, sees who died and asks who is ready. Each child leads a process group
of its own: a key press reaches only us, and what a child leaves behind can be ended with it. If we
are killed, the kernel ends the children.
"""

import http.client
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import IO, Final

from heitje.embedded.privileges import end_with_parent
from heitje.supervisor.children import (
    HOST,
    Child,
    SupervisorError,
    child_environment,
    refuse_busy_ports,
)
from heitje.supervisor.output import Output

TICK_S: Final = 0.1
LOOK_S: Final = 2.0
STOPPING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Patience:
    """How long we wait and how often we try."""

    ready_s: float = 60.0
    stop_s: float = 8.0
    first_wait_s: float = 0.5
    longest_wait_s: float = 15.0
    crashes: int = 5
    settled_s: float = 60.0


@dataclass
class _Running:
    """A child and how it has been doing."""

    child: Child
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    crashes: int = 0
    is_ready: bool = False


@dataclass
class Supervisor:
    """Runs children until it is told to stop, or one of them keeps crashing."""

    children: list[Child]
    on_ready: Callable[[], None] = lambda: None
    trouble: Callable[[], str | None] = lambda: None
    patience: Patience = Patience()
    output: Output = field(default_factory=Output)

    def __post_init__(self) -> None:
        self._running = [_Running(child) for child in self.children]
        self._pipes = selectors.DefaultSelector()
        self._signals = 0
        self._look_at = 0.0

    def run(self) -> None:
        """Start all, watch, and end all. Raises SupervisorError; returns when told to stop."""
        refuse_busy_ports(self.children)
        before = {number: signal.signal(number, self._on_signal) for number in STOPPING}
        try:
            self._start_those(with_port=True)
            self._watch()
        finally:
            self._stop_all()
            self._pipes.close()
            for number, handler in before.items():
                signal.signal(number, handler)

    def pids(self) -> dict[str, int]:
        """The process numbers of the children that run."""
        return {one.child.name: one.process.pid for one in self._running if one.process}

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._signals += 1

    def _watch(self) -> None:
        ready_until = time.monotonic() + self.patience.ready_s
        is_ready = False
        while not self._signals:
            self._read(TICK_S)
            self._refuse_trouble()
            for one in self._running:
                self._look_after(one)
            if not is_ready:
                is_ready = all(self._becomes_ready(one) for one in self._running)
                if is_ready:
                    # Only now: pages come sooner when nothing else starts beside them.
                    self._start_those(with_port=False)
                    self.on_ready()
                elif time.monotonic() > ready_until:
                    self._refuse_unready()

    def _refuse_trouble(self) -> None:
        """What all children need may have ended: the database, the broker."""
        if time.monotonic() < self._look_at:
            return
        self._look_at = time.monotonic() + LOOK_S
        sentence = self.trouble()
        if sentence:
            raise SupervisorError(sentence)

    def _start_those(self, *, with_port: bool) -> None:
        for one in self._running:
            if (one.child.port is not None) == with_port:
                self._start(one)

    def _start(self, one: _Running) -> None:
        us = os.getpid()
        one.started_at = time.monotonic()
        one.is_ready = False
        try:
            one.process = subprocess.Popen(  # noqa: S603 - our own command lines
                one.child.command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env=child_environment(),
                start_new_session=True,
                # Safe here: this process has one thread.
                preexec_fn=lambda: end_with_parent(signal.SIGTERM, us),
            )
        except OSError as error:
            raise SupervisorError(f"{one.child.name} cannot be started: {error}.") from error
        if one.process.stdout is not None:
            os.set_blocking(one.process.stdout.fileno(), False)
            self._pipes.register(one.process.stdout, selectors.EVENT_READ, one.child.name)

    def _look_after(self, one: _Running) -> None:
        """Take leave of a child that died, and start it again when its wait is over."""
        now = time.monotonic()
        if one.process is None:
            if one.started_at and now >= one.start_again_at:
                self._start(one)
            return
        code = one.process.poll()
        if code is None:
            return
        self._part_with(one)
        one.crashes = 1 if now - one.started_at > self.patience.settled_s else one.crashes + 1
        if one.crashes >= self.patience.crashes:
            raise SupervisorError(
                f"{one.child.name} crashed {one.crashes} times in a row, so everything stops."
                " The lines above say why."
            )
        wait_s = min(self.patience.first_wait_s * 2 ** (one.crashes - 1),
                     self.patience.longest_wait_s)  # fmt: skip
        one.start_again_at = now + wait_s
        self.output.say(f"{one.child.name} {_ended(code)}; it starts again in {wait_s:g} s.")

    def _becomes_ready(self, one: _Running) -> bool:
        if one.child.port is None:
            return True
        if not one.is_ready and one.process is not None:
            one.is_ready = answers(one.child.port, one.child.health)
        return one.is_ready

    def _refuse_unready(self) -> None:
        slow = next(one.child for one in self._running if one.child.port and not one.is_ready)
        raise SupervisorError(
            f"{slow.name} does not answer on http://{HOST}:{slow.port}{slow.health} within"
            f" {self.patience.ready_s:g} s. The lines above may say why."
        )

    def _stop_all(self) -> None:
        """TERM to each, KILL to each group that is left; nothing stays behind."""
        for one in reversed(self._running):
            if one.process is not None:
                one.process.terminate()
        until = time.monotonic() + self.patience.stop_s
        heard = self._signals
        while any(one.process is not None for one in self._running):
            is_over = time.monotonic() > until or self._signals > max(heard, 1)
            for one in self._running:
                if one.process is not None and (is_over or one.process.poll() is not None):
                    self._part_with(one)
            self._read(TICK_S / 2)

    def _part_with(self, one: _Running) -> None:
        """End what is left of a child's process group, and read its last words."""
        process, one.process = one.process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout is not None:
            self._hear(process.stdout, one.child.name)
            with suppress(KeyError):
                self._pipes.unregister(process.stdout)
            process.stdout.close()
        self.output.end(one.child.name)

    def _read(self, wait_s: float) -> None:
        if not self._pipes.get_map():
            time.sleep(wait_s)
            return
        for key, _ in self._pipes.select(wait_s):
            self._hear(key.fileobj, key.data)  # type: ignore[arg-type]

    def _hear(self, pipe: IO[bytes], name: str) -> None:
        try:
            while part := os.read(pipe.fileno(), 65_536):
                self.output.hear(name, part)
        except BlockingIOError:
            return
        with suppress(KeyError):
            self._pipes.unregister(pipe)  # it closed its output, and may live on


def supervise(
    children: list[Child], *, on_ready: Callable[[], None], trouble: Callable[[], str | None]
) -> None:
    """Run children until SIGINT, SIGTERM or SIGHUP. Raises SupervisorError.

    `trouble` says, when asked, why going on makes no sense.
    """
    output = Output(width=max(len(child.name) for child in children))
    Supervisor(children, on_ready=on_ready, trouble=trouble, output=output).run()


def answers(port: int, path: str = "/health/live") -> bool:
    """Whether a path of this machine says 200 on this port."""
    line = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        line.request("GET", path, headers={"Host": "localhost"})
        return line.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def _ended(code: int) -> str:
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended by itself (exit code {code})"
