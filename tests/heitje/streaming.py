"""Drives the event stream as a server does: one loop in a thread of its own, a queue a listener."""

import asyncio
import json
import queue
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from heitje.stream import Stream

Message = dict[str, Any]


@dataclass
class Listening:
    """One request at the stream, with what was answered so far."""

    loop: asyncio.AbstractEventLoop
    answers: "queue.Queue[Message]" = field(default_factory=queue.Queue)
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    over: "Future[None] | None" = None

    @property
    def start(self) -> Message:
        """Status and headers."""
        return self.answers.get(timeout=5)

    def hear(self, within_s: float = 3.0) -> Message | None:
        """The next state that is told; None at the end. Pulses are passed over."""
        while True:
            message = self.answers.get(timeout=within_s)
            if not message.get("more_body"):
                return None
            kind, data, *_ = message["body"].decode().split("\n")
            if kind == "event: state":
                found: Message = json.loads(data.removeprefix("data: "))
                return found

    def leave(self) -> None:
        """The client goes away."""
        self.loop.call_soon_threadsafe(self.gone.set)
        assert self.over is not None
        self.over.result(timeout=5)

    async def send(self, message: Message) -> None:
        """ASGI's."""
        self.answers.put(message)

    async def receive(self) -> Message:
        """ASGI's."""
        await self.gone.wait()
        return {"type": "http.disconnect"}


@dataclass
class Served:
    """A stream that runs."""

    stream: Stream
    loop: asyncio.AbstractEventLoop
    stopping: asyncio.Event

    def listen(
        self, path: str, *, host: str = "", method: str = "GET", **headers: str
    ) -> Listening:
        """Begin to listen; `origin` and `cookie` are headers."""
        found = Listening(self.loop)
        named = {"host": f"{host}:8001", **headers}
        scope = {
            "type": "http",
            "path": path,
            "method": method,
            "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        }
        answer = self.stream(scope, found.receive, found.send)
        found.over = asyncio.run_coroutine_threadsafe(answer, self.loop)
        return found

    def stop(self) -> None:
        """The server is told to stop."""
        self.loop.call_soon_threadsafe(self.stopping.set)


@contextmanager
def served() -> Iterator[Served]:
    """A stream from its server's start to its stop."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    found = Served(Stream(), loop, asyncio.Event())
    running = asyncio.run_coroutine_threadsafe(_live(found), loop)
    try:
        yield found
    finally:
        found.stop()
        running.result(timeout=5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=5)
        loop.close()


async def _live(found: Served) -> None:
    begun = False

    async def receive() -> Message:
        nonlocal begun
        if begun:
            await found.stopping.wait()
            return {"type": "lifespan.shutdown"}
        begun = True
        return {"type": "lifespan.startup"}

    async def send(message: Message) -> None:
        pass

    await found.stream({"type": "lifespan"}, receive, send)
