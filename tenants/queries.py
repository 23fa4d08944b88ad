"""Reads about tenants, hosts and agreements that all rooms share."""

import time
from datetime import date
from typing import Final

from django.conf import settings
from django.db.models import Q, QuerySet

from tenants.models import Agreement, Domain, Region, Tenant
from tenants.prepared import one_row
from tenants.schema import current_schema, shown_tenant

KEEP_S: Final = 10.0
_by_code: dict[str, tuple[float, Tenant]] = {}
# Asked for each payment in another town, so without who proposed and approved it and when.
AGREEMENT_FIELDS: Final = [
    field.attname
    for field in Agreement._meta.concrete_fields
    if not field.attname.endswith(("_at", "_by"))
]
LATEST_AGREEMENT: Final = """
    SELECT {fields} FROM public.tenants_agreement
    WHERE issuer_id = %s AND acceptor_id = %s
        AND issuer_approved_by IS NOT NULL AND acceptor_approved_by IS NOT NULL
    ORDER BY (state = 'in-force') DESC, starts_on DESC LIMIT 1
""".format(fields=", ".join(AGREEMENT_FIELDS))  # noqa: S608 - names of columns


def all_tenants() -> QuerySet[Tenant]:
    """Every tenant with a currency, by name; the library's public row is none."""
    return Tenant.objects.exclude(schema_name="public").select_related("region").order_by("name")


def tenant_by_schema(schema_name: str) -> Tenant:
    """A tenant by its schema. Raises Tenant.DoesNotExist."""
    return Tenant.objects.exclude(schema_name="public").get(schema_name=schema_name)


def tenant_by_code(code: str) -> Tenant | None:
    """The tenant whose payment codes open with these two signs, at most `KEEP_S` seconds old."""
    found = shown_tenant()
    if isinstance(found, Tenant) and found.code == code and not found.is_public:
        return found
    kept = _by_code.get(code)
    if kept and time.monotonic() - kept[0] < KEEP_S:
        return kept[1]
    tenant = Tenant.objects.exclude(schema_name="public").filter(code=code).first()
    if tenant is not None:
        _by_code[code] = (time.monotonic(), tenant)
    return tenant


def forget_codes() -> None:
    """Drop what is kept of tenants by their codes: between tests."""
    _by_code.clear()


def current_tenant() -> Tenant:
    """The tenant whose schema the connection looks at. Raises Tenant.DoesNotExist in public."""
    found = shown_tenant()
    if isinstance(found, Tenant):
        return found
    return tenant_by_schema(current_schema())


def primary_host(tenant: Tenant) -> str:
    """The host name people know a tenant by."""
    domain = Domain.objects.filter(tenant=tenant, is_primary=True).first()
    return domain.domain if domain else settings.BASE_HOST


def domains() -> QuerySet[Domain]:
    """All hosts with their tenants and regions."""
    return Domain.objects.select_related("tenant", "region").order_by("face", "domain")


def agreements_of_region(region: Region) -> QuerySet[Agreement]:
    """All agreements the region's coordinator looks after."""
    return Agreement.objects.filter(region=region).select_related("issuer", "acceptor")


def agreements_of_tenant(tenant: Tenant) -> QuerySet[Agreement]:
    """Agreements in which the tenant is either side."""
    return Agreement.objects.filter(Q(issuer=tenant) | Q(acceptor=tenant)).select_related(
        "issuer", "acceptor", "region"
    )


def latest_agreement(*, issuer: Tenant, acceptor: Tenant) -> Agreement | None:
    """The agreement that decides now: the one in force, else the last one that both approved."""
    row = one_row(LATEST_AGREEMENT, [str(issuer.id), str(acceptor.id)])
    if row is None:
        return None
    found = Agreement.from_db("default", AGREEMENT_FIELDS, row)
    found.issuer, found.acceptor = issuer, acceptor
    return found


def issuers_accepted_by(acceptor: Tenant, *, on: date) -> list[Tenant]:
    """Tenants whose coins are good in this tenant's shops on a day, by name."""
    return [agreement.issuer for agreement in agreements_accepted_by(acceptor, on=on)]


def agreements_accepted_by(acceptor: Tenant, *, on: date) -> QuerySet[Agreement]:
    """Agreements that make others' coins good in this tenant's shops on a day, by name."""
    return (
        Agreement.objects.filter(
            acceptor=acceptor, state=Agreement.State.IN_FORCE, starts_on__lte=on, ends_on__gte=on
        )
        .select_related("issuer")
        .order_by("issuer__name")
    )


def acceptors_of(issuer: Tenant, *, on: date) -> list[Tenant]:
    """Tenants in whose shops this tenant's coins are good on a day, by name."""
    return [
        agreement.acceptor
        for agreement in Agreement.objects.filter(
            issuer=issuer, state=Agreement.State.IN_FORCE, starts_on__lte=on, ends_on__gte=on
        )
        .select_related("acceptor")
        .order_by("acceptor__name")
    ]
