"""Whom a server runs as, and how it ends with its keeper.

PostgreSQL refuses root. Root therefore hands both servers to the owner of the data they find, or
to `nobody`; nothing is added to the machine's users and no directory is opened up.
"""

import ctypes
import errno
import os
import pwd
import signal
import stat
import struct
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from heitje.embedded.errors import EmbeddedError

# linux/prctl.h and linux/capability.h
PR_SET_PDEATHSIG: Final = 1
PR_SET_KEEPCAPS: Final = 8
PR_CAP_AMBIENT: Final = 47
PR_CAP_AMBIENT_RAISE: Final = 2
CAPABILITY_VERSION_3: Final = 0x20080522
CAP_DAC_OVERRIDE: Final = 1

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Runner:
    """The user a server runs as; `passes_closed_doors` when a path leads through e.g. /root."""

    uid: int
    gid: int
    passes_closed_doors: bool

    def own(self, path: Path) -> None:
        """Give a file or directory to this user."""
        try:
            os.chown(path, self.uid, self.gid)
        except OSError as error:
            # In a container whose root is alone: no other user exists there to hand over to.
            if error.errno not in {errno.EINVAL, errno.EPERM}:
                raise
            raise EmbeddedError(
                "PostgreSQL does not run as root, and here root may not hand over to another user."
                " Run Heitje as an ordinary user."
            ) from error


def runner_for(data: Path, needed: Sequence[Path]) -> Runner | None:
    """Whom root hands a server to; None for anybody else, who runs it themselves.

    `needed` are the paths the server must reach.
    """
    if os.geteuid() != 0:
        return None
    owner = data.stat().st_uid if data.exists() else 0
    try:
        user = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedError(
            "PostgreSQL does not run as root, and this machine has no user `nobody` to run it as."
            " Run Heitje as an ordinary user."
        ) from None
    closed = not all(_may_reach(path, user) for path in needed)
    return Runner(user.pw_uid, user.pw_gid, passes_closed_doors=closed)


def spawn(
    command: Sequence[str], *, runner: Runner | None, log: IO[bytes], last_signal: signal.Signals
) -> subprocess.Popen[bytes]:
    """Start a server that gets `last_signal` as soon as this process is gone."""
    return subprocess.Popen(  # noqa: S603 - our own binaries and arguments
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        cwd="/",
        env=server_environment(),
        start_new_session=True,
        # Safe here: a keeper has one thread.
        preexec_fn=_becoming(runner, last_signal, os.getpid()),
    )


def run(command: Sequence[str], *, runner: Runner | None, said: str = "") -> tuple[int, str]:
    """Run a tool to its end as the runner; returns its exit code and all it wrote."""
    done = subprocess.run(  # noqa: S603 - our own binaries and arguments
        list(command),
        input=said.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd="/",
        env=server_environment(),
        preexec_fn=_becoming(runner, signal.SIGTERM, os.getpid()),
        check=False,
    )
    return done.returncode, done.stdout.decode(errors="replace")


def server_environment() -> dict[str, str]:
    """A small environment: no PG* variable of the person at the keyboard may meddle."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def end_with_parent(last_signal: signal.Signals, parent: int) -> None:
    """Ask the kernel for a signal when the parent dies; go at once when it already has."""
    _libc.prctl(PR_SET_PDEATHSIG, int(last_signal), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _becoming(
    runner: Runner | None, last_signal: signal.Signals, parent: int
) -> Callable[[], None]:
    def become() -> None:
        if runner is not None:
            _libc.prctl(PR_SET_KEEPCAPS, int(runner.passes_closed_doors), 0, 0, 0)
            os.setgroups([])
            os.setresgid(runner.gid, runner.gid, runner.gid)
            os.setresuid(runner.uid, runner.uid, runner.uid)
            if runner.passes_closed_doors:
                _keep_one_capability()
        end_with_parent(last_signal, parent)
        os.umask(0o077)

    return become


def _keep_one_capability() -> None:
    """Keep root's right to pass closed directories, and nothing else of root.

    The checkout may stand in /root. An ambient capability opens the way for this one process
    (capabilities(7)); the other way, making /root readable, would open it for everybody.
    """
    header = struct.pack("Ii", CAPABILITY_VERSION_3, 0)
    bit = 1 << CAP_DAC_OVERRIDE
    _libc.capset(header, struct.pack("6I", bit, bit, bit, 0, 0, 0))
    _libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)


def _may_reach(path: Path, user: pwd.struct_passwd) -> bool:
    """Whether every directory on the way lets the user through, and a program lets it run."""
    return all(_may_pass(step, user) for step in [path, *path.parents])


def _may_pass(step: Path, user: pwd.struct_passwd) -> bool:
    if not step.exists():
        return True
    facts = step.stat()
    if facts.st_uid == user.pw_uid:
        return bool(facts.st_mode & stat.S_IXUSR)
    if facts.st_gid == user.pw_gid:
        return bool(facts.st_mode & stat.S_IXGRP)
    return bool(facts.st_mode & stat.S_IXOTH)
