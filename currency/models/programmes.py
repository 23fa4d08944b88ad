"""Budgets of coins."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from tenants.people.models import Neighbourhood, Party


class Programme(models.Model):
    """A budget of coins for a neighbourhood and a period, out of which klussen are rewarded.

    `cap` is the most that may ever be funded into it, in minor units; None: as the cover allows.
    """

    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="programme")
    name = models.CharField(max_length=120, unique=True)
    neighbourhood = models.ForeignKey(
        Neighbourhood, null=True, blank=True, on_delete=models.PROTECT, related_name="programmes"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    cap = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            CheckConstraint(name="programme_cap_positive", condition=Q(cap=None) | Q(cap__gte=1)),
            CheckConstraint(
                name="programme_ends_after_start", condition=Q(ends_on__gt=F("starts_on"))
            ),
        ]
