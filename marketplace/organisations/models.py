"""Organisations and what they may promise. Only their own services write here."""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from currency.models import Programme
from tenants.people.models import Party, Person


class Organisation(models.Model):
    """A club, a school or care that organises klussen itself, once the municipality agreed.

    Who has a seat at its party runs its klussen while it is approved. Always true, kept by the
    database: a Chamber of Commerce number is 8 digits or absent; it was approved by somebody else
    than who asked for it.
    """

    class State(models.TextChoices):
        """Only an approved organisation runs klussen."""

        APPLIED = "applied", _("aangevraagd")
        APPROVED = "approved", _("doet mee")
        DECLINED = "declined", _("niet toegelaten")
        STOPPED = "stopped", _("gestopt")

    class Kind(models.TextChoices):
        """What sort of organisation."""

        ASSOCIATION = "association", _("Vereniging of buurtgroep")
        SCHOOL = "school", _("School")
        CARE = "care", _("Zorg en welzijn")
        OTHER = "other", _("Anders")

    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="organisation")
    kind = models.CharField(max_length=11, choices=Kind)
    kvk_number = models.CharField(max_length=8, blank=True)
    about = models.TextField(max_length=1000)
    state = models.CharField(max_length=8, choices=State, default=State.APPLIED)
    key = models.UUIDField(unique=True, default=uuid4)
    applied_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["party__name", "id"]
        constraints = [
            CheckConstraint(
                name="organisation_kvk_eight_digits",
                condition=Q(kvk_number="") | Q(kvk_number__regex=r"^[0-9]{8}$"),
            ),
            CheckConstraint(
                name="organisation_decided_by_another",
                condition=Q(decided_by=None) | ~Q(decided_by=F("applied_by")),
            ),
            CheckConstraint(
                name="organisation_decision_has_a_maker",
                condition=Q(state="applied")
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
        ]


class Allotment(models.Model):
    """How much of a programme an organisation may promise, and how much it did. Minor units.

    `promised` is what its published klussen keep aside or have paid out. Always true, kept by the
    database: never more promised than allotted; one row of an organisation and a programme.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="allotments"
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="allotments")
    amount = models.BigIntegerField()
    promised = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["programme__name"]
        constraints = [
            UniqueConstraint(name="allotment_once", fields=["organisation", "programme"]),
            CheckConstraint(
                name="allotment_not_overrun",
                condition=Q(promised__gte=0, promised__lte=F("amount")),
            ),
        ]

    @property
    def free(self) -> int:
        """What may still be promised."""
        return self.amount - self.promised
