"""Telling a waiting till at once that its request changed. A hint only: the till also asks.

Valkey's publish and subscribe; when Valkey is away nothing is lost but a second or two.
"""

from functools import lru_cache
from typing import Final
from uuid import UUID

import redis
import structlog
from django.conf import settings
from django.db import transaction
from redis.backoff import NoBackoff
from redis.retry import Retry

log = structlog.get_logger(__name__)
TIMEOUT_S: Final = 0.5
EVERY_CHANNEL: Final = "heitje:*:request:*"


def channel(schema_name: str, request_id: UUID) -> str:
    """The channel of one payment request of one tenant."""
    return f"heitje:{schema_name}:request:{request_id}"


def announce(schema_name: str, request_id: UUID) -> None:
    """Publish, after the commit, that the request changed."""
    transaction.on_commit(lambda: _publish(channel(schema_name, request_id)))


def _publish(name: str) -> None:
    try:
        _client().publish(name, "changed")
    except redis.RedisError:
        log.warning("live_hint_not_sent")


@lru_cache(maxsize=1)
def _client() -> redis.Redis:
    # One try: a payment never waits for a hint, not even for a Valkey that has gone.
    return redis.Redis.from_url(
        settings.BROKER_URL,
        socket_timeout=TIMEOUT_S,
        socket_connect_timeout=TIMEOUT_S,
        retry=Retry(NoBackoff(), 0),
    )
