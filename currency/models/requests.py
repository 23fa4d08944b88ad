"""Asking to be paid: once, in shares of one bill, or every week or month."""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from currency.models.ledger import Account, Transfer
from tenants.people.models import Party
from tenants.sealed import SealedTextField


class SplitBill(models.Model):
    """One amount asked in shares: a payment request for each, together exactly the total."""

    key = models.UUIDField(unique=True)
    payee = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="bills")
    total = models.BigIntegerField()
    description = models.CharField(max_length=140, blank=True)
    made_by = models.UUIDField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [CheckConstraint(name="bill_total_positive", condition=Q(total__gte=1))]


class PaymentRequest(models.Model):
    """A payee asks for an amount; whoever pays it first pays it once.

    Always true, kept by the database: amount > 0; paid exactly when a transfer stands with it.
    The transfer's key is this row's id: two payments of one request cannot both exist.
    `desk` is the till's own word for itself; `code` is what a payer types when no camera works.
    Where `payer` is named, only that party may pay; `asked_of` is the mail address that was asked,
    as it was written. `split` are the shares of one bill.
    """

    class State(models.TextChoices):
        """Open until paid, stopped by who asked, declined by who was asked, or past its time."""

        OPEN = "open", _("open")
        PAID = "paid", _("betaald")
        CANCELLED = "cancelled", _("gestopt")
        DECLINED = "declined", _("afgewezen")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.CharField(max_length=8, unique=True)
    payee = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="requests")
    payer = models.ForeignKey(
        Party, null=True, on_delete=models.PROTECT, related_name="requests_to_pay"
    )
    split = models.ForeignKey(
        "SplitBill", null=True, on_delete=models.PROTECT, related_name="shares"
    )
    asked_of = SealedTextField(null=True, blank=True)  # type: ignore[misc]
    amount = models.BigIntegerField()
    description = models.CharField(max_length=140, blank=True)
    desk = models.CharField(max_length=40, blank=True)
    made_by = models.UUIDField(null=True)
    key = models.UUIDField(unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    transfer = models.OneToOneField(
        Transfer, null=True, on_delete=models.PROTECT, related_name="request"
    )

    class Meta:
        indexes = [
            models.Index(fields=["payee", "-created_at"], name="request_by_payee"),
            models.Index(fields=["payer"], name="request_open_for", condition=Q(state="open")),
        ]
        constraints = [
            CheckConstraint(name="request_amount_positive", condition=Q(amount__gte=1)),
            CheckConstraint(
                name="request_expires_later", condition=Q(expires_at__gt=F("created_at"))
            ),
            CheckConstraint(
                name="request_paid_by_a_transfer",
                condition=Q(state="paid", transfer__isnull=False)
                | (~Q(state="paid") & Q(transfer=None)),
            ),
        ]


class Contribution(models.Model):
    """A payer's word to pay a payee the same amount every week or month, until it ends.

    Always true, kept by the database: amount > 0; one open contribution per payer and payee.
    `next_on` is the day of the next payment, None once it is over. A payment that meets a refusal
    is skipped and told; `missed` counts those in a row.
    """

    class Rhythm(models.TextChoices):
        """How often."""

        WEEKLY = "weekly", _("elke week")
        MONTHLY = "monthly", _("elke maand")

    key = models.UUIDField(unique=True)
    payer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="contributions")
    payee = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="contributors")
    amount = models.BigIntegerField()
    rhythm = models.CharField(max_length=7, choices=Rhythm)
    description = models.CharField(max_length=140, blank=True)
    starts_on = models.DateField()
    next_on = models.DateField(null=True)
    ends_on = models.DateField(null=True, blank=True)
    missed = models.PositiveSmallIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(name="contribution_amount_positive", condition=Q(amount__gte=1)),
            CheckConstraint(name="contribution_to_another", condition=~Q(payer=F("payee"))),
            UniqueConstraint(
                name="contribution_open_once",
                fields=["payer", "payee"],
                condition=Q(next_on__isnull=False),
            ),
        ]
