"""The event stream: told at once, at the right moment, to the right till alone."""

import asyncio
import time
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.utils import timezone
from django_tenants.utils import schema_context
from processes import happens

from heitje import stream as streams
from marketplace.services.tills import stop_request
from tenants.people.models import Seat
from tests.clients import client_for
from tests.heitje.streaming import served
from tests.marketplace.cast import make_person
from tests.marketplace.till_cast import open_shop, pays, with_coins

HOST = "heerlen.localhost"


@pytest.fixture
def town(stream_town):
    return stream_town


@pytest.fixture
def shop(town):
    return open_shop(town)


@pytest.fixture
def payer(town):
    return with_coins(town)


@pytest.fixture
def server(town):
    with served() as running:
        yield running


@pytest.fixture
def listen(server, town):
    """Begin to listen to a request, as somebody."""

    def begin(asked, person, host=HOST, **headers):
        cookie = f"theme=dark; sessionid={session_of(client_for(town.tenant, person))}"
        path = f"/stroom/betaalverzoek/{asked.id}/"
        return server.listen(path, host=host, **{"cookie": cookie, **headers})

    return begin


def session_of(client):
    return client.cookies["sessionid"].value


def test_a_till_hears_of_its_payment_within_a_second(shop, payer, listen):
    asked = shop.asks()
    till = listen(asked, shop.owner)
    assert till.start["status"] == 200
    assert till.hear() == {"state": "open", "amount": 750, "payer": ""}

    pays(payer, asked)
    begun = time.monotonic()

    assert till.hear() == {"state": "paid", "amount": 750, "payer": "Samira J."}
    assert time.monotonic() - begun < 1
    assert till.hear() is None


def test_a_request_that_was_stopped_elsewhere_is_told_at_once(shop, listen):
    asked = shop.asks()
    till = listen(asked, shop.staff())
    assert till.start["status"] == 200
    till.hear()

    stop_request(request_id=asked.id, till=shop.till, actor=shop.owner, now=timezone.now())

    assert till.hear(within_s=1)["state"] == "cancelled"
    assert till.hear() is None


def test_the_end_of_its_time_is_told_when_it_comes(shop, listen):
    asked = shop.asks(ago=timedelta(seconds=298.9))
    till = listen(asked, shop.owner)
    assert till.start["status"] == 200
    assert till.hear()["state"] == "open"

    assert till.hear()["state"] == "expired"
    late = timezone.now() - asked.expires_at
    assert timedelta() <= late < timedelta(seconds=0.5)


def test_what_is_over_is_told_and_the_stream_ends(shop, payer, listen):
    till = listen(shop.sells(payer), shop.owner)

    assert till.start["status"] == 200
    assert till.hear()["state"] == "paid"
    assert till.hear() is None


def test_a_payment_during_a_look_is_not_missed(monkeypatch, shop, payer, listen):
    asked, look, looked = shop.asks(), streams.standing, []

    def look_and_pay(*args, **kwargs):
        found = look(*args, **kwargs)
        if not looked:
            looked.append(found)
            with schema_context("heerlen"):
                pays(payer, asked)
        return found

    monkeypatch.setattr(streams, "standing", look_and_pay)
    monkeypatch.setattr(streams, "LOOK_AGAIN_S", 60.0)
    till = listen(asked, shop.owner)
    assert till.start["status"] == 200

    assert till.hear()["state"] == "open"
    assert till.hear(within_s=1)["state"] == "paid"


def test_without_valkey_it_looks_by_itself(monkeypatch, settings, town):
    settings.BROKER_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(streams, "LOOK_AGAIN_S", 0.2)
    shop, payer = open_shop(town), with_coins(town)
    asked = shop.asks()
    cookie = f"sessionid={session_of(client_for(town.tenant, shop.owner))}"
    with served() as server:
        till = server.listen(f"/stroom/betaalverzoek/{asked.id}/", host=HOST, cookie=cookie)
        assert till.start["status"] == 200
        till.hear()

        pays(payer, asked)

        assert till.hear(within_s=1)["state"] == "paid"


def test_between_changes_it_gives_a_sign_of_life(monkeypatch, shop, listen):
    monkeypatch.setattr(streams, "LOOK_AGAIN_S", 0.05)
    till = listen(shop.asks(), shop.owner)
    assert till.start["status"] == 200

    bodies = [till.answers.get(timeout=2)["body"] for _ in range(4)]

    assert bodies[0].startswith(b"event: state\n")
    assert set(bodies[1:]) == {b"event: pulse\ndata: 1\n\n"}


def test_who_loses_the_seat_meanwhile_hears_nothing_more(shop, payer, listen):
    asked, helper = shop.asks(), shop.staff()
    till = listen(asked, helper)
    assert till.start["status"] == 200
    assert till.hear()["state"] == "open"

    Seat.objects.filter(person=helper).delete()
    pays(payer, asked)

    assert till.hear() is None


def test_a_right_that_ends_is_noticed_without_any_change(monkeypatch, shop, listen):
    monkeypatch.setattr(streams, "LOOK_AGAIN_S", 0.05)
    till = listen(shop.asks(), shop.owner)
    assert till.start["status"] == 200
    till.hear()

    Session.objects.all().delete()

    assert till.hear() is None


def test_a_client_that_leaves_is_forgotten(server, shop, listen):
    till = listen(shop.asks(), shop.owner)
    assert till.start["status"] == 200
    till.hear()
    assert server.stream.open.total() == 1

    till.leave()

    assert server.stream.open.total() == 0
    assert not server.stream.hints._waiting


def test_one_person_has_room_for_some_streams_and_the_next_is_told_to_ask(
    monkeypatch, shop, listen
):
    monkeypatch.setattr(streams, "MOST_A_PERSON", 2)
    asked = shop.asks()

    statuses = [listen(asked, shop.owner).start["status"] for _ in range(3)]

    assert statuses == [200, 200, 503]
    assert listen(asked, shop.staff()).start["status"] == 200


def test_a_server_that_stops_ends_its_streams(server, shop, listen):
    till = listen(shop.asks(), shop.owner)
    assert till.start["status"] == 200
    till.hear()

    server.stop()

    assert till.hear(within_s=1) is None


def test_a_database_that_fails_ends_the_stream_and_frees_its_place(
    monkeypatch, server, shop, listen
):
    def fail(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(streams, "standing", fail)
    till = listen(shop.asks(), shop.owner)

    assert till.start["status"] == 200
    assert till.hear() is None
    assert happens(lambda: server.stream.open.total() == 0, within_s=2)


def test_pages_of_the_same_host_may_listen_from_another_port(shop, listen):
    allowed = f"http://{HOST}:8000"

    start = listen(shop.asks(), shop.owner, origin=allowed).start

    headers = dict(start["headers"])
    assert headers[b"access-control-allow-origin"] == allowed.encode()
    assert headers[b"access-control-allow-credentials"] == b"true"
    assert headers[b"cache-control"] == b"no-store"


@pytest.mark.parametrize(
    "origin",
    ["http://sittard-geleen.localhost:8000", f"https://{HOST}:8000", "http://localhost", "null"],
)
def test_pages_of_another_host_hold_no_stream(shop, listen, origin):
    start = listen(shop.asks(), shop.owner, origin=origin).start

    assert start["status"] == 404
    assert b"access-control-allow-origin" not in dict(start["headers"])


@pytest.mark.parametrize(
    ("path", "method"),
    [("/", "GET"), ("/stroom/betaalverzoek/x/", "GET"), ("/stroom/betaalverzoek/{id}/", "POST"),
     ("/stroom/betaalverzoek/{id}/meer/", "GET"), ("/stroom/betaalverzoek/" + "-" * 36, "GET")],
)  # fmt: skip
def test_there_is_one_path_and_one_method(server, shop, town, path, method):
    cookie = f"sessionid={session_of(client_for(town.tenant, shop.owner))}"

    found = server.listen(
        path.format(id=shop.asks().id), host=HOST, method=method, cookie=cookie
    )  # fmt: skip

    assert found.start["status"] == 404
    assert found.answers.get(timeout=2)["body"] == b""


def test_a_request_nobody_made_is_not_found(server, shop, town):
    cookie = f"sessionid={session_of(client_for(town.tenant, shop.owner))}"

    found = server.listen(f"/stroom/betaalverzoek/{uuid4()}/", host=HOST, cookie=cookie)

    assert found.start["status"] == 404


def test_it_says_that_it_lives(server):
    found = server.listen("/health/live", host="10.0.0.1")

    assert found.start["status"] == 200


def test_a_visitor_of_the_same_name_elsewhere_is_somebody_else(shop, listen, town):
    assert listen(shop.asks(), make_person("fatima")).start["status"] == 404


def test_what_swallows_being_ended_once_is_ended_all_the_same():
    async def stubborn():
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(3_600)
        await asyncio.sleep(3_600)

    async def end_it():
        task = asyncio.ensure_future(stubborn())
        await asyncio.sleep(0)
        await streams._cancel(task)
        return task.cancelled()

    assert asyncio.run(asyncio.wait_for(end_it(), timeout=30))
