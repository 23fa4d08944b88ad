"""What celery tells while it works: the request's id travels along, ends are counted, pulses kept.

A pulse is a file in HEITJE_VAR whose time says when worker or beat last did its round; a probe
looks at its age. Connected by importing this module (`heitje.celery`).
"""

from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any, Final

import redis
import structlog
from celery import signals
from django.conf import settings

from heitje.observability.backlog import TASKS_KEY, TIMEOUT_S

log = structlog.get_logger(__name__)
REQUEST_ID: Final = "heitje_request_id"
_beats = False


@signals.before_task_publish.connect
def send_request_id(headers: MutableMapping[str, Any] | None = None, **kwargs: Any) -> None:
    """The task's lines in the log carry the id of the request that sent it."""
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    if headers is not None and request_id:
        headers[REQUEST_ID] = request_id
    if _beats:
        _keep_pulse("beat")


@signals.task_prerun.connect
def bind_request_id(task: Any = None, **kwargs: Any) -> None:
    """A worker's process serves one task after the other: what the last one bound goes first."""
    structlog.contextvars.clear_contextvars()
    request_id = getattr(task.request, REQUEST_ID, None)
    if request_id:
        structlog.contextvars.bind_contextvars(request_id=request_id)


@signals.task_postrun.connect
def count_end(task: Any = None, state: str | None = None, **kwargs: Any) -> None:
    """One more of this task with this outcome. Counted in the broker: workers answer no HTTP."""
    try:
        _client().hincrby(TASKS_KEY, f"{task.name}|{(state or 'unknown').lower()}", 1)
    except redis.RedisError:
        log.warning("task_not_counted", task=task.name)


@signals.beat_init.connect
def this_is_beat(**kwargs: Any) -> None:
    """From now on each task this process sends is a beat of its pulse."""
    global _beats
    _beats = True
    _keep_pulse("beat")


@signals.heartbeat_sent.connect
def worker_lives(**kwargs: Any) -> None:
    """The worker's main loop turns and reaches the broker."""
    _keep_pulse("worker")


def _keep_pulse(name: str) -> None:
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    (settings.VAR_DIR / f"{name}.pulse").touch()


@lru_cache(maxsize=1)
def _client() -> redis.Redis:
    return redis.Redis.from_url(
        settings.BROKER_URL, socket_timeout=TIMEOUT_S, socket_connect_timeout=TIMEOUT_S
    )
