"""Words of a message: its subject and text out of one template, in one language.

No sum stands in a subject: it is what a locked phone shows to everybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from tenants.models import Tenant
from tenants.queries import current_tenant, primary_host


@dataclass(frozen=True)
class Words:
    """What a message says."""

    subject: str
    text: str


def words_of(template: str, context: Mapping[str, object], *, language: str) -> Words:
    """The subject on one line, and the text without greeting and address."""
    with translation.override(language):
        shown = {"tenant": current_tenant(), **context}
        subject = render_to_string(template, {**shown, "is_subject": True})
        text = render_to_string(template, shown)
    return Words(" ".join(subject.split()), text.strip())


def address_of(path: str, tenant: Tenant | None = None) -> str:
    """A link into the town's own pages, from where no request says how they are reached."""
    scheme, port = ("https", "") if settings.HTTPS else ("http", f":{settings.PORT}")
    return f"{scheme}://{primary_host(tenant or current_tenant())}{port}{path}"
