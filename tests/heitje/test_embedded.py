"""The embedded servers start, keep their data, are shared, and end whatever happens."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis
from processes import alive, all_gone, happens
from redis.backoff import NoBackoff
from redis.retry import Retry

from heitje.embedded import EmbeddedError, ensure_environment, erase, services
from heitje.embedded.home import Home

PLATFORM = Path(__file__).parents[2] / "platform"
ANOTHER_PROCESS = """
import sys, time
from pathlib import Path
from heitje.embedded import services
with services(Path(sys.argv[1]), durable=False) as urls:
    print(urls["DATABASE_URL"], flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def another_process():
    """Start a process that uses a directory's servers; its first line is the database's address."""
    started = []

    def start(var):
        process = subprocess.Popen(
            [sys.executable, "-c", ANOTHER_PROCESS, str(var)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(PLATFORM)},
        )
        started.append(process)
        return process, process.stdout.readline().strip()

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_both_servers_answer_and_leave_no_process(tmp_path):
    with services(tmp_path, durable=False) as urls:
        pids = running_pids(tmp_path)
        assert ask(urls, "SELECT current_user") == "heitje"
        assert redis.Redis.from_url(urls["BROKER_URL"]).ping()
        assert all(alive(pid) for pid in pids)

    assert not any(alive(pid) for pid in pids)


def test_any_path_will_do_however_long_or_odd(tmp_path):
    odd = tmp_path / ("a long name, with 'quotes' and a ë " * 4)

    with services(odd, durable=False) as urls:
        assert ask(urls, "SELECT 1") == 1
        assert redis.Redis.from_url(urls["BROKER_URL"]).ping()


def test_a_second_start_finds_the_data_and_the_ports_again(tmp_path):
    with services(tmp_path) as first:
        ask(first, "CREATE TABLE kept AS SELECT 42 AS answer")
        redis.Redis.from_url(first["BROKER_URL"]).set("kept", "42")

    with services(tmp_path) as second:
        assert ask(second, "SELECT answer FROM kept") == 42
        assert redis.Redis.from_url(second["BROKER_URL"]).get("kept") == b"42"

    assert first == second


def test_the_database_is_utf8_checked_and_durable_and_offers_trigrams(tmp_path):
    with services(tmp_path) as urls:
        assert ask(urls, "SHOW server_encoding") == "UTF8"
        assert ask(urls, "SHOW fsync") == "on"
        assert ask(urls, "SHOW data_checksums") == "on"
        assert ask(urls, "SELECT lower('É')") == "é"
        ask(urls, "CREATE EXTENSION pg_trgm")
        assert ask(urls, "SELECT similarity('heerlen', 'heerlen')") == 1


def test_nobody_comes_in_without_the_password(tmp_path):
    with services(tmp_path, durable=False) as urls:
        password = (tmp_path / "postgres" / "password").read_text()
        for wrong in (urls["DATABASE_URL"].replace(password, "guess"),
                      urls["DATABASE_URL"].replace("heitje:", "postgres:")):  # fmt: skip
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(wrong)
        port = int((tmp_path / "valkey" / "port").read_text())
        with pytest.raises(redis.AuthenticationError):
            redis.Redis(port=port, retry=Retry(NoBackoff(), 0)).ping()
        private = [tmp_path / name / "password" for name in ("postgres", "valkey")]
        assert {path.stat().st_mode & 0o777 for path in private} == {0o600}


def test_the_application_role_is_no_superuser_and_may_make_databases(tmp_path):
    with services(tmp_path, durable=False) as urls:
        query = "SELECT {} FROM pg_roles WHERE rolname = 'heitje'"
        assert ask(urls, query.format("rolsuper")) is False
        assert ask(urls, query.format("rolcreatedb")) is True


def test_two_processes_share_and_the_last_one_ends_the_servers(tmp_path, another_process):
    process, theirs = another_process(tmp_path)

    with services(tmp_path, durable=False) as urls:
        assert urls["DATABASE_URL"] == theirs
        pids = running_pids(tmp_path)
    assert all(alive(pid) for pid in pids)

    process.stdin.close()
    process.wait(timeout=15)
    assert not any(alive(pid) for pid in pids)


def test_a_killed_user_leaves_no_server_behind(tmp_path, another_process):
    process, _ = another_process(tmp_path)
    pids = running_pids(tmp_path)

    process.kill()

    assert all_gone(pids)


def test_killed_keepers_and_servers_are_put_right_at_the_next_start(tmp_path, another_process):
    with services(tmp_path) as urls:
        ask(urls, "CREATE TABLE kept AS SELECT 42 AS answer")
    process, _ = another_process(tmp_path)
    pids = running_pids(tmp_path)

    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    process.kill()

    with services(tmp_path) as urls:
        assert ask(urls, "SELECT answer FROM kept") == 42
    assert not any(alive(pid) for pid in pids)


def test_a_keeper_killed_alone_takes_its_server_with_it(tmp_path, another_process):
    another_process(tmp_path)
    keeper, server = pids_of(tmp_path, "postgres")

    os.kill(keeper, signal.SIGKILL)

    assert all_gone([server])


def test_a_crashed_server_is_started_again_for_its_users(tmp_path):
    with services(tmp_path, durable=False) as urls:
        _, server = pids_of(tmp_path, "valkey")
        os.kill(server, signal.SIGKILL)

        assert happens(lambda: pids_of(tmp_path, "valkey")[1] != server, within_s=10)
        assert answers_within(10, urls["BROKER_URL"])


def test_a_server_that_keeps_crashing_is_given_up_with_its_reason(tmp_path):
    with services(tmp_path, durable=False, wanted=("valkey",)):
        keeper, server = pids_of(tmp_path, "valkey")
        while alive(keeper):
            if (tmp_path / "valkey" / "running.json").exists():
                server = pids_of(tmp_path, "valkey")[1]
            if alive(server):
                os.kill(server, signal.SIGKILL)
            time.sleep(0.02)

    assert Home(tmp_path / "valkey").last_refusal().startswith("Valkey does not run: ")


def test_a_number_that_went_to_another_process_does_not_pass_for_a_server(tmp_path):
    """After a power cut `postmaster.pid` may name a number that somebody else has now."""
    with services(tmp_path, wanted=("postgres",), durable=False):
        data = tmp_path / "postgres" / "data"
        noted = (data / "postmaster.pid").read_text().splitlines()
    (data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *noted[1:]]) + "\n")
    os.chown(data / "postmaster.pid", data.stat().st_uid, data.stat().st_gid)

    with services(tmp_path, wanted=("postgres",), durable=False) as urls:
        assert ask(urls, "SELECT 1") == 1


def test_a_lost_password_is_replaced(tmp_path):
    with services(tmp_path, wanted=("postgres",), durable=False) as urls:
        ask(urls, "CREATE TABLE kept AS SELECT 42 AS answer")
    (tmp_path / "postgres" / "password").unlink()

    with services(tmp_path, wanted=("postgres",), durable=False) as urls:
        assert ask(urls, "SELECT answer FROM kept") == 42


def test_erasing_waits_for_nobody_and_then_begins_anew(tmp_path, another_process):
    process, _ = another_process(tmp_path)
    with pytest.raises(EmbeddedError, match="Another heitje process uses"):
        erase(tmp_path)
    process.stdin.close()
    process.wait(timeout=15)

    erase(tmp_path)

    assert not (tmp_path / "postgres" / "data").exists()


def test_what_is_set_already_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("HEITJE_VAR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/heitje")
    monkeypatch.setenv("BROKER_URL", "redis://elsewhere/0")

    ensure_environment()

    assert os.environ["DATABASE_URL"] == "postgresql://elsewhere/heitje"
    assert list(tmp_path.iterdir()) == []


def ask(urls, statement):
    with psycopg.connect(urls["DATABASE_URL"], autocommit=True) as connection:
        cursor = connection.execute(statement)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def pids_of(var, name):
    noted = json.loads((var / name / "running.json").read_text())
    return noted["keeper"], int((var / name / "server.pid").read_text())


def running_pids(var):
    return [*pids_of(var, "postgres"), *pids_of(var, "valkey")]


def answers_within(seconds, url):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            return redis.Redis.from_url(url).ping()
        except redis.ConnectionError:
            time.sleep(0.05)
    return False
