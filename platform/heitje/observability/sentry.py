"""Error reports to Sentry, on when a DSN is set, without names, mails, IBANs or sums.

What leaves is built from a list of what may: class and place of the error, tenant, route, request
and task. Messages of exceptions are dropped whole, because nothing can tell a name in free text.
"""

import logging
import re
from typing import Any, Final

import sentry_sdk
import structlog
from celery import current_task
from django.db import connection
from sentry_sdk.integrations.celery import CeleryIntegration
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.logging import LoggingIntegration

from heitje.observability.scrub import MASK, scrub_text

Event = Any  # sentry_sdk's own types move between releases
KEPT: Final = frozenset(
    {"event_id", "timestamp", "start_timestamp", "platform", "level", "logger", "type", "sdk",
     "release", "environment", "transaction_info", "fingerprint"}
)  # fmt: skip
KEPT_OF_FRAME: Final = frozenset(
    {"filename", "abs_path", "function", "module", "lineno", "in_app", "pre_context",
     "context_line", "post_context"}
)  # fmt: skip
KEPT_OF_TRACE: Final = ("trace_id", "span_id", "parent_span_id", "op", "status")
FACT_NAME: Final = re.compile(r"[a-z][a-z0-9_]{2,60}")


def init_sentry(
    dsn: str,
    *,
    release: str,
    environment: str,
    traces_sample_rate: float = 0.0,
    transport: Any = None,
) -> bool:
    """Switch reporting on when there is a DSN; returns whether it is on.

    The library sends no personal data unless told to (`send_default_pii`, now deprecated, stays
    unset); we do not rely on it: `clean_event` decides.
    """
    if not dsn:
        return False
    sentry_sdk.init(
        dsn=dsn,
        release=release,
        environment=environment,
        transport=transport,
        integrations=[
            DjangoIntegration(transaction_style="function_name", signals_spans=False),
            CeleryIntegration(),
            LoggingIntegration(level=None, event_level=logging.ERROR, sentry_logs_level=None),
        ],
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        trace_propagation_targets=[],
        traces_sample_rate=traces_sample_rate,
        before_send=clean_event,
        before_send_transaction=clean_event,
        before_breadcrumb=no_breadcrumb,
    )
    return True


def no_breadcrumb(crumb: object, hint: dict[str, Any]) -> None:
    """What came before stands in the log, under the same request id."""


def clean_event(event: Event, hint: dict[str, Any]) -> Event:
    """What may leave of an event; a member we do not know is left out, not let through."""
    clean = {key: event[key] for key in KEPT if key in event}
    clean["tags"] = _tags()
    if event.get("transaction_info", {}).get("source") != "url":  # a path may carry a code
        clean["transaction"] = event.get("transaction", "")
    trace = event.get("contexts", {}).get("trace", {})
    clean["contexts"] = {"trace": {key: trace[key] for key in KEPT_OF_TRACE if key in trace}}
    errors = (event.get("exception") or {}).get("values") or []
    if errors:
        clean["exception"] = {"values": [_clean_error(error) for error in errors]}
    elif event.get("type") == "transaction":
        clean["spans"] = [_clean_span(span) for span in event.get("spans") or []]
    else:
        clean["logentry"] = {"message": _fact_name(hint)}
    return clean


def _clean_error(error: dict[str, Any]) -> dict[str, Any]:
    frames = (error.get("stacktrace") or {}).get("frames") or []
    mechanism = error.get("mechanism") or {}
    kept = ("type", "handled", "exception_id", "parent_id", "is_exception_group")
    return {
        "type": error.get("type"),
        "module": error.get("module"),
        "value": MASK,
        "mechanism": {key: mechanism[key] for key in kept if key in mechanism},
        "stacktrace": {
            "frames": [
                {key: frame[key] for key in KEPT_OF_FRAME if key in frame} for frame in frames
            ]
        },
    }


def _clean_span(span: dict[str, Any]) -> dict[str, Any]:
    """How long what kind of work took; its description is SQL or an address."""
    times = ("timestamp", "start_timestamp")
    return {key: span[key] for key in (*KEPT_OF_TRACE, *times) if key in span}


def _tags() -> dict[str, str]:
    """Where to look on: tenant, request and task."""
    tags = {"tenant": str(getattr(connection, "schema_name", "public"))}
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    if request_id:
        tags["request_id"] = scrub_text(str(request_id))
    if current_task:
        tags["task"] = str(current_task.name)
    return tags


def _fact_name(hint: dict[str, Any]) -> str:
    """The name of a logged fact ("ledger_broken"); a sentence of a library is not sent."""
    record = hint.get("log_record")
    said = getattr(record, "msg", None)
    name = said.get("event") if isinstance(said, dict) else said
    return name if isinstance(name, str) and FACT_NAME.fullmatch(name) else MASK
