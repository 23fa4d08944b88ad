"""Redemptions: a shop's coins taken out of circulation, and the euros it is owed for them."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from currency.models import Transfer
from tenants.people.models import Party


class Redemption(models.Model):
    """Coins of one shop became a claim in euros. Never changed (trigger).

    Always true, kept by the database: coins > 0; 0 <= fee < coins; cents > 0; each of its two
    transfers belongs to it alone. `coins` and `fee` are minor units of the coin, `cents` euros.
    `until_seq` is the last entry of the shop's account that was old enough, `until_seqs` the same
    of its further slots, by account id; `from_at` and `until_at` bound the receipts, until_at
    being the moment before which they had come in.
    """

    key = models.UUIDField(unique=True)
    merchant = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="redemptions")
    coins = models.BigIntegerField()
    fee = models.BigIntegerField(default=0)
    cents = models.BigIntegerField()
    until_seq = models.BigIntegerField()
    until_seqs = models.JSONField(default=dict)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    coin_transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, related_name="+")
    euro_transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["merchant", "-until_seq"], name="redemption_by_merchant")]
        constraints = [
            CheckConstraint(name="redemption_coins_positive", condition=Q(coins__gte=1)),
            CheckConstraint(
                name="redemption_fee_within", condition=Q(fee__gte=0, fee__lt=F("coins"))
            ),
            CheckConstraint(name="redemption_cents_positive", condition=Q(cents__gte=1)),
            CheckConstraint(
                name="redemption_until_after_from", condition=Q(until_at__gte=F("from_at"))
            ),
        ]
