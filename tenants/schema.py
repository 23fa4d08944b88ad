"""Which schema the connection looks at: the one place that knows django-tenants' connection."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final

from django.db import connection
from django_tenants.utils import schema_context

PUBLIC: Final = "public"
# django-tenants' database wrapper adds to Django's what no stub knows.
_wrapped: Any = connection


def current_schema() -> str:
    """The name of the schema the connection looks at now."""
    return str(_wrapped.schema_name)


def look_at_public() -> None:
    """From here on the connection looks at what all tenants share."""
    _wrapped.set_schema_to_public()


def look_at(tenant: object) -> None:
    """From here on the connection looks at this tenant's schema."""
    _wrapped.set_tenant(tenant)


def shown_tenant() -> object | None:
    """The tenant the connection was led to; None where only a name of a schema is known."""
    return getattr(_wrapped, "tenant", None)


def looking_at(schema_name: str) -> AbstractContextManager[None]:
    """Look at a schema for a while; costs nothing when the connection looks at it already."""
    return nullcontext() if schema_name == current_schema() else schema_context(schema_name)
