"""Ideas for a klus, by residents. Only `marketplace.services` writes here."""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from marketplace.models.work import Klus
from tenants.people.models import Neighbourhood, Person


class KlusIdea(models.Model):
    """Work that a resident sees in the neighbourhood; an organiser makes a klus of it, or not.

    Always true, kept by the database: taken up exactly when a klus stands with it; what was taken
    up or declined was decided by somebody; declined says why.
    """

    class State(models.TextChoices):
        """What became of it; the steps stand in `rules.transitions`."""

        OPEN = "open", _("wordt bekeken")
        TAKEN_UP = "taken-up", _("wordt een klus")
        DECLINED = "declined", _("gaat niet door")
        WITHDRAWN = "withdrawn", _("ingetrokken")

    key = models.UUIDField(unique=True, default=uuid4)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ideas")
    title = models.CharField(max_length=80)
    description = models.TextField(max_length=2000)
    category = models.CharField(max_length=10, choices=Klus.Category)
    neighbourhood = models.ForeignKey(
        Neighbourhood, null=True, blank=True, on_delete=models.PROTECT, related_name="ideas"
    )
    place = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    made_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="decided_ideas"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    klus = models.OneToOneField(
        Klus, null=True, blank=True, on_delete=models.PROTECT, related_name="idea"
    )

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["state", "made_at"], name="idea_by_state")]
        constraints = [
            CheckConstraint(
                name="idea_taken_up_with_klus",
                condition=Q(state="taken-up", klus__isnull=False)
                | (~Q(state="taken-up") & Q(klus=None)),
            ),
            CheckConstraint(
                name="idea_decision_has_a_maker",
                condition=~Q(state__in=["taken-up", "declined"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            CheckConstraint(
                name="idea_declined_says_why", condition=~Q(state="declined") | ~Q(reason="")
            ),
        ]
