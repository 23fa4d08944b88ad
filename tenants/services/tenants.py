"""Making tenants and regions. Runs in the public schema.

Upper rooms prepare their part of a new schema by the signal `tenant_created` (sent with the new
schema current), so that this room needs to know none of them.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from django.db import transaction
from django.dispatch import Signal
from django_tenants.utils import schema_context

from tenants.errors import HostTaken, SchemaNameInvalid
from tenants.models import Domain, Region, Tenant
from tenants.people.roles import PUBLIC_ROLES, TENANT_ROLES
from tenants.people.services import keep_roles

tenant_created = Signal()
SCHEMA_NAME: Final = re.compile(r"[a-z][a-z0-9_]{1,40}")
RESERVED: Final = frozenset({"public", "information_schema"})


def create_tenant(
    *, schema_name: str, name: str, host: str, code: str, region: Region | None = None,
    prepares: Mapping[str, object] = MappingProxyType({}), **branding: Any,
) -> Tenant:  # fmt: skip
    """A new tenant: its schema with all tables, its host, its roles, its accounts and rules.

    Takes seconds: the schema is migrated. What `prepares` holds is for the upper rooms: with
    "template" the currency starts from other rules. Raises SchemaNameInvalid, HostTaken.
    """
    if not SCHEMA_NAME.fullmatch(schema_name) or schema_name in RESERVED:
        raise SchemaNameInvalid(schema_name=schema_name)
    if Domain.objects.filter(domain=host).exists():
        raise HostTaken(host=host)
    tenant = Tenant(schema_name=schema_name, name=name, code=code, region=region, **branding)
    tenant.save(verbosity=0)
    Domain.objects.create(domain=host, tenant=tenant, is_primary=True, face=Domain.Face.TENANT)
    with schema_context(schema_name), transaction.atomic():
        keep_roles(TENANT_ROLES)
        tenant_created.send(sender=Tenant, tenant=tenant, **prepares)
    return tenant


def describe_coin(tenant: Tenant, **words: str | int) -> bool:
    """Give a tenant's coin other words or, before its first coin, a value; says whether it differs.

    Takes `singular`, `plural` and `value_cents`. Other processes know it within seconds.
    """
    told = {f"coin_{name}": value for name, value in words.items()}
    if all(getattr(tenant, name) == value for name, value in told.items()):
        return False
    Tenant.objects.filter(id=tenant.id).update(**told)
    for name, value in told.items():
        setattr(tenant, name, value)
    return True


@transaction.atomic
def keep_public_faces(*, base_host: str) -> None:
    """The front door and the operator's desk on their hosts; safe to repeat."""
    public, _ = Tenant.objects.get_or_create(
        schema_name="public", defaults={"name": "Heitje", "code": "00"}
    )
    faces = {base_host: Domain.Face.FRONT, f"beheer.{base_host}": Domain.Face.OPERATOR}
    for host, face in faces.items():
        Domain.objects.get_or_create(
            domain=host,
            defaults={"tenant": public, "face": face, "is_primary": face == Domain.Face.FRONT},
        )
    keep_roles(PUBLIC_ROLES)


@transaction.atomic
def create_region(*, slug: str, name: str, host: str) -> Region:
    """A region and the host of its coordinator's desk. Raises HostTaken."""
    if Domain.objects.filter(domain=host).exists():
        raise HostTaken(host=host)
    region = Region.objects.create(slug=slug, name=name)
    Domain.objects.create(
        domain=host,
        tenant=Tenant.objects.get(schema_name="public"),
        face=Domain.Face.COORDINATOR,
        region=region,
        is_primary=False,
    )
    return region
