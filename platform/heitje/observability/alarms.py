"""Open alarms of every tenant, read when asked: a figure that crossed its bound."""

from collections.abc import Iterator

import structlog
from django.db import Error as DatabaseError
from django.db import connection
from django_tenants.utils import schema_context
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from psycopg import sql

from heitje.observability.backlog import SCHEMAS_AT_ONCE
from tenants.queries import all_tenants

log = structlog.get_logger(__name__)


class AlarmCollector(Collector):
    """`heitje_alarm{tenant, kind}` is 1 for each alarm that is open; no line: all is well."""

    def collect(self) -> Iterator[Metric]:
        """The family, as prometheus_client wants it."""
        family = GaugeMetricFamily(
            "heitje_alarm", "Open alarms of a town", labels=["tenant", "kind"]
        )
        try:
            for schema, kind in open_alarms_of_all():
                family.add_metric([schema, kind], 1)
        except DatabaseError:
            log.warning("alarms_not_read")
            return
        yield family


def open_alarms_of_all() -> list[tuple[str, str]]:
    """Tenant and kind of each open alarm of the house."""
    found: list[tuple[str, str]] = []
    with schema_context("public"), connection.cursor() as cursor:
        schemas = [tenant.schema_name for tenant in all_tenants()]
        for start in range(0, len(schemas), SCHEMAS_AT_ONCE):
            parts = [_one(name) for name in schemas[start : start + SCHEMAS_AT_ONCE]]
            cursor.execute(sql.SQL(" UNION ALL ").join(parts))
            found += cursor.fetchall()
    return sorted(found)


def _one(schema: str) -> sql.Composed:
    return sql.SQL("SELECT {}::text, kind FROM {}.currency_alarm WHERE over_at IS NULL").format(
        sql.Literal(schema), sql.Identifier(schema)
    )
