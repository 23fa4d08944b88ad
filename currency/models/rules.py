"""Versions of the rules, and what a version would have changed in months that are past."""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _


class RuleSet(models.Model):
    """One version of the currency's rules: a typed document with a start (`currency.rules`).

    Always true, kept by the database: a version is approved by somebody else than its proposer;
    nothing is in force without an approval; an approved document never changes (trigger); no two
    versions start at the same moment.
    Of the approved versions the one with the latest start holds; those before it are superseded.
    `declined_because` says why a second person sent the version back to being a draft.
    """

    class State(models.TextChoices):
        """Where the version stands in its life."""

        DRAFT = "draft", _("concept")
        PROPOSED = "proposed", _("voorgesteld")
        APPROVED = "approved", _("goedgekeurd")

    version = models.PositiveIntegerField(unique=True)
    document = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    note = models.CharField(max_length=300, blank=True)
    based_on = models.PositiveIntegerField(null=True, blank=True)
    drafted_by = models.UUIDField(null=True)
    drafted_at = models.DateTimeField(null=True)
    declined_because = models.CharField(max_length=300, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.UUIDField(null=True)
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            CheckConstraint(
                name="rules_approved_by_another",
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
            ),
            CheckConstraint(
                name="rules_approved_with_start",
                condition=~Q(state="approved")
                | Q(approved_by__isnull=False, starts_at__isnull=False),
            ),
            UniqueConstraint(name="rules_one_per_start", fields=["starts_at"]),
        ]


class Replay(models.Model):
    """A version's rules over the tenant's own transfers of the last `months`: what would differ.

    `digest` is the sha256 of the document that was replayed: a draft that changed since has no
    replay. `report` holds counts, amounts in minor units and examples; never a name. The same `key`
    is the same replay.
    """

    class State(models.TextChoices):
        """Waiting for a worker, at work, and how it ended."""

        WAITING = "waiting", _("wacht")
        RUNNING = "running", _("bezig")
        DONE = "done", _("klaar")
        FAILED = "failed", _("mislukt")

    key = models.UUIDField(unique=True, default=uuid4)
    rules = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="replays")
    digest = models.BinaryField(max_length=32)
    months = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    seen = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    report = models.JSONField(default=dict)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            CheckConstraint(name="replay_of_some_months", condition=Q(months__gte=1)),
            CheckConstraint(
                name="replay_done_is_finished",
                condition=~Q(state="done") | Q(finished_at__isnull=False),
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether a worker still has it to do, or is doing it."""
        return self.state in {self.State.WAITING, self.State.RUNNING}
