"""The line to a bank: what comes over it, and what happens when nobody answers."""

import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from settlement.bank import connection
from settlement.bank.connection import BankConnection, BankUnreachable

Answer = tuple[int, bytes]


@pytest.fixture
def serve() -> Iterator[Callable[[Answer], str]]:
    """Start a server of one answer for everything; gives its address."""
    running: list[ThreadingHTTPServer] = []

    def start(answer: Answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.send_response(answer[0])
                self.end_headers()
                self.wfile.write(answer[1])

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        running.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("status", [200, 202, 422])
def test_a_file_the_bank_answered_is_delivered(serve: Callable[[Answer], str], status: int) -> None:
    BankConnection(serve((status, b"{}"))).send(b"<x/>")


@pytest.mark.parametrize("status", [301, 400, 401, 404, 500, 503])
def test_any_other_answer_leaves_it_open(serve: Callable[[Answer], str], status: int) -> None:
    with pytest.raises(BankUnreachable) as refused:
        BankConnection(serve((status, b"{}"))).send(b"<x/>")

    assert refused.value.status == status


@pytest.mark.parametrize("body", [b"", b"not json", b"{}", b"[1]", b"\xff\xfe", b'[{"id": 1'])
def test_an_answer_that_is_no_list_of_files_is_no_bank(
    serve: Callable[[Answer], str], body: bytes
) -> None:
    with pytest.raises(BankUnreachable):
        list(BankConnection(serve((200, body))).files())


def test_only_the_messages_the_house_reads_are_taken(serve: Callable[[Answer], str]) -> None:
    body = b'[{"type": "camt.052.001.08", "body": "no"}, {"type": "camt.053.001.08", "body": "y"}]'

    assert list(BankConnection(serve((200, body))).files()) == [b"y"]


def test_an_endless_answer_is_cut_off(
    serve: Callable[[Answer], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "MAXIMUM_ANSWER_BYTES", 1_000)

    with pytest.raises(BankUnreachable):
        list(BankConnection(serve((200, b"[" + b" " * 1_000 + b"]"))).files())


def test_nobody_at_home_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(BankUnreachable) as refused:
        BankConnection(f"http://127.0.0.1:{port}").send(b"<x/>")
    assert refused.value.status == 0


def test_a_bank_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "TIMEOUT_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        bank = BankConnection(f"http://127.0.0.1:{listener.getsockname()[1]}")

        with pytest.raises(BankUnreachable):
            bank.send(b"<x/>")
