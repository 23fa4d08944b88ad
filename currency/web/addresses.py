"""Where another tenant's pages are, on the same port as this one's."""

from django.http import HttpRequest

from tenants.models import Tenant
from tenants.queries import primary_host


def address_at(request: HttpRequest, tenant: Tenant, path: str) -> str:
    """The whole web address of a path on the tenant's own host."""
    port = request.get_port()
    suffix = "" if port in {"80", "443"} else f":{port}"
    return f"{request.scheme}://{primary_host(tenant)}{suffix}{path}"
