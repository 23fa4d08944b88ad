"""The region a request is about: that of its host."""

from rest_framework.request import Request

from tenants.errors import NotFound
from tenants.models import Domain, Region


def region_of(request: Request) -> Region:
    """The region of this host. Raises NotFound."""
    domain: Domain | None = getattr(request, "domain", None)
    if domain is None or domain.region is None:
        raise NotFound
    return domain.region
