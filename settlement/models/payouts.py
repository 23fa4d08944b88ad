"""Payouts and their batches: who is paid how many euros, in which bank file."""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from settlement.models.redemptions import Redemption
from tenants.people.models import Party
from tenants.sealed import SealedTextField


class PayoutBatch(models.Model):
    """One bank file: put together, sealed, released by a second person, sent, answered.

    Always true, kept by the database: released by somebody else than its maker; sealed and later
    states carry the file, its sha256 and a total; one batch per sequence number, message id and
    key. From the seal on the file, its total and its lines never change (trigger). A batch is
    sent from the moment the bank may have it: `delivery_started_at` without `delivered_at` says
    that a connected bank has not confirmed it yet.
    """

    class State(models.TextChoices):
        """Where the batch stands; a batch that was sent can only close."""

        DRAFT = "draft", _("concept")
        SEALED = "sealed", _("vastgezet")
        RELEASED = "released", _("vrijgegeven")
        SENT = "sent", _("bij de bank")
        CLOSED = "closed", _("afgerond")
        CANCELLED = "cancelled", _("ingetrokken")

    key = models.UUIDField(unique=True)
    sequence = models.PositiveIntegerField(unique=True)
    message_id = models.CharField(max_length=35, unique=True)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    execution_date = models.DateField()
    total_cents = models.BigIntegerField()
    line_count = models.PositiveIntegerField()
    file = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    sealed_by = models.UUIDField(null=True)
    sealed_at = models.DateTimeField(null=True)
    released_by = models.UUIDField(null=True)
    released_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    delivery_started_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-sequence"]
        constraints = [
            CheckConstraint(
                name="batch_released_by_another",
                condition=Q(released_by=None) | ~Q(released_by=F("made_by")),
            ),
            CheckConstraint(
                name="batch_sealed_with_file",
                condition=Q(state__in=["draft", "cancelled"])
                | (Q(file__isnull=False, sealed_by__isnull=False) & ~Q(sha256="")),
            ),
            CheckConstraint(
                name="batch_on_its_way_was_released",
                condition=~Q(state__in=["released", "sent", "closed"])
                | Q(released_by__isnull=False),
            ),
            CheckConstraint(
                name="batch_total_positive", condition=Q(total_cents__gte=1, line_count__gte=1)
            ),
        ]


class Payout(models.Model):
    """Euros for one shop: one line of a batch, with the account it goes to as it was then.

    Always true, kept by the database: cents > 0; one line per shop in a batch; an end-to-end id
    stands for one payout for ever. Amount and payee never change (trigger).
    """

    class State(models.TextChoices):
        """Batched and sent are on their way; the rest is over."""

        BATCHED = "batched", _("klaargezet")
        SENT = "sent", _("bij de bank")
        SETTLED = "settled", _("betaald")
        REJECTED = "rejected", _("geweigerd")
        RETURNED = "returned", _("teruggekomen")
        CANCELLED = "cancelled", _("ingetrokken")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    batch = models.ForeignKey(PayoutBatch, on_delete=models.PROTECT, related_name="payouts")
    merchant = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="payouts")
    cents = models.BigIntegerField()
    iban = SealedTextField()
    iban_index = models.CharField(max_length=64)
    iban_tail = models.CharField(max_length=4)
    account_name = models.CharField(max_length=70)
    end_to_end_id = models.CharField(max_length=35, unique=True)
    state = models.CharField(max_length=9, choices=State, default=State.BATCHED)
    reason = models.CharField(max_length=8, blank=True)
    settled_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["account_name", "id"]
        indexes = [models.Index(fields=["merchant", "-ended_at"], name="payout_by_merchant")]
        constraints = [
            CheckConstraint(name="payout_cents_positive", condition=Q(cents__gte=1)),
            UniqueConstraint(name="payout_one_per_batch", fields=["batch", "merchant"]),
        ]

    @property
    def is_open(self) -> bool:
        """Whether the bank's last word has not come yet."""
        return self.state in (self.State.BATCHED, self.State.SENT)


class PayoutPart(models.Model):
    """A redemption is paid by a payout. `is_live` ends when that payout fails or is called off.

    Always true, kept by the database: a redemption is live in one payout at most, so no claim
    stands in two batches or is paid twice.
    """

    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="parts")
    redemption = models.ForeignKey(Redemption, on_delete=models.PROTECT, related_name="parts")
    is_live = models.BooleanField(default=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                name="part_live_once", fields=["redemption"], condition=Q(is_live=True)
            ),
            UniqueConstraint(name="part_once", fields=["payout", "redemption"]),
        ]
