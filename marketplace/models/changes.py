"""What was changed about a klus, and by whom. Only `marketplace.services` writes here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.models.work import Klus, Slot
from tenants.people.models import Person


class KlusChange(models.Model):
    """One thing about a klus, or about one moment of it, that was changed.

    `before` and `after` as they were kept: a time is written as ISO 8601 in UTC. Who takes part
    hears what was changed of a klus that is open.
    """

    class What(models.TextChoices):
        """Which thing."""

        TITLE = "title", _("Titel")
        DESCRIPTION = "description", _("Wat je gaat doen")
        CATEGORY = "category", _("Soort")
        NEIGHBOURHOOD = "neighbourhood", _("Wijk")
        PLACE = "place", _("Waar je afspreekt")
        REWARD = "reward", _("Beloning")
        DURATION = "duration", _("Hoe lang het duurt")
        START = "start", _("Wanneer het begint")
        PLACES = "places", _("Plekken")

    klus = models.ForeignKey(Klus, on_delete=models.CASCADE, related_name="changes")
    slot = models.ForeignKey(
        Slot, null=True, blank=True, on_delete=models.CASCADE, related_name="changes"
    )
    what = models.CharField(max_length=13, choices=What)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "id"]
        indexes = [models.Index(fields=["klus", "-at"], name="klus_change_newest")]
