"""Every request has an id, leaves one line in the log and is counted."""

import re
import time
from collections.abc import Callable
from typing import Final
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponse

from heitje.observability.metrics import DURATION, REQUESTS

log = structlog.get_logger("heitje.request")
WELL_FORMED: Final = re.compile(r"[A-Za-z0-9-]{8,64}")
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
Answer = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Takes a well-formed X-Request-ID or draws one; it stands in the answer and in every line."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Bind the id, answer, and tell in one line what was asked and how it went."""
        given = request.headers.get("X-Request-ID", "")
        request_id = given if WELL_FORMED.fullmatch(given) else uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.monotonic()
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        log.info(
            "request_answered",
            tenant=tenant_of(request),
            method=method_of(request),
            route=route_of(request),
            status=response.status_code,
            ms=round((time.monotonic() - started) * 1000),
        )
        structlog.contextvars.clear_contextvars()
        return response


class MetricsMiddleware:
    """Counts answers by tenant, route, method and status, and times them by route."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer and count."""
        started = time.monotonic()
        response = self.get_response(request)
        route = route_of(request)
        DURATION.labels(route).observe(time.monotonic() - started)
        REQUESTS.labels(
            tenant_of(request), route, method_of(request), str(response.status_code)
        ).inc()
        return response


def route_of(request: HttpRequest) -> str:
    """The name of the page, never its path: a path may carry a code."""
    match = request.resolver_match
    return match.view_name or "unnamed" if match else "none"


def tenant_of(request: HttpRequest) -> str:
    """The schema the host led to. The connection may look elsewhere by the end of a request."""
    tenant = getattr(request, "tenant", None)
    return tenant.schema_name if tenant else "public"


def method_of(request: HttpRequest) -> str:
    """The method, when it is one of HTTP's: a caller may send any word, and each makes a series."""
    method = request.method or ""
    return method if method in METHODS else "other"
