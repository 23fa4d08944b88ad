"""The waiting list of a moment that is full. Only `marketplace.services` writes here."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.models.work import SignUp, Slot
from tenants.people.models import Person


class WaitingEntry(models.Model):
    """Somebody who takes part as soon as a place comes free; who waits longest goes first.

    Always true, kept by the database: nobody waits twice for one moment; placed exactly when a
    sign-up stands with it; what no longer waits has its end.

    `code` is the refusal for which somebody was passed over.
    """

    class State(models.TextChoices):
        """Whether a place may still come; the steps stand in `rules.transitions`."""

        WAITING = "waiting", _("wacht op een plek")
        PLACED = "placed", _("heeft een plek")
        LEFT = "left", _("van de lijst af")
        PASSED_OVER = "passed-over", _("kon niet meedoen")
        ENDED = "ended", _("geen plek gekomen")

    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="queue")
    resident = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="queue")
    state = models.CharField(max_length=11, choices=State, default=State.WAITING)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    sign_up = models.OneToOneField(
        SignUp, null=True, blank=True, on_delete=models.PROTECT, related_name="waited_as"
    )
    code = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["since", "id"]
        indexes = [
            models.Index(
                fields=["slot", "since"], name="waiting_by_slot", condition=Q(state="waiting")
            )
        ]
        constraints = [
            UniqueConstraint(
                name="waiting_once_per_slot",
                fields=["slot", "resident"],
                condition=Q(state="waiting"),
            ),
            CheckConstraint(
                name="waiting_placed_with_sign_up",
                condition=Q(state="placed", sign_up__isnull=False)
                | (~Q(state="placed") & Q(sign_up=None)),
            ),
            CheckConstraint(
                name="waiting_over_has_an_end",
                condition=Q(state="waiting", ended_at=None)
                | (~Q(state="waiting") & Q(ended_at__isnull=False)),
            ),
        ]
