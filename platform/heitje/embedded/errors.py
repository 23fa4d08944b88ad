"""What can go wrong with the embedded servers, each as one sentence that says what to do."""

import errno
import os
import pwd
import re
from pathlib import Path
from typing import Final

ELSEWHERE: Final = "set HEITJE_VAR to a directory on another disk"


class EmbeddedError(RuntimeError):
    """Expected trouble: its text is a sentence for the person at the keyboard."""


def disk_full(path: Path) -> EmbeddedError:
    """No room left where the data is."""
    return EmbeddedError(f"The disk of {path} is full. Make room there, or {ELSEWHERE}.")


def not_writable(path: Path, reason: str) -> EmbeddedError:
    """The directory refuses us; says whose it is and who asks."""
    return EmbeddedError(
        f"Heitje cannot write in {path} ({reason}; it belongs to {owner_of(path)}, this is"
        f" {_name(os.geteuid())}). Make it writable, or set HEITJE_VAR to a directory that is."
    )


def of_the_system(error: OSError, path: Path) -> EmbeddedError:
    """An operating system's refusal as a sentence."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return disk_full(path)
    refused = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST}
    if error.errno in refused:
        return not_writable(path, (error.strerror or str(error)).lower())
    return EmbeddedError(f"Heitje cannot use {path}: {error.strerror or error}.")


def of_the_log(title: str, said: str, log: Path) -> EmbeddedError:
    """Why a server stopped, from what it wrote."""
    if re.search(r"No space left on device|Disk quota exceeded", said):
        return disk_full(log.parent)
    if re.search(r"Cannot allocate memory|could not (create|map|resize).*shared memory", said):
        return EmbeddedError(f"There is too little memory for {title}. End other programs first.")
    if "shared libraries" in said or "GLIBC" in said:
        return EmbeddedError(f"{title} does not run on this system: {_last_line(said)}")
    return EmbeddedError(f"{title} does not run: {_last_line(said)} The whole story is in {log}.")


def cannot_run(title: str, program: str, error: Exception) -> EmbeddedError:
    """The program itself could not be started."""
    return EmbeddedError(
        f"{title} cannot be run from {program}: {error}. Install Heitje on a disk that lets"
        " programs run, or set DATABASE_URL and BROKER_URL to servers of your own."
    )


def owner_of(path: Path) -> str:
    """The name of whoever owns a path, or the nearest of its parents that we may look at."""
    for step in (path, *path.parents):
        try:
            return _name(step.stat().st_uid)
        except OSError:
            continue
    return "nobody we know"


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def _last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if re.search(r"FATAL|PANIC|error|[Ff]ailed", line)]
    line = (telling or lines or ["it said nothing."])[-1]
    line = re.sub(r"^[-0-9:. ]+UTC \[\d+\] ", "", line)
    return line if line.endswith(".") else f"{line}."
