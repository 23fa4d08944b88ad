"""A provider of text messages that is asked by HTTP: what it is told, and what its answers mean."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ImproperlyConfigured

from tenants.messages.channels.outcomes import Refused, TryLater
from tenants.messages.channels.sms_by_http import HttpProvider

ONE = {"number": "+31612345678", "text": "Heerlen: een bericht", "reference": "heerlen-7"}


@pytest.fixture
def provider(settings):
    """A provider on this machine; `status` is what it answers."""
    asked, state = [], {"status": 202}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append((self.path, dict(self.headers), body))
            self.send_response(state["status"])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/v1/texts"
    settings.SMS_TOKEN, settings.SMS_SENDER = "teken", "Heitje"
    yield asked, state
    server.shutdown()
    server.server_close()


def test_it_is_told_whom_what_and_by_which_reference(provider):
    asked, _state = provider

    HttpProvider().send(**ONE)

    ((path, headers, body),) = asked
    assert path == "/v1/texts"
    assert body == {"from": "Heitje", "to": ONE["number"], "text": ONE["text"],
                    "reference": "heerlen-7"}  # fmt: skip
    assert headers["Authorization"] == "Bearer teken"
    assert headers["Idempotency-Key"] == "heerlen-7"


@pytest.mark.parametrize(
    ("status", "outcome"), [(429, TryLater), (503, TryLater), (400, Refused), (302, Refused)]
)
def test_what_it_answers_says_whether_to_ask_again(provider, status, outcome):
    _asked, state = provider
    state["status"] = status

    with pytest.raises(outcome, match=f"sms-{status}"):
        HttpProvider().send(**ONE)


def test_one_that_does_not_answer_is_asked_later(settings):
    settings.SMS_URL = "http://127.0.0.1:1/"

    with pytest.raises(TryLater, match="ConnectionRefusedError"):
        HttpProvider().send(**ONE)


def test_it_is_not_asked_in_plain_over_the_network(settings):
    settings.SMS_URL = "http://sms.example/"

    with pytest.raises(ImproperlyConfigured):
        HttpProvider().send(**ONE)
