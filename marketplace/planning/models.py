"""Planning: patterns by name, series with their times, and where a resident's agenda is read.

Only `marketplace.planning.services` writes here.
"""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.models import Klus
from tenants.people.models import Person
from tenants.sealed import SealedTextField


class Template(models.Model):
    """A klus that is kept under a name, to make others from."""

    name = models.CharField(max_length=80, unique=True)
    pattern = models.OneToOneField(Klus, on_delete=models.PROTECT, related_name="template")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()


class Series(models.Model):
    """A klus that comes back: each time is a klus of its own, made from the pattern.

    `rule` is an RRULE of RFC 5545, counted from `starts_on` at `begins_at` on the town's clock; of
    a standing klus each time lasts until the end of its month. Times are made `days_ahead` before
    they are. `due_on` is the day on which there is something to make; None when nothing follows.

    Always true, kept by the database: it has places; it looks at least a day ahead; what is over
    has nothing due.
    """

    class State(models.TextChoices):
        """Whether more follows."""

        RUNNING = "running", _("loopt")
        ENDED = "ended", _("afgelopen")
        STOPPED = "stopped", _("gestopt")

    key = models.UUIDField(unique=True, default=uuid4)
    pattern = models.OneToOneField(Klus, on_delete=models.PROTECT, related_name="series")
    rule = models.CharField(max_length=200)
    starts_on = models.DateField()
    begins_at = models.TimeField()
    places = models.PositiveIntegerField()
    days_ahead = models.PositiveSmallIntegerField(default=28)
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    made_until = models.DateField()
    due_on = models.DateField(null=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state", "due_on"], name="series_due")]
        constraints = [
            CheckConstraint(name="series_has_places", condition=Q(places__gte=1)),
            CheckConstraint(name="series_looks_ahead", condition=Q(days_ahead__gte=1)),
            CheckConstraint(
                name="series_over_has_nothing_due",
                condition=Q(state="running", due_on__isnull=False)
                | (~Q(state="running") & Q(due_on=None)),
            ),
        ]


class Occurrence(models.Model):
    """One time of a series: a klus, or left out.

    `refusal` is the code of what kept the klus from being put up when that was last tried.

    Always true, kept by the database: one of a series at a moment; left out exactly when it has
    no klus.
    """

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="occurrences")
    starts_at = models.DateTimeField()
    klus = models.OneToOneField(
        Klus, null=True, on_delete=models.PROTECT, related_name="occurrence"
    )
    is_left_out = models.BooleanField(default=False)
    refusal = models.CharField(max_length=60, blank=True)
    tried_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["tried_at"], name="occurrence_refused", condition=~Q(refusal=""))
        ]
        constraints = [
            UniqueConstraint(name="occurrence_once", fields=["series", "starts_at"]),
            CheckConstraint(
                name="occurrence_left_out_without_klus",
                condition=Q(is_left_out=True, klus=None) | Q(is_left_out=False, klus__isnull=False),
            ),
        ]


class AgendaAddress(models.Model):
    """The secret address at which a program reads one resident's klussen.

    The secret is sealed, so that its owner can read it again; `digest` finds it.

    Always true, kept by the database: one a person, and no two alike.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="agenda_address")
    secret = SealedTextField()
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
