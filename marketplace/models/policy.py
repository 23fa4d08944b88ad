"""What a municipality decides about klussen in general: one row, or the usual where none is."""

from typing import Final

from django.db import models
from django.db.models import CheckConstraint, Q

USUAL_LATE_HOURS: Final = 24


class KlusPolicy(models.Model):
    """The town's own house rules for klussen.

    Always true, kept by the database: there is one row; what is counted is above zero.

    `late_hours`: who signs off so many hours before a moment or later, is late. `needs_check`:
    another organiser looks through a klus before it is published. `most_hours_a_week`: more hours
    of work a week at one place than this look like paid work; `most_weeks_at_place`: so does work
    at one place in more weeks of a year than this. None: nobody counts.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    late_hours = models.PositiveSmallIntegerField(default=USUAL_LATE_HOURS)
    needs_check = models.BooleanField(default=False)
    most_hours_a_week = models.PositiveIntegerField(null=True, blank=True)
    most_weeks_at_place = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(name="policy_is_one", condition=Q(id=1)),
            CheckConstraint(
                name="policy_hours_positive",
                condition=Q(most_hours_a_week=None) | Q(most_hours_a_week__gte=1),
            ),
            CheckConstraint(
                name="policy_weeks_positive",
                condition=Q(most_weeks_at_place=None) | Q(most_weeks_at_place__gte=1),
            ),
        ]
