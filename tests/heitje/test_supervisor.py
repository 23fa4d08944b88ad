"""The supervisor starts, restarts and ends its children, and leaves no process behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from processes import alive, all_gone, two_free_ports

from heitje.supervisor import (
    Child,
    Patience,
    Supervisor,
    SupervisorError,
    developer_children,
    usual_children,
)
from heitje.supervisor.children import refuse_busy_ports
from heitje.supervisor.output import Output

PLATFORM = Path(__file__).parents[2] / "platform"
HASTY = "Patience(ready_s=10, stop_s=1.5, first_wait_s=0.05, crashes=3)"
SUPERVISOR = """
import sys
from heitje.supervisor import Child, Patience, Supervisor, SupervisorError
children = [Child(name, (sys.executable, "-c", code)) for name, code in {children!r}]
supervisor = Supervisor(children, on_ready=lambda: print("READY", flush=True), patience={patience})
try:
    supervisor.run()
except SupervisorError as error:
    sys.exit(str(error))
"""
# Says its own number and its child's: a group of two, like granian with a worker.
PAIR = (
    "import os, subprocess, sys, time;"
    "other = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "print('PIDS', os.getpid(), other.pid, flush=True);"
    "time.sleep(60)"
)
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + PAIR
CRASHING = "print('about to fall', flush=True); raise SystemExit(7)"
SERVING = """
import http.server
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == '/health/live' else 404)
        self.end_headers()
http.server.HTTPServer(('127.0.0.1', {port}), Handler).serve_forever()
"""


@pytest.fixture
def supervised():
    """Start a supervisor of (name, code) children in a process of its own."""
    started = []

    def start(*children, patience=HASTY):
        process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISOR.format(children=children, patience=patience)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(PLATFORM)},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_every_process_of_every_group(supervised, number):
    process = supervised(("first", PAIR), ("second", PAIR))
    pids = pids_said(process, 2)

    process.send_signal(number)

    assert process.wait(timeout=5) == 0
    assert not any(alive(pid) for pid in pids)


def test_a_child_that_ignores_the_signal_is_ended_all_the_same(supervised):
    process = supervised(("stubborn", STUBBORN))
    pids = pids_said(process, 1)

    started = time.monotonic()
    process.terminate()
    process.wait(timeout=10)

    assert time.monotonic() - started < 4
    assert not any(alive(pid) for pid in pids)


def test_a_killed_supervisor_takes_its_children_with_it(supervised):
    process = supervised(("first", "import time; print('PIDS', __import__('os').getpid(), flush=True); time.sleep(60)"))  # fmt: skip # noqa: E501
    pids = pids_said(process, 1)

    process.kill()

    assert all_gone(pids, within_s=5)


def test_a_killed_child_is_started_again_and_that_is_said(supervised):
    process = supervised(("lasting", PAIR))
    before = pids_said(process, 1)

    os.kill(before[0], signal.SIGKILL)

    said = []
    after = pids_said(process, 1, said)
    assert any("lasting was ended by SIGKILL; it starts again in 0.05 s." in line for line in said)
    assert set(after).isdisjoint(before)
    assert not any(alive(pid) for pid in before)


def test_a_child_that_keeps_crashing_ends_everything_with_a_sentence(supervised):
    process = supervised(("falling", CRASHING), ("lasting", PAIR))

    out, sentence = process.communicate(timeout=15)

    assert process.returncode == 1
    assert sentence.startswith("falling crashed 3 times in a row, so everything stops.")
    assert out.count("falling |") == 3
    assert "heitje | falling ended by itself (exit code 7); it starts again in 0.1 s." in out
    pids = [int(pid) for line in out.splitlines() if "PIDS" in line for pid in line.split()[-2:]]
    assert not any(alive(pid) for pid in pids)


def test_it_is_ready_when_every_port_answers(free_port):
    ready = []
    code = SERVING.format(port=free_port)
    child = Child("web", (sys.executable, "-c", code), free_port, "HEITJE_PORT")
    supervisor = Supervisor([child], output=quiet())
    supervisor.on_ready = lambda: (ready.append(1), os.kill(os.getpid(), signal.SIGTERM))

    supervisor.run()

    assert ready == [1]
    assert supervisor.pids() == {}


def test_what_never_answers_is_named(free_port):
    child = Child("web", (sys.executable, "-c", PAIR), free_port, "HEITJE_PORT")

    with pytest.raises(
        SupervisorError, match=rf"web does not answer on .*:{free_port}/health/live"
    ):
        Supervisor([child], patience=Patience(ready_s=0.5, stop_s=1), output=quiet()).run()


def test_what_all_children_need_ending_is_the_end_of_all():
    sentences = iter([None, "PostgreSQL does not run: PANIC."])
    child = Child("lasting", (sys.executable, "-c", PAIR))
    supervisor = Supervisor([child], trouble=lambda: next(sentences), output=quiet())

    with pytest.raises(SupervisorError, match="PostgreSQL does not run: PANIC"):
        supervisor.run()

    assert supervisor.pids() == {}


def test_a_port_in_use_is_named_with_its_variable_before_anything_starts(free_port, tmp_path):
    children = usual_children(port=free_port, stream_port=free_port + 1, var_dir=tmp_path)

    with (
        socket.create_server(("127.0.0.1", free_port)),
        pytest.raises(SupervisorError, match=rf"Port {free_port} is used .* HEITJE_PORT="),
    ):
        Supervisor(children, output=quiet()).run()


def test_one_port_for_two_children_is_refused(free_port, tmp_path):
    children = usual_children(port=free_port, stream_port=free_port, var_dir=tmp_path)

    with pytest.raises(SupervisorError, match="HEITJE_PORT and HEITJE_STREAM_PORT both say"):
        refuse_busy_ports(children)


def test_a_number_that_is_no_port_is_refused(tmp_path):
    with pytest.raises(SupervisorError, match="HEITJE_STREAM_PORT must be a port"):
        refuse_busy_ports(usual_children(port=8000, stream_port=70_000, var_dir=tmp_path)[1:])


def test_developers_get_pages_that_reload_and_the_same_rest(tmp_path):
    usual = usual_children(port=1, stream_port=2, var_dir=tmp_path)
    developing = developer_children(port=1, stream_port=2, var_dir=tmp_path)

    assert [child.name for child in usual] == ["web", "stream", "worker", "beat"]
    assert developing[1:] == usual[1:]
    assert "runserver" in developing[0].command


def test_lines_are_shown_whole_behind_their_name(capsys):
    output = Output(width=6, to=sys.stdout)
    output.hear("web", b"one\r\ntw")
    output.hear("worker", b"three\n")
    output.hear("web", b"o\nlast")
    output.end("web")

    shown = capsys.readouterr().out.splitlines()

    assert shown == ["web    | one", "worker | three", "web    | two", "web    | last"]


@pytest.fixture
def free_port():
    return two_free_ports()[0]


def quiet():
    return Output(to=open(os.devnull, "w"))  # noqa: PTH123


def pids_said(process, children, said=None):
    pids = []
    for line in process.stdout:
        if said is not None:
            said.append(line)
        if "PIDS" in line:
            pids += [int(part) for part in line.split("PIDS")[1].split()]
            children -= 1
        if children == 0:
            return pids
    raise AssertionError(process.stderr.read())
