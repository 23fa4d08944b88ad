"""Hosts that somebody else named: only by https, only outside, no detour, no long answer."""

import socket
import ssl
import threading
from contextlib import contextmanager

import pytest
import requests

from tenants.messages.channels.public_hosts import (
    NotPublic,
    OutsideSession,
    refuse_unless_public,
)

INSIDE = (
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "::", "::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "224.0.0.1",
)  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_refused(address):
    with pytest.raises(NotPublic):
        refuse_unless_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2a00:1450:400e:80c::200a"])
def test_an_address_of_the_internet_is_not(address):
    refuse_unless_public(address)


@contextmanager
def somebody_listens():
    """A port on this machine, and what was said to it."""
    heard = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen():
        line, _ = server.accept()
        with line:
            line.settimeout(2)
            heard.append(line.recv(1000))

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield server.getsockname()[1], heard
    thread.join(timeout=3)
    server.close()


def test_a_name_that_leads_inside_gets_not_one_byte():
    with (
        somebody_listens() as (port, heard),
        OutsideSession() as session,
        pytest.raises(requests.ConnectionError, match=r"NotPublic|Max retries|aborted"),
    ):
        session.post(f"https://localhost:{port}/x", data=b"secret", timeout=2)

    assert heard == [b""]


def test_plain_http_is_not_spoken():
    with OutsideSession() as session, pytest.raises(requests.exceptions.InvalidSchema):
        session.post("http://93.184.215.14/x", timeout=2)


def test_no_proxy_of_the_environment_is_used(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")

    with OutsideSession() as session:
        found = session.merge_environment_settings("https://push.nl/", {}, None, None, None)

    assert not found["proxies"]
    assert ssl.create_default_context().verify_mode == ssl.CERT_REQUIRED
    assert found["verify"] is True


def test_a_long_answer_is_cut_off_and_a_redirect_not_followed(settings, push_service):
    settings.PUSH_ANY_HOST = True
    push_service.answer = (302, {"Location": "/elsewhere"})

    with OutsideSession() as session:
        answer = session.post(f"{push_service.origin}/x", timeout=2)

    assert (answer.status_code, len(push_service.headers)) == (302, 1)
