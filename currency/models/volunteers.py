"""What residents are promised and have received as volunteers, in this tenant."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from currency.models.ledger import Transfer
from tenants.people.models import Party


class VolunteerRoom(models.Model):
    """Part of what a volunteer may receive in a month and a year, taken for one piece of work.

    Always true, kept by the database: cents >= 0; received exactly with its transfer; counted
    across the region under a pseudonym or not at all. `day` is that of the work: its month and
    its year are the ones this counts in, whenever it is paid.

    What counts across the region stands in public without saying where it came from; so that it
    can be given back, `region_id` and `pseudonym` say here under which name it was counted.
    """

    class State(models.TextChoices):
        """Taken when somebody signs up; received, or given back."""

        RESERVED = "reserved", _("gereserveerd")
        RECEIVED = "received", _("ontvangen")
        RELEASED = "released", _("teruggegeven")

    key = models.UUIDField(unique=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="volunteer_room")
    day = models.DateField()
    cents = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.RESERVED)
    region_id = models.BigIntegerField(null=True)
    pseudonym = models.CharField(max_length=64, blank=True)
    transfer = models.OneToOneField(
        Transfer, null=True, on_delete=models.PROTECT, related_name="volunteer_room"
    )

    class Meta:
        indexes = [models.Index(fields=["party", "day"], name="volunteer_room_by_party")]
        constraints = [
            CheckConstraint(name="volunteer_room_not_negative", condition=Q(cents__gte=0)),
            CheckConstraint(
                name="volunteer_room_received_with_transfer",
                condition=~Q(state="received") | Q(transfer__isnull=False),
            ),
            CheckConstraint(
                name="volunteer_room_named_in_a_region",
                condition=Q(region_id=None, pseudonym="")
                | Q(region_id__isnull=False) & ~Q(pseudonym=""),
            ),
        ]
