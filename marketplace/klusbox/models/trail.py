"""Where things have been: movements that nobody can change, and counts of what lies in a box."""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.klusbox.models.lending import Loan
from marketplace.klusbox.models.stock import Item, Klusbox
from tenants.people.models import Party


class Movement(models.Model):
    """A thing came somewhere. Append-only; the first one is how it came to be here.

    Always true, kept by the database: per thing they are numbered without a gap, and each begins
    where the one before ended.
    """

    class Act(models.TextChoices):
        """What happened, as `rules.steps` names it."""

        ADD = "add-item", _("nieuw in de klusbox")
        HAND_OUT = "hand-out", _("uitgegeven")
        TAKE_BACK = "take-back", _("teruggebracht")
        TAKE_BACK_BROKEN = "take-back-broken", _("stuk teruggebracht")
        REPORT_LOST = "report-lost", _("niet teruggekomen")
        SET_ASIDE = "set-aside", _("apart gelegd: stuk")
        MEND = "mend", _("gemaakt")
        MISS = "miss", _("niet gevonden")
        FIND = "find", _("teruggevonden")
        MOVE_BOX = "move-box", _("naar een andere box")
        WRITE_OFF = "write-off", _("afgeschreven")

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="movements")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=16, choices=Act)
    from_state = models.CharField(max_length=7, blank=True)
    to_state = models.CharField(max_length=7, choices=Item.State)
    box = models.ForeignKey(Klusbox, on_delete=models.PROTECT, related_name="movements")
    loan = models.ForeignKey(
        Loan, null=True, blank=True, on_delete=models.PROTECT, related_name="movements"
    )
    note = models.CharField(max_length=300, blank=True)
    actor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            UniqueConstraint(name="movement_numbered_once", fields=["item", "number"]),
            UniqueConstraint(
                name="movement_and_its_end", fields=["item", "number", "to_state", "box"]
            ),
            UniqueConstraint(name="movement_and_its_state", fields=["item", "number", "to_state"]),
            CheckConstraint(
                name="movement_first_comes_from_nowhere",
                condition=Q(number=1, from_state="") | (Q(number__gt=1) & ~Q(from_state="")),
            ),
        ]


class StockCount(models.Model):
    """Somebody counted what lies in a box."""

    box = models.ForeignKey(Klusbox, on_delete=models.PROTECT, related_name="counts")
    key = models.UUIDField(unique=True, default=uuid4)
    made_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]


class StockLine(models.Model):
    """One thing in a count: what the books said, whether it lay there, and what became of it."""

    class Outcome(models.TextChoices):
        """What the count changed."""

        RIGHT = "right", _("klopt")
        MISSING = "missing", _("zoek")
        FOUND = "found", _("teruggevonden")
        CAME_BACK = "came-back", _("lag er al, nu ingenomen")
        CHANGED = "changed", _("veranderde tijdens het tellen")

    count = models.ForeignKey(StockCount, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="count_lines")
    expected = models.CharField(max_length=7, choices=Item.State)
    was_there = models.BooleanField()
    outcome = models.CharField(max_length=9, choices=Outcome)

    class Meta:
        ordering = ["item__number"]
        constraints = [UniqueConstraint(name="stock_line_once", fields=["count", "item"])]
