"""/health/live and /health/ready: for probes, which know a pod by its address.

`live` asks nobody: a database that is away is no reason to restart the process. `ready` is 200
when database, public tables and broker answer, else 503 as problem+json (RFC 9457).
"""

import time
from collections.abc import Callable
from functools import cache
from typing import Final

import redis
import structlog
from django.apps import apps
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse
from django_tenants.utils import schema_context

from heitje.observability.metrics import metrics_response
from tenants.problems import PROBLEM_JSON, PROBLEMS_URL

log = structlog.get_logger(__name__)
PROBE_TIMEOUT_S: Final = 2.0


class NotMigrated(Exception):  # noqa: N818 - a state of the house, said by its name
    """The public schema is behind the code."""


class HealthMiddleware:
    """Stands first: probes and figures need no tenant, no session and no host name of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the probes and the figures, pass everything else on."""
        if request.path == "/health/live":
            return JsonResponse({"status": "ok"})
        if request.path == "/health/ready":
            return ready()
        if request.path == "/metrics":
            return metrics_response(request)
        return self.get_response(request)


def ready() -> JsonResponse:
    """What the process needs, one check each with its milliseconds."""
    checks = {
        "database": _timed(_database),
        "migrations": _timed(_migrations),
        "broker": _timed(_broker),
    }
    wrong = [name for name, check in checks.items() if check["status"] != "ok"]
    if not wrong:
        return JsonResponse({"status": "ok", "checks": checks})
    log.warning("not_ready", wrong=wrong)
    body = {
        "type": PROBLEMS_URL + "not-ready",
        "title": "A service that Heitje needs does not answer.",
        "status": 503,
        "code": "not-ready",
        "checks": checks,
    }
    return JsonResponse(body, status=503, content_type=PROBLEM_JSON)


def _timed(check: Callable[[], None]) -> dict[str, object]:
    started = time.monotonic()
    outcome: dict[str, object] = {"status": "ok"}
    try:
        check()
    except (DatabaseError, redis.RedisError, NotMigrated) as error:
        # The class alone: the message names hosts and users.
        outcome = {"status": "unavailable", "reason": type(error).__name__}
    return outcome | {"ms": round((time.monotonic() - started) * 1000)}


def _database() -> None:
    with schema_context("public"), connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _migrations() -> None:
    with schema_context("public"), connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM public.django_migrations")
        applied = set(cursor.fetchall())
    if not known_migrations() <= applied:
        raise NotMigrated


def _broker() -> None:
    with redis.Redis.from_url(
        settings.BROKER_URL, socket_timeout=PROBE_TIMEOUT_S, socket_connect_timeout=PROBE_TIMEOUT_S
    ) as client:
        client.ping()


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """What the code has for the public schema. Read once: the code of a process does not change."""
    shared = {config.label for config in apps.get_app_configs() if config.name in _shared_apps()}
    loader = MigrationLoader(None)
    return frozenset(
        (app, name)
        for (app, name), migration in loader.disk_migrations.items()
        if app in shared and not migration.replaces
    )


def _shared_apps() -> set[str]:
    return set(settings.SHARED_APPS)
