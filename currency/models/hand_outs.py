"""Coins given by staff from a list, and coins that are about to expire."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from currency.models.ledger import Pot, Transfer
from currency.models.programmes import Programme
from tenants.people.models import Party


class HandOut(models.Model):
    """A list of residents who each get an amount out of a programme, into one of their pots.

    Proposed by one person, done by another. `digest` is the sha256 of the list: the same list
    cannot be handed out twice under one name.
    """

    class State(models.TextChoices):
        """Where it stands."""

        PROPOSED = "proposed", _("voorgesteld")
        DONE = "done", _("uitgedeeld")
        CANCELLED = "cancelled", _("gestopt")

    key = models.UUIDField(unique=True)
    name = models.CharField(max_length=120)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="hand_outs")
    pot = models.CharField(max_length=16, choices=Pot)
    digest = models.BinaryField(max_length=32)
    total = models.BigIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            CheckConstraint(name="hand_out_total_positive", condition=Q(total__gte=1)),
            CheckConstraint(
                name="hand_out_done_by_another",
                condition=~Q(state="done")
                | Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by")),
            ),
            UniqueConstraint(
                name="hand_out_list_once",
                fields=["name", "digest"],
                condition=~Q(state="cancelled"),
            ),
        ]


class HandOutLine(models.Model):
    """One resident on the list: who, how much, and the transfer once it is done."""

    hand_out = models.ForeignKey(HandOut, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="hand_out_lines")
    amount = models.BigIntegerField()
    key = models.UUIDField(unique=True)
    transfer = models.OneToOneField(
        Transfer, null=True, on_delete=models.PROTECT, related_name="hand_out_line"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            UniqueConstraint(name="hand_out_line_once", fields=["hand_out", "party"]),
            CheckConstraint(name="hand_out_amount_positive", condition=Q(amount__gte=1)),
        ]


class ExpiryNotice(models.Model):
    """Somebody was told that coins in a pot expire: once for each day, and 30 and 7 days before.

    `expires_on` is the last day on which they are good; they are what came in up to and including
    `received_until`. `settled_at` says when the night after that day was done with it. `amount` is
    what would expire, in minor units, as it stood when it was told.
    """

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="expiry_notices")
    pot = models.CharField(max_length=16, choices=Pot)
    expires_on = models.DateField()
    received_until = models.DateField()
    days_before = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()
    told_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["pot", "expires_on"], name="expiry_open", condition=Q(settled_at=None)
            )
        ]
        constraints = [
            CheckConstraint(name="expiry_amount_positive", condition=Q(amount__gte=1)),
            CheckConstraint(
                name="expiry_after_receipt", condition=Q(expires_on__gte=F("received_until"))
            ),
            UniqueConstraint(
                name="expiry_told_once", fields=["party", "pot", "expires_on", "days_before"]
            ),
        ]
