"""Figures for Prometheus: counts and durations by route and tenant, never by person.

With several web processes PROMETHEUS_MULTIPROC_DIR names a folder they share; it must be empty
when they start. What is true of the whole house stands in `heitje.observability.backlog`.
"""

import hmac
import os
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client import REGISTRY as PROCESS_REGISTRY
from prometheus_client.multiprocess import MultiProcessCollector

from currency.outcomes import payment_answered
from heitje.observability.alarms import AlarmCollector
from heitje.observability.backlog import BacklogCollector

SHARED_FOLDER: Final = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")
if SHARED_FOLDER:
    Path(SHARED_FOLDER).mkdir(parents=True, exist_ok=True)  # the counters below open files in it

REQUESTS: Final = Counter(
    "heitje_requests_total", "Answered requests", ["tenant", "route", "method", "status"]
)
DURATION: Final = Histogram(
    "heitje_request_seconds",
    "Time to answer",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
PAYMENTS: Final = Counter(
    "heitje_payments_total", 'Payments by outcome: "paid" or the code of the refusal', ["outcome"]
)
LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})
FORWARDED: Final = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


def metrics_response(request: HttpRequest) -> HttpResponse:
    """The figures, for whoever carries METRICS_TOKEN; without a token set, for this machine."""
    if not _may_read(request):
        return HttpResponse(status=404)
    registry = CollectorRegistry()
    if SHARED_FOLDER:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(PROCESS_REGISTRY)
    registry.register(BacklogCollector())
    registry.register(AlarmCollector())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


@receiver(payment_answered, dispatch_uid="heitje.observability.metrics")
def count_payment(outcome: str, **kwargs: Any) -> None:
    """One payment more with this outcome."""
    PAYMENTS.labels(outcome).inc()


def _may_read(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    # A proxy on this machine reaches us from loopback too, on behalf of anybody.
    forwarded = any(header in request.headers for header in FORWARDED)
    return not forwarded and request.META.get("REMOTE_ADDR") in LOOPBACK
