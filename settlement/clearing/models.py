"""Clearing runs: what towns owed one another, set off, and the payments that are left.

Public schema. No personal data: tenants, sums, codes and the pseudonymous ids of parties that
acted. Cents are euro cents, coins are minor units. Only `settlement.clearing.services` writes.
"""

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q, UniqueConstraint, Value
from django.utils.translation import gettext_lazy as _

from tenants.models import Region, Tenant

# Letters, digits and . / - with at least one digit: a bank's reference, never somebody's name.
BANK_REFERENCE = r"^(?=.*[0-9])[A-Z0-9][A-Z0-9./-]{2,34}$"


class ClearingRun(models.Model):
    """One round of setting off in a region, up to a moment.

    Always true, kept by the database: one run at a time is being prepared in a region; what is
    paid is never more than what was owed; a state has the word of whoever brought it there; each
    town pays and gets exactly what it owed and was owed (trigger, when a run leaves its draft);
    approved only when every payment is, closed only when every payment is confirmed (trigger).
    """

    class State(models.TextChoices):
        """From draft to closed; approved is the moment at which coins become debts in euros."""

        DRAFT = "draft", _("concept")
        PROPOSED = "proposed", _("voorgelegd")
        APPROVED = "approved", _("akkoord")
        SETTLING = "settling", _("wordt betaald")
        CLOSED = "closed", _("afgerond")
        CANCELLED = "cancelled", _("ingetrokken")

    class Method(models.TextChoices):
        """How debts are set off: between two, in circles, or by net position."""

        BILATERAL = "bilateral", _("per paar")
        CIRCULAR = "circular", _("in kringen")
        MULTILATERAL = "multilateral", _("met zo weinig mogelijk betalingen")

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="clearing_runs")
    number = models.PositiveIntegerField()
    key = models.UUIDField(unique=True)
    method = models.CharField(max_length=12, choices=Method)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    cut_off = models.DateTimeField()
    gross_cents = models.BigIntegerField()
    net_cents = models.BigIntegerField()
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()
    proposed_by = models.UUIDField(null=True)
    proposed_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancelled_by = models.UUIDField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            UniqueConstraint(name="clearing_run_numbered_once", fields=["region", "number"]),
            UniqueConstraint(
                name="clearing_run_one_in_preparation",
                fields=["region"],
                condition=Q(state__in=["draft", "proposed"]),
            ),
            CheckConstraint(
                name="clearing_run_pays_no_more_than_owed",
                condition=Q(net_cents__gte=0, gross_cents__gte=1, net_cents__lte=F("gross_cents")),
            ),
            CheckConstraint(
                name="clearing_run_proposed_by_somebody",
                condition=Q(state__in=["draft", "cancelled"])
                | Q(proposed_by__isnull=False, proposed_at__isnull=False),
            ),
            CheckConstraint(
                name="clearing_run_approved_at_a_moment",
                condition=Q(state__in=["approved", "settling", "closed"], approved_at__isnull=False)
                | Q(state__in=["draft", "proposed", "cancelled"], approved_at=None),
            ),
            CheckConstraint(
                name="clearing_run_closed_at_a_moment",
                condition=Q(state="closed", closed_at__isnull=False)
                | ~Q(state="closed") & Q(closed_at=None),
            ),
            CheckConstraint(
                name="clearing_run_cancelled_by_somebody",
                condition=Q(state="cancelled", cancelled_by__isnull=False)
                | ~Q(state="cancelled") & Q(cancelled_by=None),
            ),
        ]

    @property
    def is_in_preparation(self) -> bool:
        """Whether nothing has been booked yet, so that it can still be cancelled."""
        return self.state in (self.State.DRAFT, self.State.PROPOSED)

    @property
    def saved_cents(self) -> int:
        """Euros that need not move."""
        return self.gross_cents - self.net_cents


def _one(field: str) -> Func:
    """A range of one tenant: overlapping is being the same, which gist can index as it is."""
    return Func(F(field), F(field), Value("[]"), function="int8range")


def _stretch(side: str) -> Func:
    """The entries of one side's clearing account that a pair's stretch covers."""
    return Func(
        F(f"{side}_after"), F(f"{side}_until"), Value("(]"), function="int8range"
    )  # fmt: skip


class ClearingPair(models.Model):
    """Two towns in a run: the stretch of both clearing accounts it clears, or why it stays out.

    Always true, kept by the database: an entry of a clearing account lies in at most one live
    stretch, so a payment is cleared once; what stays out is not live. `..._after` and `..._until`
    are entry numbers of that side's account for the other: after the first, up to the second.
    """

    run = models.ForeignKey(ClearingRun, on_delete=models.PROTECT, related_name="pairs")
    first = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    first_after = models.BigIntegerField()
    first_until = models.BigIntegerField()
    second_after = models.BigIntegerField()
    second_until = models.BigIntegerField()
    is_live = models.BooleanField(default=True)
    left_out = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["first__name", "second__name"]
        constraints = [
            UniqueConstraint(name="clearing_pair_once", fields=["run", "first", "second"]),
            CheckConstraint(
                name="clearing_pair_lower_first", condition=Q(first__lt=F("second"))
            ),
            CheckConstraint(
                name="clearing_pair_left_out_is_not_live",
                condition=Q(is_live=False) | Q(left_out=""),
            ),
            CheckConstraint(
                name="clearing_pair_live_covers_something",
                condition=Q(is_live=False)
                | Q(first_until__gt=F("first_after"), second_until__gt=F("second_after")),
            ),
            *(
                ExclusionConstraint(
                    name=f"clearing_pair_{side}_stretch_once",
                    expressions=[(_one("first"), "&&"), (_one("second"), "&&"),
                                 (_stretch(side), "&&")],
                    condition=Q(is_live=True),
                )
                for side in ("first", "second")
            ),
        ]  # fmt: skip

    @property
    def breaks(self) -> list[str]:
        """Why it stays out, as codes of `Position.breaks`."""
        return self.left_out.split(",") if self.left_out else []


class ClearingObligation(models.Model):
    """What the issuer owes the acceptor for coins of its own spent there in a pair's stretch.

    `coins` are the issuer's minor units, `acceptor_coins` what the acceptor's shops got.
    """

    pair = models.ForeignKey(ClearingPair, on_delete=models.PROTECT, related_name="obligations")
    issuer = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    acceptor = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    payments = models.PositiveIntegerField()
    coins = models.BigIntegerField()
    acceptor_coins = models.BigIntegerField()
    cents = models.BigIntegerField()

    class Meta:
        ordering = ["issuer__name", "acceptor__name"]
        constraints = [
            UniqueConstraint(name="clearing_obligation_once", fields=["pair", "issuer"]),
            CheckConstraint(
                name="clearing_obligation_two_towns", condition=~Q(issuer=F("acceptor"))
            ),
            CheckConstraint(
                name="clearing_obligation_of_something",
                condition=Q(payments__gte=1, coins__gte=1, acceptor_coins__gte=1, cents__gte=0),
            ),
        ]


class ClearingPayment(models.Model):
    """Euros from one town to another that a run asks for.

    Always true, kept by the database: approved by somebody else than who made it; paid only when
    approved, with the bank's reference; confirmed only when paid, by somebody else than who paid.
    `denied_at` is when the creditor last said that nothing had come in.
    """

    class State(models.TextChoices):
        """How far a payment is; follows from who has said what."""

        WAITING = "waiting", _("wacht op akkoord")
        APPROVED = "approved", _("te betalen")
        PAID = "paid", _("betaald, nog niet ontvangen")
        CONFIRMED = "confirmed", _("ontvangen")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    run = models.ForeignKey(ClearingRun, on_delete=models.PROTECT, related_name="payments")
    debtor = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    creditor = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    cents = models.BigIntegerField()
    reference = models.CharField(max_length=35, unique=True)
    made_by = models.UUIDField()
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    paid_by = models.UUIDField(null=True)
    paid_at = models.DateTimeField(null=True)
    bank_reference = models.CharField(max_length=35, blank=True)
    denied_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["debtor__name", "creditor__name"]
        constraints = [
            UniqueConstraint(name="clearing_payment_once", fields=["run", "debtor", "creditor"]),
            CheckConstraint(
                name="clearing_payment_two_towns", condition=~Q(debtor=F("creditor"))
            ),
            CheckConstraint(name="clearing_payment_of_something", condition=Q(cents__gte=1)),
            CheckConstraint(
                name="clearing_payment_approved_by_another",
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False)
                & ~Q(approved_by=F("made_by")),
            ),
            CheckConstraint(
                name="clearing_payment_paid_with_reference",
                condition=Q(paid_by=None, paid_at=None, bank_reference="")
                | Q(paid_by__isnull=False, paid_at__isnull=False, approved_at__isnull=False,
                    bank_reference__regex=BANK_REFERENCE),
            ),
            CheckConstraint(
                name="clearing_payment_confirmed_by_another",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, paid_at__isnull=False)
                & ~Q(confirmed_by=F("paid_by")),
            ),
        ]  # fmt: skip

    @property
    def state(self) -> State:
        """How far it is."""
        if self.confirmed_at:
            return self.State.CONFIRMED
        if self.paid_at:
            return self.State.PAID
        return self.State.APPROVED if self.approved_at else self.State.WAITING
