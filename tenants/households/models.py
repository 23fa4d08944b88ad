"""Households: people who say themselves that they live at one address. No address is kept.

Written by `tenants.households.services` alone.
"""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from tenants.people.models import Person


class Household(models.Model):
    """Some people under one roof; who has its code before `code_until` can join."""

    code = models.CharField(max_length=8, unique=True)
    code_until = models.DateTimeField()
    made_at = models.DateTimeField()


class Membership(models.Model):
    """Somebody lives there, or did. Kept after leaving: who moves out today judges no old work.

    Always true, kept by the database: a person lives in one household at a time, and leaves after
    they came.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["joined_at", "id"]
        constraints = [
            UniqueConstraint(
                name="membership_one_home", fields=["person"], condition=Q(left_at=None)
            ),
            CheckConstraint(
                name="membership_left_after_joining",
                condition=Q(left_at=None) | Q(left_at__gte=F("joined_at")),
            ),
        ]
