"""Who checks which klus, and how long the municipality keeps photos of work."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from marketplace.models.work import Klus
from tenants.people.models import Party, Person


class KlusChecker(models.Model):
    """Somebody who is named to check a klus: then they alone do, and see its photos.

    A klus without a name is checked by everybody who may `check-proof`.
    """

    klus = models.ForeignKey(Klus, on_delete=models.CASCADE, related_name="checkers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="klussen_to_check")
    named_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        constraints = [UniqueConstraint(name="klus_checker_once", fields=["klus", "person"])]


class PhotoTerm(models.Model):
    """From `set_at` on photos are kept for `days` after the decision; the newest one counts.

    Always true, kept by the database: between a week and two years.
    """

    SHORTEST = 7
    LONGEST = 730

    days = models.PositiveIntegerField()
    set_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-set_at", "-id"]
        constraints = [
            CheckConstraint(name="photo_term_in_bounds", condition=Q(days__gte=7, days__lte=730))
        ]
