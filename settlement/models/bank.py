"""The municipality's bank account, the files that come back from the bank, and their lines."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from settlement.models.payouts import Payout
from tenants.sealed import SealedTextField


class TenantBankAccount(models.Model):
    """The account payouts are paid from. Always true: one is active at most."""

    iban = SealedTextField()
    iban_index = models.CharField(max_length=64)
    iban_tail = models.CharField(max_length=4)
    name = models.CharField(max_length=70)
    bic = models.CharField(max_length=11)
    is_active = models.BooleanField(default=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="bank_account_one_active", fields=["is_active"], condition=Q(is_active=True)
            )
        ]


class BankFile(models.Model):
    """A file that came from the bank, as it came. Always true: the same bytes once.

    A refused file is kept with the code of its refusal, so that somebody can look into it; when
    it is offered again it is read again. Its bytes never change (trigger).
    """

    class Kind(models.TextChoices):
        """Which message it is."""

        STATEMENT = "camt.053", _("afschrift")
        NOTIFICATION = "camt.054", _("melding")
        OLD_STATEMENT = "mt940", _("afschrift (MT940)")
        STATUS = "pain.002", _("antwoord op een batch")
        UNKNOWN = "unknown", _("onbekend")

    class State(models.TextChoices):
        """What the house did with it."""

        READ = "read", _("verwerkt")
        REFUSED = "refused", _("geweigerd")

    kind = models.CharField(max_length=8, choices=Kind)
    sha256 = models.CharField(max_length=64, unique=True)
    raw = models.BinaryField()
    state = models.CharField(max_length=7, choices=State)
    reason = models.CharField(max_length=60, blank=True)
    received_at = models.DateTimeField()
    received_by = models.UUIDField(null=True)
    line_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-received_at", "-id"]
        constraints = [
            CheckConstraint(
                name="bank_file_refused_with_reason",
                condition=Q(state="read", reason="") | (Q(state="refused") & ~Q(reason="")),
            )
        ]


class BankEntry(models.Model):
    """One movement on the municipality's account, as the bank told it.

    Always true, kept by the database: the bank's reference of a movement stands here once;
    matched exactly when a payout stands with it. `cents` is positive for money that came in. The
    account is known by its index and last four signs only.
    """

    class State(models.TextChoices):
        """What the house made of it."""

        MATCHED = "matched", _("gekoppeld")
        UNMATCHED = "unmatched", _("zoek uit")
        BOOKED = "booked", _("geboekt als dekking")
        IGNORED = "ignored", _("hoort hier niet")

    file = models.ForeignKey(BankFile, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(TenantBankAccount, on_delete=models.PROTECT, related_name="entries")
    statement_id = models.CharField(max_length=35)
    reference = models.CharField(max_length=80)
    cents = models.BigIntegerField()
    booked_on = models.DateField()
    end_to_end_id = models.CharField(max_length=35, blank=True)
    counterparty_tail = models.CharField(max_length=4, blank=True)
    remittance = models.CharField(max_length=140, blank=True)
    reason = models.CharField(max_length=8, blank=True)
    payout = models.ForeignKey(
        Payout, null=True, on_delete=models.PROTECT, related_name="bank_entries"
    )
    state = models.CharField(max_length=9, choices=State)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=140, blank=True)

    class Meta:
        ordering = ["-booked_on", "-id"]
        constraints = [
            UniqueConstraint(name="bank_entry_once", fields=["account", "reference"]),
            CheckConstraint(name="bank_entry_moves_something", condition=~Q(cents=0)),
            CheckConstraint(
                name="bank_entry_matched_to_a_payout",
                condition=Q(state="matched", payout__isnull=False)
                | (~Q(state="matched") & Q(payout=None)),
            ),
            CheckConstraint(
                name="bank_entry_only_deposits_are_booked",
                condition=~Q(state="booked") | Q(cents__gte=1),
            ),
        ]
