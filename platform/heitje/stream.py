"""ASGI entry point of the event stream: a till hears of its payment within a second.

One path: /stroom/betaalverzoek/<id>/ on a tenant's host, for the session of somebody who works at
the shop that asks; anybody else gets 404. Server-sent events as in the HTML standard, section 9.2:
a `state` at once and at each change, a `pulse` every two seconds, the end when the state is final.
"""

import asyncio
import json
import os
import re
import signal
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from itertools import count
from types import FrameType
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heitje.settings")
django.setup()

import structlog  # noqa: E402 - Django is set up first
from django.conf import settings  # noqa: E402
from django.db import Error as DatabaseError  # noqa: E402
from django.db import close_old_connections  # noqa: E402
from django.http import parse_cookie  # noqa: E402
from django.utils import timezone  # noqa: E402

from currency.live import channel  # noqa: E402
from heitje.hints import Hints  # noqa: E402
from heitje.listeners import Listener, listener_of, standing  # noqa: E402

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

log = structlog.get_logger(__name__)
PATH: Final = re.compile(
    r"/stroom/betaalverzoek/(?P<id>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})/"
)
LOOK_AGAIN_S: Final = 2.0
# The right to listen is proved anew at every so many looks: at least twice a minute.
PROVE_AT_LOOK: Final = 10
# Who finds no room asks by itself: the page has polling behind the stream.
MOST_STREAMS: Final = 1_000
MOST_A_PERSON: Final = 20
THREADS: Final = 4
END_AGAIN_S: Final = 0.5
PULSE: Final = b"event: pulse\ndata: 1\n\n"


class Stream:
    """The application of one process: its streams, its few database threads, its hints."""

    def __init__(self) -> None:
        self.hints = Hints(settings.BROKER_URL)
        self.open: Counter[tuple[str, int]] = Counter()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="stream-db")
        self._closing = asyncio.Event()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a stream, a health probe, or 404."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["path"] == "/health/live":
            await _plain(send, 200, b'{"status": "ok"}', b"application/json")
        else:
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """From the server's start to its stop; streams that are open then end at once."""
        await receive()
        hearing = asyncio.ensure_future(self.hints.run())
        with _when_told_to_stop(self._closing.set):
            await send({"type": "lifespan.startup.complete"})
            await receive()
        self._closing.set()
        await _cancel(hearing)
        self._threads.shutdown(wait=False, cancel_futures=True)
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: Message, receive: Receive, send: Send) -> None:
        headers = _headers(scope)
        host = headers.get("host", "").rsplit(":", 1)[0].lower()
        found = PATH.fullmatch(scope["path"])
        origin = headers.get("origin", "")
        if found is None or scope["method"] != "GET" or not _is_ours(origin, host):
            await _plain(send, 404)
            return
        key = parse_cookie(headers.get("cookie", "")).get(settings.SESSION_COOKIE_NAME, "")
        try:
            listener = await self._in_thread(
                partial(listener_of, host=host, session_key=key, request_id=UUID(found["id"]))
            )
        except DatabaseError:
            log.warning("stream_without_database")
            await _plain(send, 503)
            return
        if listener is None:
            await _plain(send, 404)
            return
        await self._keep(listener, origin, receive, send)

    async def _keep(self, listener: Listener, origin: str, receive: Receive, send: Send) -> None:
        """One stream, until its end, the client's leaving or the server's stop."""
        person = (listener.schema, listener.person_id)
        if self.open.total() >= MOST_STREAMS or self.open[person] >= MOST_A_PERSON:
            await _plain(send, 503)
            return
        self.open[person] += 1
        try:
            await send(_start(origin))
            telling = asyncio.ensure_future(self._tell(listener, send))
            others = [asyncio.ensure_future(_until_gone(receive)),
                      asyncio.ensure_future(self._closing.wait())]  # fmt: skip
            await asyncio.wait([telling, *others], return_when=asyncio.FIRST_COMPLETED)
            await _cancel(*others)
            await _cancel(telling)
        except DatabaseError:
            log.warning("stream_without_database")  # it ends; the page asks by itself
        finally:
            self.open -= Counter([person])  # and forget who has none left
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _tell(self, listener: Listener, send: Send) -> None:
        """Send the state now and at each change, until it is final or no longer theirs to hear."""
        told: dict[str, object] = {}
        with self.hints.listen(channel(listener.schema, listener.request_id)) as hint:
            for look in count(1):
                hint.clear()  # before the look: a hint that comes during it makes one look more
                prove = look % PROVE_AT_LOOK == 0
                found = await self._in_thread(partial(standing, listener, prove=prove))
                if found is None:
                    return
                line = PULSE if found.state == told else _state(found.state)
                await send({"type": "http.response.body", "body": line, "more_body": True})
                if found.is_final:
                    return
                told = found.state
                await _until(hint, found.expires_at)

    async def _in_thread(self, work: Callable[[], Any]) -> Any:
        """Do database work in one of the few threads, each with its own connection."""

        def run() -> Any:
            close_old_connections()
            return work()

        return await asyncio.get_running_loop().run_in_executor(self._threads, run)


@contextmanager
def _when_told_to_stop(act: Callable[[], None]) -> Iterator[None]:
    """Run `act` in the loop at SIGTERM and SIGINT, beside what the server does at them.

    A server waits for open connections before it ends the lifespan, and these never end by
    themselves. The loop hears of signals by its wake-up descriptor (`loop.add_signal_handler`), so
    a handler set here takes nothing from it.
    """
    loop = asyncio.get_running_loop()
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def heard(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(act)

    before = {number: signal.signal(number, heard) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def _until(hint: asyncio.Event, expires_at: datetime) -> None:
    """Wait for a hint, the end of the request's time, or until it is time to look again."""
    left_s = (expires_at - timezone.now()).total_seconds()
    with suppress(TimeoutError):
        await asyncio.wait_for(hint.wait(), min(LOOK_AGAIN_S, max(left_s, 0.0) + 0.01))


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _cancel(*tasks: "asyncio.Future[Any]") -> None:
    """End tasks; what one of them met by itself is raised.

    A library may swallow being ended, as while it connects: then it is told again.
    """
    for task in tasks:
        while not task.done():
            task.cancel()
            await asyncio.wait([task], timeout=END_AGAIN_S)
        with suppress(asyncio.CancelledError):
            await task


def _headers(scope: Message) -> dict[str, str]:
    """The request's headers; cookies may come in several (RFC 9113, section 8.2.3)."""
    found: dict[str, str] = {}
    for name, value in ((name.decode("latin-1"), value.decode("latin-1"))
                        for name, value in scope["headers"]):  # fmt: skip
        is_more = name == "cookie" and name in found
        found[name] = f"{found[name]}; {value}" if is_more else value
    return found


def _is_ours(origin: str, host: str) -> bool:
    """Whether the page that asks stands on the same host; none says so at the same origin."""
    parts = urlsplit(origin)
    return not origin or (
        parts.hostname == host and parts.scheme == ("https" if settings.HTTPS else "http")
    )


def _state(state: dict[str, object]) -> bytes:
    return b"event: state\ndata: %b\n\n" % json.dumps(state).encode()


def _start(origin: str) -> Message:
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


async def _plain(send: Send, status: int, body: bytes = b"", kind: bytes = b"text/plain") -> None:
    headers = [(b"content-type", kind), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


application = Stream()
