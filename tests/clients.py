"""A browser on one host of the house; the schema the test looks at stays what it was."""

from typing import Any

from django.core.cache import cache
from django.test import Client
from django_tenants.utils import schema_context

from tenants.models import Domain, Tenant
from tenants.people.models import Person
from tenants.queries import primary_host
from tenants.schema import current_schema

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


class HostClient(Client):
    """Asks on one host. A session lives in the schema of that host's tenant."""

    def __init__(self, host: str, **defaults: Any) -> None:
        super().__init__(headers={"host": host}, **defaults)
        self.host = host

    def request(self, **request: Any) -> Any:
        """One request, as Django's own."""
        with schema_context(current_schema()):
            return super().request(**request)

    def sign_in(self, person: Person) -> None:
        """From here on somebody who signed in."""
        domain = Domain.objects.select_related("tenant").get(domain=self.host)
        with schema_context(domain.tenant.schema_name):
            self.force_login(person, backend=SIGN_IN)


def client_for(where: Tenant | str, person: Person | None = None, **defaults: Any) -> HostClient:
    """A browser at a town or on any host name, signed in when a person is given."""
    cache.clear()  # what counts attempts (sign-in, lock-outs) knows nothing of other tests
    host = where if isinstance(where, str) else primary_host(where)
    client = HostClient(host, **defaults)
    if person is not None:
        client.sign_in(person)
    return client
