"""File locks that the kernel lets go when their process dies, however it dies."""

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType
from typing import Final, Self

LOOK_AGAIN_S: Final = 0.02


class Lock:
    """One open lock file. As a context manager: held by one process at a time.

    The file itself is never removed: two processes must always meet on the same one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def take(self, *, shared: bool = False, wait_s: float = 0.0) -> bool:
        """Whether the lock is ours now, after at most `wait_s` seconds."""
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        until = time.monotonic() + wait_s
        while True:
            try:
                fcntl.flock(self._file, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    return False
                time.sleep(LOOK_AGAIN_S)
            else:
                return True

    def free(self) -> None:
        """Let go, and stay open for the next time."""
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go for good."""
        os.close(self._file)

    def still_there(self) -> bool:
        """Whether the path still leads to this file: somebody may have removed the directory."""
        try:
            return self.path.stat().st_ino == os.fstat(self._file).st_ino
        except OSError:
            return False

    def __enter__(self) -> Self:
        """Wait for the lock as long as it takes."""
        fcntl.flock(self._file, fcntl.LOCK_EX)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Let go for good."""
        self.close()
