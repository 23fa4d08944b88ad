"""`heitje up` and `heitje demo` for real: ready, restarted, ended, and nothing left behind."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from processes import alive, command_of, descendants_of, happens, two_free_ports

from heitje.embedded import services
from heitje.supervisor.running import answers

PLATFORM = Path(__file__).parents[2] / "platform"
NOT_OURS = (
    "HEITJE_TEST",
    "HEITJE_DEBUG",
    "HEITJE_DEMO",
    "SECRET_KEY",
    "DATABASE_URL",
    "BROKER_URL",
)


@pytest.fixture
def free_ports():
    return dict(zip(("HEITJE_PORT", "HEITJE_STREAM_PORT"), map(str, two_free_ports()), strict=True))


@pytest.fixture
def running(tmp_path, free_ports):
    """Start a command that stays; the result reads its lines until one says a text."""
    started = []

    def start(*arguments, **more):
        process = subprocess.Popen(
            [sys.executable, "-c", "from heitje.cli import main; main()", *arguments],
            env=environment(tmp_path, **free_ports, **more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_up_is_ready_restarts_what_is_killed_and_ends_without_a_trace(
    running, tmp_path, free_ports
):
    port, stream_port = (int(number) for number in free_ports.values())
    with services(tmp_path, durable=False):
        migrated = running("migrate")
        migrated.communicate(timeout=60)
        process = running("up", SECRET_KEY="x" * 60)

        until(process, "Heitje is ready")
        assert answers(port)
        assert answers(stream_port)
        web = next(pid for pid in descendants_of(process.pid) if "wsgi" in command_of(pid))
        family = [pid for pid in descendants_of(process.pid) if "keeper" not in command_of(pid)]
        assert len(family) >= 7  # two of web, one of stream with their leaders, worker, beat

        os.kill(web, signal.SIGKILL)
        until(process, "web was ended by SIGKILL; it starts again")
        assert happens(lambda: answers(port), within_s=30)
        family += descendants_of(process.pid)

        started = time.monotonic()
        process.terminate()
        process.communicate(timeout=15)
        assert time.monotonic() - started < 10
        assert process.returncode == 0
    assert not [pid for pid in family if alive(pid)]


@pytest.mark.slow
def test_demo_goes_from_nothing_to_a_town_and_the_second_time_finds_it(running, free_ports):
    pytest.importorskip("heitje.demo.build")
    port = int(free_ports["HEITJE_PORT"])
    process = running("demo")
    said = until(process, f"http://heerlen.localhost:{port}/")
    assert any(f"http://localhost:{port}/" in line for line in said)
    assert page(port, "heerlen.localhost") == 200
    family = descendants_of(process.pid)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert not [pid for pid in family if alive(pid)]

    again = running("demo")
    assert not any("Tables" in line for line in until(again, "Heitje is ready"))
    again.terminate()
    again.communicate(timeout=20)
    assert again.returncode == 0


def test_a_port_in_use_is_told_before_anything_starts(running, tmp_path, free_ports):
    port = free_ports["HEITJE_PORT"]
    with socket.create_server(("127.0.0.1", int(port))):
        process = running("demo")
        said, _ = process.communicate(timeout=30)

    assert said.startswith(f"heitje: Port {port} is used by another program.")
    assert "HEITJE_PORT=" in said
    assert process.returncode == 1
    assert list(tmp_path.iterdir()) == []


def environment(var, **more):
    ours = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    paths = [str(PLATFORM), str(PLATFORM.parent), os.environ.get("PYTHONPATH", "")]
    path = os.pathsep.join(filter(None, paths))
    return ours | {"HEITJE_VAR": str(var), "PYTHONPATH": path} | more


def until(process, text):
    said = []
    for line in process.stdout:
        said.append(line)
        if text in line:
            return said
    raise AssertionError("".join(said))


def page(port, host):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", "/", headers={"Host": host})
    return line.getresponse().status
