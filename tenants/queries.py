"""Reads about tenants, hosts and agreements that all rooms share."""

from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from tenants.models import Agreement, Domain, Region, Tenant
from tenants.schema import current_schema, shown_tenant


def all_tenants() -> QuerySet[Tenant]:
    """Every tenant with a currency, by name; the library's public row is none."""
    return Tenant.objects.exclude(schema_name="public").select_related("region").order_by("name")


def tenant_by_schema(schema_name: str) -> Tenant:
    """A tenant by its schema. Raises Tenant.DoesNotExist."""
    return Tenant.objects.exclude(schema_name="public").get(schema_name=schema_name)


def tenant_by_code(code: str) -> Tenant | None:
    """The tenant whose payment codes open with these two signs; no query when it is at hand."""
    found = shown_tenant()
    if isinstance(found, Tenant) and found.code == code and not found.is_public:
        return found
    return Tenant.objects.exclude(schema_name="public").filter(code=code).first()


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
    approved = Agreement.objects.filter(
        issuer=issuer,
        acceptor=acceptor,
        issuer_approved_by__isnull=False,
        acceptor_approved_by__isnull=False,
    ).select_related("issuer", "acceptor")
    in_force = approved.filter(state=Agreement.State.IN_FORCE).first()
    return in_force or approved.order_by("-starts_on").first()


def issuers_accepted_by(acceptor: Tenant, *, on: date) -> list[Tenant]:
    """Tenants whose coins are good in this tenant's shops on a day, by name."""
    return [
        agreement.issuer
        for agreement in Agreement.objects.filter(
            acceptor=acceptor, state=Agreement.State.IN_FORCE, starts_on__lte=on, ends_on__gte=on
        )
        .select_related("issuer")
        .order_by("issuer__name")
    ]


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
