"""What the event stream hears from Valkey: one subscription a process, whoever waits is woken.

A hint never says what changed. Whoever is woken looks in the database, and looks again after some
seconds anyway: without Valkey a till is slower, never wrong.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import redis
import redis.asyncio
import structlog

from currency.live import EVERY_CHANNEL

log = structlog.get_logger(__name__)
RETRY_S: Final = 1.0


class Hints:
    """Wakes whoever waits for a channel. Listen before the first look: then none is missed."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._waiting: dict[str, set[asyncio.Event]] = {}

    @contextmanager
    def listen(self, name: str) -> Iterator[asyncio.Event]:
        """An event that is set at each hint on the channel; its user clears it."""
        hint = asyncio.Event()
        self._waiting.setdefault(name, set()).add(hint)
        try:
            yield hint
        finally:
            self._waiting[name].discard(hint)
            if not self._waiting[name]:
                del self._waiting[name]

    async def run(self) -> None:
        """Listen until cancelled; a lost connection is made again."""
        while True:
            try:
                await self._hear()
            except (redis.RedisError, OSError) as error:
                log.warning("stream_without_hints", error=type(error).__name__)
            await asyncio.sleep(RETRY_S)

    async def _hear(self) -> None:
        async with (
            redis.asyncio.Redis.from_url(self._url, socket_connect_timeout=RETRY_S) as client,
            client.pubsub() as subscription,
        ):
            await subscription.psubscribe(EVERY_CHANNEL)
            async for message in subscription.listen():
                if message["type"] == "psubscribe":
                    self._wake_all()  # whatever was published while nobody listened
                else:
                    self._wake(message["channel"].decode())

    def _wake(self, name: str) -> None:
        for hint in self._waiting.get(name, ()):
            hint.set()

    def _wake_all(self) -> None:
        for name in self._waiting:
            self._wake(name)
