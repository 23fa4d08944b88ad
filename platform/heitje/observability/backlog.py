"""Figures of the whole house, read when asked: what waits in outboxes and queues, how tasks ended.

Every web process tells the same numbers, so a graph takes their maximum, never their sum.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import redis
import structlog
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django_tenants.utils import schema_context
from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector
from psycopg import sql

from tenants.queries import all_tenants
from tenants.trail.services import GIVE_UP_AFTER

log = structlog.get_logger(__name__)
TIMEOUT_S: Final = 1.0
QUEUE: Final = "celery"
TASKS_KEY: Final = "heitje:figures:tasks"
SCHEMAS_AT_ONCE: Final = 100


@dataclass(frozen=True)
class Waiting:
    """Outbox events of all tenants that were not told yet."""

    events: int
    given_up: int
    lag_s: float


class BacklogCollector(Collector):
    """Asks database and broker at each reading; what cannot be asked is left out."""

    def collect(self) -> Iterator[Metric]:
        """The families, as prometheus_client wants them."""
        try:
            yield from _outbox_families(waiting_events())
        except DatabaseError:
            log.warning("outbox_not_counted")
        try:
            yield from _broker_families()
        except redis.RedisError:
            log.warning("queue_not_counted")


def waiting_events() -> Waiting:
    """What waits in the outboxes of all tenants, and how many seconds the oldest has waited."""
    with schema_context("public"):
        schemas = [tenant.schema_name for tenant in all_tenants()]
        parts = [
            _waiting_in(schemas[start : start + SCHEMAS_AT_ONCE])
            for start in range(0, len(schemas), SCHEMAS_AT_ONCE)
        ]
    return Waiting(
        events=sum(part.events for part in parts),
        given_up=sum(part.given_up for part in parts),
        lag_s=max((part.lag_s for part in parts), default=0.0),
    )


def _waiting_in(schemas: Sequence[str]) -> Waiting:
    one = sql.SQL("SELECT created_at, attempts FROM {}.trail_outboxevent WHERE told_at IS NULL")
    events = sql.SQL(" UNION ALL ").join(one.format(sql.Identifier(name)) for name in schemas)
    question = sql.SQL(
        "SELECT count(*) FILTER (WHERE attempts < {limit}),"
        " count(*) FILTER (WHERE attempts >= {limit}),"
        " greatest(0, extract(epoch FROM clock_timestamp() - min(created_at)"
        " FILTER (WHERE attempts < {limit})))::float FROM ({events}) AS waiting"
    ).format(limit=sql.Literal(GIVE_UP_AFTER), events=events)
    with connection.cursor() as cursor:
        cursor.execute(question)
        return Waiting(*cursor.fetchone())


def _outbox_families(waiting: Waiting) -> Iterator[Metric]:
    yield GaugeMetricFamily("heitje_outbox_waiting", "Events to tell", value=waiting.events)
    yield GaugeMetricFamily(
        "heitje_outbox_given_up", "Events that failed too often", value=waiting.given_up
    )
    yield GaugeMetricFamily(
        "heitje_outbox_lag_seconds", "Age of the oldest event to tell", value=waiting.lag_s
    )


def _broker_families() -> Iterator[Metric]:
    with redis.Redis.from_url(
        settings.BROKER_URL,
        socket_timeout=TIMEOUT_S,
        socket_connect_timeout=TIMEOUT_S,
        decode_responses=True,
    ) as client:
        length = client.llen(QUEUE)
        ended = client.hgetall(TASKS_KEY)
    queue = GaugeMetricFamily("heitje_queue_length", "Tasks no worker took yet", labels=["queue"])
    queue.add_metric([QUEUE], length)
    yield queue
    tasks = CounterMetricFamily("heitje_tasks", "Ended tasks", labels=["task", "outcome"])
    for name_and_outcome, count in sorted(ended.items()):
        tasks.add_metric(name_and_outcome.rsplit("|", 1), int(count))
    yield tasks
