"""What checking keeps besides the decision itself, which stands with the sign-up.

Only `marketplace.checking.services` writes here.
"""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.models import Klus, SignUp, Slot
from tenants.people.models import Person


class Check(models.Model):
    """Somebody found handed-in work good. The rules say how many of these make a reward.

    `round_at` is when the work was handed in: what is handed in again is looked at anew. Always
    true, kept by the database: a person counts once in a round, and is neither the resident nor
    somebody who lived with them since they signed up (the trigger `check_is_impartial`).
    """

    sign_up = models.ForeignKey(SignUp, on_delete=models.PROTECT, related_name="checks")
    checker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="checks")
    round_at = models.DateTimeField()
    how = models.CharField(max_length=5, choices=Klus.Checking)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            UniqueConstraint(name="check_once_a_round", fields=["sign_up", "checker", "round_at"])
        ]


class Batch(models.Model):
    """Work that one person finds good in one go. Until `due_at` it can be undone; then it counts.

    Nothing is paid before `due_at`: coins that somebody spent within ten minutes could not be
    taken back. Always true, kept by the database: it is undone or settled, never both.
    """

    key = models.UUIDField(unique=True, default=uuid4)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="batches")
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(
                fields=["due_at"], name="batch_open",
                condition=Q(undone_at=None, settled_at=None),
            )
        ]  # fmt: skip
        constraints = [
            CheckConstraint(
                name="batch_undone_or_settled", condition=Q(undone_at=None) | Q(settled_at=None)
            ),
            CheckConstraint(name="batch_due_later", condition=Q(due_at__gt=F("made_at"))),
        ]


class BatchItem(models.Model):
    """One piece of work in a batch, as it was handed in when it was looked at.

    `outcome` is empty until the batch counts; then "approved", "agreed" (another still looks) or
    the code of the refusal, and the work waits in the queue as before.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    sign_up = models.ForeignKey(SignUp, on_delete=models.PROTECT, related_name="batch_items")
    round_at = models.DateTimeField()
    how = models.CharField(max_length=5, choices=Klus.Checking)
    outcome = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [UniqueConstraint(name="batch_item_once", fields=["batch", "sign_up"])]


class SecondLook(models.Model):
    """A resident whose work was rejected asks that somebody else looks; once for each sign-up.

    Always true, kept by the database: who rejected it does not look again.
    """

    class Outcome(models.TextChoices):
        """What the second person thought."""

        OPEN = "open", _("wacht")
        GRANTED = "granted", _("toch goedgekeurd")
        UPHELD = "upheld", _("blijft afgewezen")

    sign_up = models.OneToOneField(SignUp, on_delete=models.PROTECT, related_name="second_look")
    words = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    first_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    first_reason = models.CharField(max_length=300)
    outcome = models.CharField(max_length=7, choices=Outcome, default=Outcome.OPEN)
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            CheckConstraint(
                name="second_look_by_another",
                condition=Q(decided_by=None) | ~Q(decided_by=F("first_by")),
            ),
            CheckConstraint(
                name="second_look_decided_by_somebody",
                condition=Q(outcome="open", decided_by=None, decided_at=None)
                | (~Q(outcome="open") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
        ]


class Desk(models.Model):
    """A screen at the community centre with a code that changes, for one moment of a klus.

    Whoever opened it answers for it: they give the code to who is really there, and who gives it
    when the work is done is checked in their name.
    """

    slot = models.OneToOneField(Slot, on_delete=models.CASCADE, related_name="desk")
    secret = models.CharField(max_length=64)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="desks")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
