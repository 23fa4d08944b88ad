"""A payer says a payment is wrong; staff decides; meanwhile the amount is set aside."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from currency.models.ledger import Hold, Transfer
from tenants.people.models import Party


class Dispute(models.Model):
    """A resident's report on one payment, and what was decided.

    Always true, kept by the database: one open dispute per payment; amount > 0; decided by
    somebody else than who reported it. `hold` sets `amount` minor units aside at the shop, as
    far as the shop still has them: it may be None. `answer` is the shop's side of it.
    """

    class Reason(models.TextChoices):
        """What the resident says is wrong."""

        NOT_MINE = "not-mine", _("Ik heb dit niet betaald")
        WRONG_AMOUNT = "wrong-amount", _("Het bedrag klopt niet")
        NOT_RECEIVED = "not-received", _("Ik heb niet gekregen wat ik kocht")
        TWICE = "twice", _("Ik heb twee keer betaald")
        OTHER = "other", _("Iets anders")

    class State(models.TextChoices):
        """Open until staff decides, the shop gives in or the resident takes it back."""

        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("teruggegeven door de winkel")
        UPHELD = "upheld", _("gelijk gekregen")
        DISMISSED = "dismissed", _("afgewezen")
        WITHDRAWN = "withdrawn", _("ingetrokken")

    key = models.UUIDField(unique=True)
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="disputes")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="disputes")
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=14, choices=Reason)
    text = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    hold = models.OneToOneField(Hold, null=True, on_delete=models.PROTECT, related_name="dispute")
    opened_at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=500, blank=True)
    refund = models.OneToOneField(
        Transfer, null=True, on_delete=models.PROTECT, related_name="settles_dispute"
    )

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            CheckConstraint(name="dispute_amount_positive", condition=Q(amount__gte=1)),
            CheckConstraint(
                name="dispute_decided_with_reason",
                condition=Q(state__in=["open", "withdrawn"])
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decision=""),
            ),
            CheckConstraint(
                name="dispute_decided_by_another",
                condition=Q(decided_by=None) | ~Q(decided_by=F("party")),
            ),
            UniqueConstraint(
                name="dispute_open_once", fields=["transfer"], condition=Q(state="open")
            ),
        ]
