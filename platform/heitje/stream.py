"""ASGI entry point of the event stream: a till hears of its payment within a second.

One path: /stroom/betaalverzoek/<id>/ on a tenant's host. The caller's session must belong to
somebody with a seat at the shop that asks; anybody else gets 404. Server-sent events as in the
HTML standard, section 9.2: one `state` event at once, one at each change, then the end.
"""

import asyncio
import json
import os
import re
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heitje.settings")
django.setup()

import redis  # noqa: E402 - Django is set up first
import redis.asyncio  # noqa: E402
import structlog  # noqa: E402
from asgiref.sync import sync_to_async  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import close_old_connections  # noqa: E402
from django.utils import timezone  # noqa: E402
from django_tenants.utils import schema_context  # noqa: E402

from currency.live import channel  # noqa: E402
from currency.models import PaymentRequest  # noqa: E402
from currency.queries import live_state  # noqa: E402
from heitje.hosts import domain_named  # noqa: E402
from tenants.people.models import Seat  # noqa: E402

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

log = structlog.get_logger(__name__)
PATH: Final = re.compile(r"/stroom/betaalverzoek/(?P<id>[0-9a-f-]{36})/?")
LOOK_AGAIN_S: Final = 2.0
LONGEST_S: Final = 60 * 60
_threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="stream-db")


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a stream, a health probe, or 404."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
        return
    if scope["path"] == "/health/live":
        await _plain(send, 200, b'{"status": "ok"}', b"application/json")
        return
    found = PATH.fullmatch(scope["path"])
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    host = headers.get("host", "").rsplit(":", 1)[0].lower()
    schema = (
        await _in_thread(_may_listen, host, headers.get("cookie", ""), found) if found else None
    )
    if schema is None or found is None:
        await _plain(send, 404, b"", b"text/plain")
        return
    origin = headers.get("origin", "")
    await send(_start(origin if urlsplit(origin).hostname == host else ""))
    listening = asyncio.ensure_future(_tell(schema, UUID(found["id"]), send))
    leaving = asyncio.ensure_future(_until_gone(receive))
    await asyncio.wait({listening, leaving}, return_when=asyncio.FIRST_COMPLETED)
    listening.cancel()
    leaving.cancel()
    await asyncio.gather(listening, leaving, return_exceptions=True)


async def _tell(schema: str, request_id: UUID, send: Send) -> None:
    """Send the state now and at each change, until it is final."""
    told = None
    async with redis.asyncio.Redis.from_url(settings.BROKER_URL) as client:
        hints = client.pubsub()
        try:
            await hints.subscribe(channel(schema, request_id))
        except redis.RedisError:
            log.warning("stream_without_hints")
            hints = None
        for _ in range(int(LONGEST_S / LOOK_AGAIN_S)):
            state = await _in_thread(_state, schema, request_id)
            line = f"event: state\ndata: {json.dumps(state)}\n\n" if state != told else ": nog\n\n"
            told = state
            await send({"type": "http.response.body", "body": line.encode(), "more_body": True})
            if state["state"] != "open":
                break
            await _hint(hints)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _hint(hints: Any) -> None:  # noqa: ANN401 - redis' pubsub is untyped
    """Wait for a hint, or until it is time to look again."""
    if hints is None:
        await asyncio.sleep(LOOK_AGAIN_S)
        return
    try:
        await hints.get_message(ignore_subscribe_messages=False, timeout=LOOK_AGAIN_S)
    except redis.RedisError:
        await asyncio.sleep(LOOK_AGAIN_S)


def _may_listen(host: str, cookies: str, found: re.Match[str]) -> str | None:
    """The tenant's schema when this session may hear of this request, else None."""
    domain = domain_named(host)
    if domain is None or domain.tenant.is_public:
        return None
    try:
        key = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
        request_id = UUID(found["id"])
    except (CookieError, ValueError):
        return None
    if key is None:
        return None
    with schema_context(domain.tenant.schema_name):
        person_id = SessionStore(key.value).get("_auth_user_id")
        request = PaymentRequest.objects.filter(id=request_id).select_related("payee").first()
        if person_id is None or request is None:
            return None
        seated = Seat.objects.filter(
            person_id=person_id, person__is_active=True, party_id=request.payee.holder_id
        ).exists()
        return domain.tenant.schema_name if seated else None


def _state(schema: str, request_id: UUID) -> dict[str, object]:
    with schema_context(schema):
        request = PaymentRequest.objects.select_related("transfer").get(id=request_id)
        return live_state(request, now=timezone.now())


async def _in_thread(function: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401
    """Run database work in the stream's own few threads, each with its own connection."""

    def run() -> Any:  # noqa: ANN401 - whatever the function answers
        close_old_connections()
        return function(*arguments)

    return await sync_to_async(run, thread_sensitive=False, executor=_threads)()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _start(origin: str) -> MutableMapping[str, Any]:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"vary", b"origin, cookie"),
    ]
    if origin:
        headers += [
            (b"access-control-allow-origin", origin.encode("latin-1")),
            (b"access-control-allow-credentials", b"true"),
        ]
    return {"type": "http.response.start", "status": 200, "headers": headers}


async def _plain(send: Send, status: int, body: bytes, kind: bytes) -> None:
    headers = [(b"content-type", kind)]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return
