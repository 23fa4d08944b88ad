"""The host name picks the tenant and the face; an unknown host is a plain 404.

Looked up once and kept for some seconds in the process: a page needs no query for it.
"""

import time
from collections.abc import Callable
from typing import Final

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import set_urlconf
from django_tenants.utils import remove_www

from tenants.models import Domain
from tenants.schema import look_at, look_at_public

URLCONFS: Final = {
    Domain.Face.FRONT: "heitje.urls.front",
    Domain.Face.TENANT: "heitje.urls.tenant",
    Domain.Face.COORDINATOR: "heitje.urls.region",
    Domain.Face.OPERATOR: "heitje.urls.operator",
}
KEEP_S: Final = 10.0
KEEP_HOSTS: Final = 2_000
_known: dict[str, tuple[float, Domain]] = {}


class HostMiddleware:
    """Sets `request.tenant`, `request.domain`, the schema and the urls of this face."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer on the tenant's schema, and leave the connection in public afterwards."""
        look_at_public()
        domain = domain_of(request)
        if domain is None:
            return render(request, "unknown_host.html", status=404)
        request.tenant = domain.tenant  # type: ignore[attr-defined]
        request.domain = domain  # type: ignore[attr-defined]
        request.urlconf = URLCONFS[Domain.Face(domain.face)]  # type: ignore[attr-defined]
        look_at(domain.tenant)
        set_urlconf(request.urlconf)  # type: ignore[attr-defined]
        return self.get_response(request)


def domain_of(request: HttpRequest) -> Domain | None:
    """The Domain row of the request's host, or None for a host nobody named."""
    try:
        host = remove_www(request.get_host().rsplit(":", 1)[0]).lower()
    except DisallowedHost:
        return None
    return domain_named(host)


def domain_named(host: str) -> Domain | None:
    """The Domain row of a host name, at most `KEEP_S` seconds old."""
    kept = _known.get(host)
    if kept and time.monotonic() - kept[0] < KEEP_S:
        return kept[1]
    domain = Domain.objects.select_related("tenant", "region").filter(domain=host).first()
    if domain is not None:
        if len(_known) >= KEEP_HOSTS:
            _known.clear()
        _known[host] = (time.monotonic(), domain)
    return domain


def forget_hosts() -> None:
    """Drop what is kept: after a change of domains, and between tests."""
    _known.clear()
