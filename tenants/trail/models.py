"""Audit events are append-only; outbox events are written with the change they speak of.

Written by `tenants.trail.services`, and outbox rows also by the ledger's posting function.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class AuditEvent(models.Model):
    """Somebody did something that others may have to answer for. A trigger refuses change.

    `actor` is the pseudonymous id of a party (null: the house itself). `facts` hold ids, codes
    and minor units, never a name, a mail address or an IBAN.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    thing = models.CharField(max_length=40)
    thing_id = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["thing", "thing_id"], name="audit_by_thing")]


class OutboxEvent(models.Model):
    """Something that happened and must be told to others after the commit; told at least once."""

    kind = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at"], name="outbox_waiting", condition=Q(told_at=None))
        ]
