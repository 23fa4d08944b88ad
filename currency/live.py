"""Telling a waiting till at once that its request changed. A hint only: the till also asks.

Valkey's publish and subscribe; when Valkey is away nothing is lost but a second or two.
"""

import os
import threading
import time
from typing import Any, Final
from uuid import UUID

import redis
import structlog
from django.conf import settings
from django.db import transaction
from redis.backoff import NoBackoff
from redis.retry import Retry

log = structlog.get_logger(__name__)
TIMEOUT_S: Final = 0.5
# Answers are read after so many commands, or after so long a silence: what says that Valkey has
# gone is found then. A hint or two are lost meanwhile.
MOST_UNREAD: Final = 32
AT_REST_S: Final = 1.0
EVERY_CHANNEL: Final = "heitje:*:request:*"


def channel(schema_name: str, request_id: UUID) -> str:
    """The channel of one payment request of one tenant."""
    return f"heitje:{schema_name}:request:{request_id}"


def announce(schema_name: str, request_id: UUID) -> None:
    """Publish, after the commit, that the request changed."""
    transaction.on_commit(lambda: _publish(channel(schema_name, request_id)))


def _publish(name: str) -> None:
    try:
        _wire.say("PUBLISH", name, "changed")
    except redis.RedisError:
        log.warning("live_hint_not_sent")


class _Wire(threading.local):
    """A thread's own connection to Valkey. It says and does not wait: answers are read next time.

    Waiting for an answer nobody uses would cost each payment as much as one of its two questions.
    """

    connection: Any = None  # the library's own has no types
    belongs_to: tuple[int, str] | None = None
    unread: int = 0
    said_at: float = 0.0

    def say(self, *words: str) -> None:
        """Send a command. Raises RedisError; never waits longer than `TIMEOUT_S`."""
        if self.connection is not None and not self._is_at_rest(self.connection):
            self.connection.disconnect()
            self.connection = None
        if self.connection is None:
            # One try: a payment never waits for a hint, not even for a Valkey that has gone.
            self.connection = _connection(settings.BROKER_URL)
            self.belongs_to = os.getpid(), settings.BROKER_URL
            self.unread = 0
        try:
            self.connection.send_command(*words)
            self.unread, self.said_at = self.unread + 1, time.monotonic()
        except redis.RedisError:
            self.connection.disconnect()
            self.connection = None
            raise

    def _is_at_rest(self, connection: Any) -> bool:
        """Whether it is ours and still good, after the answers that lie ready were read."""
        if self.belongs_to != (os.getpid(), settings.BROKER_URL):
            return False
        if self.unread < MOST_UNREAD and time.monotonic() - self.said_at < AT_REST_S:
            return True  # looking costs as much as saying
        try:
            while connection.can_read():
                connection.read_response()
        except redis.RedisError:
            return False
        self.unread = 0
        return True


def _connection(url: str) -> Any:
    pool = redis.ConnectionPool.from_url(
        url,
        socket_timeout=TIMEOUT_S,
        socket_connect_timeout=TIMEOUT_S,
        retry=Retry(NoBackoff(), 0),
    )
    return pool.make_connection()


_wire = _Wire()
