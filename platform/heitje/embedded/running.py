"""Using the embedded servers: as a `with` block, or for the whole life of a process."""

import atexit
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from heitje.embedded.errors import EmbeddedError, of_the_system
from heitje.embedded.home import Home
from heitje.embedded.kinds import SERVERS
from heitje.embedded.locks import LOOK_AGAIN_S, Lock
from heitje.embedded.server import READY_S

PLATFORM: Final = Path(__file__).resolve().parents[2]
STOP_S: Final = 40.0

_for_this_process = ExitStack()
_uses_of_this_process: "list[_Use]" = []


@contextmanager
def services(
    var_dir: Path | None = None, *, durable: bool = True, wanted: tuple[str, ...] = tuple(SERVERS)
) -> Iterator[dict[str, str]]:
    """PostgreSQL and Valkey while the block lasts: {"DATABASE_URL": ..., "BROKER_URL": ...}.

    Servers that already run for this directory are shared; the last user's leaving ends them, and
    this returns when they have ended. `durable=False` is for tests: fast, not safe at power loss.
    Raises EmbeddedError.
    """
    var = (var_dir or default_var()).resolve()
    with ExitStack() as leaving:
        uses = [_Use(Home(var / name), name, durable=durable) for name in wanted]
        for use in uses:
            leaving.callback(use.leave)
            use.begin()
        yield {SERVERS[use.name].variable: use.url() for use in uses}


def ensure_environment(*, durable: bool = True) -> None:
    """Set DATABASE_URL, BROKER_URL and HEITJE_VAR where they are unset, until this process ends.

    Raises EmbeddedError.
    """
    var = default_var()
    os.environ["HEITJE_VAR"] = str(var)
    unset = tuple(name for name, kind in SERVERS.items() if not os.environ.get(kind.variable))
    if not unset:
        return
    urls = _for_this_process.enter_context(services(var, durable=durable, wanted=unset))
    os.environ.update(urls)
    _uses_of_this_process.extend(_Use(Home(var / name), name, durable=durable) for name in unset)
    started_by = os.getpid()

    def leave() -> None:
        if os.getpid() == started_by:  # not in a forked child
            _for_this_process.close()

    atexit.register(leave)


def trouble() -> str | None:
    """Why a server that `ensure_environment` gave does not run any more; None while all do."""
    for use in _uses_of_this_process:
        if not use.has_keeper():
            return use.home.last_refusal() or f"The keeper of {use.home.path} was ended."
    return None


def default_var() -> Path:
    """HEITJE_VAR, or `var` in the checkout, or else in the current directory."""
    named = os.environ.get("HEITJE_VAR")
    if named:
        return Path(named).expanduser().resolve()
    checkout = PLATFORM.parent
    return (checkout if (checkout / "pyproject.toml").exists() else Path.cwd()) / "var"


def erase(var_dir: Path) -> None:
    """Remove all data of both servers. Raises EmbeddedError when another process uses them."""
    for name in SERVERS:
        home = Home(var_dir.resolve() / name)
        if not home.path.exists():
            continue
        home.prepare()
        with home.lock("starting"):
            alone, kept = home.lock("users"), home.lock("keeper")
            try:
                if not (alone.take() and kept.take(wait_s=STOP_S)):
                    raise EmbeddedError(
                        f"Another heitje process uses {home.path}. End that one first (Ctrl-C)."
                    )
                for part in ("data", "data.new"):
                    if (home.path / part).exists():
                        shutil.rmtree(home.path / part)
            except OSError as error:
                raise of_the_system(error, home.path) from error
            finally:
                alone.close()
                kept.close()


class _Use:
    """One process's use of one server."""

    def __init__(self, home: Home, name: str, *, durable: bool) -> None:
        self.home = home
        self.name = name
        self.durable = durable
        self._users: Lock | None = None
        self._starting: Lock | None = None
        self._keeper: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Register as a user, and start a keeper when there is none."""
        self.home.prepare()
        try:
            self._starting = self.home.lock("starting")
            if not self._starting.take(wait_s=STOP_S + READY_S):
                raise EmbeddedError(
                    f"Another process keeps starting the server in {self.home.path}."
                )
            self._users = self.home.lock("users")
            # Refused only while a keeper is ending its server.
            if not self._users.take(shared=True, wait_s=STOP_S):
                raise EmbeddedError(f"The server in {self.home.path} does not come to its end.")
            if not self._finds_it_running():
                self._start_keeper()
        except OSError as error:
            raise of_the_system(error, self.home.path) from error

    def url(self) -> str:
        """The server's address, when it answers. Raises EmbeddedError."""
        try:
            said = self._announcement()
        finally:
            self._let_others_start()
        if "url" not in said:
            raise EmbeddedError(said["refusal"])
        return said["url"]

    def leave(self) -> None:
        """Unregister; as the last user, wait until the server has ended."""
        self._let_others_start()
        if self._users is None:
            return
        with self.home.lock("starting"):
            self._users.free()
            others_stay = not self._users.take() and self._users.take(shared=True)
            self._users.close()
            self._users = None
            if not others_stay:
                self._wait_for_the_end()
        if self._keeper is not None:
            self._keeper.poll()

    def _announcement(self) -> dict[str, str]:
        if self._keeper is None or self._keeper.stdout is None:
            return {"url": self.home.address() or ""}
        with self._keeper.stdout as out:
            line = out.readline()
        if line:
            said: dict[str, str] = json.loads(line)
            return said
        return {"refusal": f"The keeper of {self.home.path} ended. See {self.home.log}."}

    def _finds_it_running(self) -> bool:
        """Whether another process's keeper lives and its server answers.

        A keeper that was killed this moment still seems to live: only an answer is proof. One that
        starts its crashed server again is waited for.
        """
        server = SERVERS[self.name](self.home, durable=self.durable)
        until = time.monotonic() + READY_S
        while self.has_keeper():
            port = self.home.read("port")
            if port and self.home.address() and server.answers(int(port)):
                return True
            if time.monotonic() > until:
                raise EmbeddedError(f"{server.title} does not answer. See {self.home.log}.")
            time.sleep(LOOK_AGAIN_S)
        return False

    def has_keeper(self) -> bool:
        """Whether a keeper lives, by the lock it holds."""
        lock = self.home.lock("keeper")
        try:
            return not lock.take()
        finally:
            lock.close()

    def _start_keeper(self) -> None:
        paths = [str(PLATFORM), os.environ.get("PYTHONPATH", "")]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in paths if path)}
        safety = "durable" if self.durable else "fast"
        command = [sys.executable, "-P", "-m", "heitje.embedded.keeper"]
        command += [self.name, str(self.home.path), safety]
        with self.home.open_log() as log:
            self._keeper = subprocess.Popen(  # noqa: S603 - this very Python
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd="/",
                env=environment,
                start_new_session=True,
            )

    def _let_others_start(self) -> None:
        if self._starting is not None:
            self._starting.close()
            self._starting = None

    def _wait_for_the_end(self) -> None:
        """The keeper holds its lock to the last; whoever gets it knows that all has ended."""
        lock = self.home.lock("keeper")
        lock.take(wait_s=STOP_S)
        lock.close()
        if self._keeper is not None:
            self._keeper.wait()
