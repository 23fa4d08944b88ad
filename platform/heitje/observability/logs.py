"""Structured logs: one fact a line with tenant, request and task, scrubbed of personal data.

Lines of libraries go the same way: read, scrubbed and written like our own.
"""

from collections.abc import MutableMapping
from typing import Any, Final

import structlog
from celery import current_task
from django.db import connection

from heitje.observability.scrub import MASK, is_telling, mask_text, scrub, scrub_text

PLAIN_KEYS: Final = frozenset({"event", "level", "timestamp", "logger"})
EXCEPTION: Final = "exception"
QUIET: Final = {
    "django.server": "WARNING",
    "django.request": "ERROR",
    "celery.app.trace": "WARNING",
    "celery.worker.strategy": "WARNING",
    "celery.beat": "WARNING",
    "axes": "WARNING",
}
QUIET_IN_DEMO: Final = {"heitje.request": "WARNING", "heitje.tasks": "WARNING"}
Fact = MutableMapping[str, Any]


def configure_structlog() -> None:
    """Facts go through the standard library's handlers, so that libraries' lines look alike."""
    structlog.configure(
        processors=[*PROCESSORS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def logging_config(debug: bool, *, is_demo: bool = False) -> dict[str, Any]:
    """The LOGGING setting: readable lines while developing, JSON elsewhere.

    The demo's terminal belongs to whoever looks around: it shows trouble, not every page.
    """
    renderer: Any = (
        structlog.dev.ConsoleRenderer(colors=False)
        if debug
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": PROCESSORS,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"facts": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "facts"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            name: {"level": level}
            for name, level in (QUIET | (QUIET_IN_DEMO if is_demo else {})).items()
        },
    }


def add_tenant(logger: object, method: str, fact: Fact) -> Fact:
    """Say whose schema the line speaks of."""
    fact.setdefault("tenant", getattr(connection, "schema_name", "public"))
    return fact


def add_task(logger: object, method: str, fact: Fact) -> Fact:
    """Say in which task of celery it happened, when in one."""
    if current_task and current_task.request.id:
        fact.setdefault("task", current_task.name)
        fact.setdefault("task_id", current_task.request.id)
    return fact


def scrub_fact(logger: object, method: str, fact: Fact) -> Fact:
    """Mask personal data. A value stays on one line; an exception keeps its lines."""
    return {
        scrub_text(key): value if key.startswith("_") else _scrubbed(key, value)
        for key, value in fact.items()
    }


def _scrubbed(key: str, value: object) -> object:
    if key == EXCEPTION:
        return mask_text(str(value))
    if key in PLAIN_KEYS:
        return scrub_text(str(value))
    return MASK if is_telling(key) else scrub(value)


PROCESSORS: Final[list[Any]] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    add_tenant,
    add_task,
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
    scrub_fact,
]
