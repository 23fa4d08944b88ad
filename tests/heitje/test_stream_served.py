"""The event stream as it is run: by granian, beside pages that pay in another process."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection
from processes import happens, two_free_ports

from heitje.stream import MOST_A_PERSON
from heitje.supervisor.children import child_environment
from heitje.supervisor.running import answers
from tests.clients import client_for
from tests.marketplace.till_cast import open_shop, pays, with_coins


@pytest.fixture(scope="module")
def granian(shared_town):
    """The stream's process and its port."""
    port, _ = two_free_ports()
    command = [sys.executable, "-m", "granian", "--host", "127.0.0.1", "--port", str(port),
               "--interface", "asgi", "--no-ws", "--workers-kill-timeout", "20",
               "heitje.stream:application"]  # fmt: skip
    database = urlsplit(os.environ["DATABASE_URL"])._replace(
        path="/" + connection.settings_dict["NAME"]
    )
    environment = child_environment() | {"DATABASE_URL": urlunsplit(database)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    assert happens(lambda: answers(port), within_s=60)
    yield process, port
    process.kill()
    process.wait()


@pytest.fixture
def shop(stream_town):
    return open_shop(stream_town)


@pytest.fixture
def listen(granian, stream_town, shop):
    """Listen to a request as the shop's owner: the open answer of granian."""
    session = client_for(stream_town.tenant, shop.owner).cookies["sessionid"].value
    line = http.client.HTTPConnection("127.0.0.1", granian[1], timeout=5)

    def begin(asked):
        line.close()  # who listened before has left
        headers = {"Host": "heerlen.localhost:8001", "Cookie": f"sessionid={session}"}
        line.request("GET", f"/stroom/betaalverzoek/{asked.id}/", headers=headers)
        return line.getresponse()

    yield begin
    line.close()


def next_state(answer):
    """The next state that is told, or None at the end of the stream."""
    while line := answer.readline():
        if line == b"event: state\n":
            return json.loads(answer.readline().removeprefix(b"data: "))["state"]
    return None


def test_a_payment_is_told_within_a_second(stream_town, shop, listen):
    asked, payer = shop.asks(), with_coins(stream_town)
    answer = listen(asked)
    assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert next_state(answer) == "open"

    begun = time.monotonic()
    pays(payer, asked)

    assert next_state(answer) == "paid"
    assert time.monotonic() - begun < 1
    assert next_state(answer) is None


def test_clients_that_leave_make_room_for_the_next(shop, listen):
    asked = shop.asks()

    for _ in range(MOST_A_PERSON + 5):
        answer = listen(asked)
        assert answer.status == 200
        assert next_state(answer) == "open"


def test_at_sigterm_streams_end_at_once_and_the_server_with_them(granian, shop, listen):
    answer = listen(shop.asks())
    assert next_state(answer) == "open"

    begun = time.monotonic()
    granian[0].send_signal(signal.SIGTERM)

    assert next_state(answer) is None
    assert time.monotonic() - begun < 2
    assert granian[0].wait(timeout=10) == 0
