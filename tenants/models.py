"""What tenants share: who they are, where they live on the web, what they agreed. Nothing personal.

Always in the public schema. Written by `tenants.services` alone.
"""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin


class Region(models.Model):
    """A group of tenants with one coordinator, who sees sums and agreements, never a resident."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80)


class Tenant(TenantMixin):
    """A municipality or region that runs a currency of its own, in a schema of its own.

    White label is data: every word and colour a resident sees of the tenant stands here.
    `code` opens every payment code, so that a typed code finds its tenant. The row of the public
    schema is there because the library wants one; it has no currency.
    """

    name = models.CharField(max_length=80)
    code = models.CharField(max_length=2, unique=True)
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="tenants"
    )
    coin_singular = models.CharField(max_length=30, default="heitje")
    coin_plural = models.CharField(max_length=30, default="heitjes")
    coin_value_cents = models.PositiveIntegerField(default=100)
    brand_color = models.CharField(max_length=7, default="#0b5a5e")
    accent_color = models.CharField(max_length=7, default="#f2a541")
    tagline = models.CharField(max_length=120, blank=True)
    help_phone = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    auto_create_schema = True
    auto_drop_schema = False

    class Meta:
        constraints = [
            CheckConstraint(name="tenant_coin_has_value", condition=Q(coin_value_cents__gte=1)),
            CheckConstraint(
                name="tenant_code_two_signs", condition=Q(code__regex=r"^[A-Z0-9]{2}$")
            ),
        ]

    @property
    def is_public(self) -> bool:
        """Whether this is the library's public row rather than a tenant with a currency."""
        return self.schema_name == "public"


class VolunteerCount(models.Model):
    """What somebody receives as a volunteer in the towns of a region together. Cents of euros.

    `pseudonym` is keyed (`tenants.pseudonyms`): nothing leads from it to a person, and no column
    says in which town. What a town added it knows from its own schema. `period` is a calendar
    year ("2026") or month ("2026-11"); promised and received count alike.
    """

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    pseudonym = models.CharField(max_length=64)
    period = models.CharField(max_length=7)
    cents = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            UniqueConstraint(name="volunteer_count_once", fields=["region", "pseudonym", "period"]),
            CheckConstraint(name="volunteer_count_not_negative", condition=Q(cents__gte=0)),
        ]


class Domain(DomainMixin):
    """A host name and the face it shows: a tenant's pages, or one of the public desks."""

    class Face(models.TextChoices):
        """Which set of pages answers on this host."""

        FRONT = "front", _("voordeur")
        TENANT = "tenant", _("gemeente")
        COORDINATOR = "coordinator", _("regio")
        OPERATOR = "operator", _("beheer")

    face = models.CharField(max_length=12, choices=Face, default=Face.TENANT)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            CheckConstraint(
                name="domain_region_for_coordinator",
                condition=Q(face="coordinator", region__isnull=False)
                | (~Q(face="coordinator") & Q(region__isnull=True)),
            )
        ]


class Agreement(models.Model):
    """One direction of acceptance: coins of `issuer` are good in shops of `acceptor`.

    Always true, kept by the database: two different tenants; it ends after it starts; the rate is
    a fraction of two positive numbers; in force only with the word of both sides; what is used
    never passes the cap; one agreement in force per pair and direction.

    `rate_numerator / rate_denominator` minor units of the acceptor's coin are given for one minor
    unit of the issuer's. `cap_outstanding`, `cap_payment` and `used` are minor units of the
    issuer's coin; `used` is what was spent under it and is not yet cleared. The people who agreed
    are kept as the pseudonymous ids of their parties: this table names nobody.
    """

    class State(models.TextChoices):
        """Where the agreement stands in its life."""

        PROPOSED = "proposed", _("voorgesteld")
        IN_FORCE = "in-force", _("geldig")
        SUSPENDED = "suspended", _("stilgelegd")
        DECLINED = "declined", _("afgewezen")

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="agreements")
    issuer = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="coins_accepted_by")
    acceptor = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="accepts_coins_of")
    rate_numerator = models.PositiveIntegerField(default=1)
    rate_denominator = models.PositiveIntegerField(default=1)
    cap_outstanding = models.BigIntegerField()
    cap_payment = models.BigIntegerField()
    used = models.BigIntegerField(default=0)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    issuer_approved_by = models.UUIDField(null=True, blank=True)
    issuer_approved_at = models.DateTimeField(null=True, blank=True)
    acceptor_approved_by = models.UUIDField(null=True, blank=True)
    acceptor_approved_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["issuer__name", "acceptor__name", "-starts_on"]
        constraints = [
            CheckConstraint(name="agreement_two_tenants", condition=~Q(issuer=F("acceptor"))),
            CheckConstraint(
                name="agreement_ends_after_start", condition=Q(ends_on__gt=F("starts_on"))
            ),
            CheckConstraint(
                name="agreement_rate_positive",
                condition=Q(rate_numerator__gte=1, rate_denominator__gte=1),
            ),
            CheckConstraint(
                name="agreement_caps_positive",
                condition=Q(cap_outstanding__gte=1, cap_payment__gte=1),
            ),
            CheckConstraint(
                name="agreement_within_cap",
                condition=Q(used__gte=0, used__lte=F("cap_outstanding")),
            ),
            CheckConstraint(
                name="agreement_in_force_by_both",
                condition=~Q(state="in-force")
                | Q(issuer_approved_by__isnull=False, acceptor_approved_by__isnull=False),
            ),
            UniqueConstraint(
                name="agreement_one_in_force",
                fields=["issuer", "acceptor"],
                condition=Q(state="in-force"),
            ),
        ]

    @property
    def room_left(self) -> int:
        """Minor units of the issuer's coin that may still be spent under the cap."""
        return self.cap_outstanding - self.used
