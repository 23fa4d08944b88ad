"""Where one embedded server lives: `var/postgres` or `var/valkey`, and what stands in there.

data/         the server's own directory, of the user it runs as
data.new/     the same while it is being made; never a half-made `data`
password      of the role `heitje`; port: the one used last; log: what the server wrote
users         locked, shared, by every process that uses the server
keeper        locked by the keeper as long as it lives
starting      locked by whoever starts or leaves
running.json  the address, while the server answers
"""

import json
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from heitje.embedded.errors import ELSEWHERE, EmbeddedError, not_writable, of_the_system
from heitje.embedded.locks import Lock

LEAST_FREE_MB: Final = 200
LOG_KEPT_BYTES: Final = 5_000_000
GAVE_UP: Final = "gave up: "


@dataclass(frozen=True)
class Home:
    """The directory of one server. Every file is for its owner alone."""

    path: Path

    @property
    def data(self) -> Path:
        """The server's own directory."""
        return self.path / "data"

    @property
    def log(self) -> Path:
        """What server and keeper wrote."""
        return self.path / "log"

    def lock(self, name: str) -> Lock:
        """The lock `users`, `keeper` or `starting`, open and not taken."""
        lock = Lock(self.path / name)
        self._follow_owner(lock.path, self.path)
        return lock

    def prepare(self) -> None:
        """Make the directory. Raises EmbeddedError when that cannot be, or the disk is full."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._follow_owner(self.path, self.path.parent)
            # Passable: root's servers run as somebody else. Readable: for nobody.
            if self.path.stat().st_uid == os.geteuid():
                self.path.chmod(0o711)
        except OSError as error:
            raise of_the_system(error, self.path) from error
        if not os.access(self.path, os.W_OK | os.X_OK):
            raise not_writable(self.path, "permission denied")
        free_mb = shutil.disk_usage(self.path).free // 1_000_000
        if free_mb < LEAST_FREE_MB:
            raise EmbeddedError(
                f"The disk of {self.path} has {free_mb} MB free, and Heitje needs"
                f" {LEAST_FREE_MB} MB. Make room there, or {ELSEWHERE}."
            )

    def read(self, name: str) -> str | None:
        """A small file's text, or None when it is not there."""
        try:
            return (self.path / name).read_text().strip()
        except FileNotFoundError:
            return None

    def write(self, name: str, text: str) -> None:
        """Replace a small file at once, readable for the owner only."""
        new = self.path / f"{name}.new"
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:  # noqa: PTH123 - made private before a byte is in it
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        self._follow_owner(new, self.path)
        new.replace(self.path / name)

    def forget(self, name: str) -> None:
        """Remove a small file."""
        (self.path / name).unlink(missing_ok=True)

    def password(self) -> tuple[str, bool]:
        """The password of this server, and whether it was made just now."""
        known = self.read("password")
        if known:
            return known, False
        fresh = secrets.token_urlsafe(32)
        self.write("password", fresh)
        return fresh, True

    def address(self) -> str | None:
        """The URL of the server while it answers, else None."""
        text = self.read("running.json")
        return str(json.loads(text)["url"]) if text else None

    def last_refusal(self) -> str | None:
        """Why the keeper gave up, when that is the last line of the log."""
        if not self.log.exists():
            return None
        with self.log.open("rb") as log:
            log.seek(max(0, self.log.stat().st_size - 4_096))
            last = log.read().decode(errors="replace").rstrip().splitlines()[-1:]
        _, found, sentence = "".join(last).partition(GAVE_UP)
        return sentence if found else None

    def open_log(self) -> IO[bytes]:
        """The log, to append to; a long one starts anew and keeps the one before."""
        if self.log.exists() and self.log.stat().st_size > LOG_KEPT_BYTES:
            self.log.replace(self.path / "log.1")
        file = open(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")  # noqa: PTH123, SIM115 - made private before a byte is in it
        self._follow_owner(self.log, self.path)
        return file

    def _follow_owner(self, path: Path, model: Path) -> None:
        """Root in somebody's checkout leaves nothing behind that its owner cannot use."""
        if os.geteuid() == 0:
            facts = model.stat()
            os.chown(path, facts.st_uid, facts.st_gid)
