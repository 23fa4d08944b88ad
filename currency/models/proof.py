"""What proves the ledger to somebody else: sealed days, and the cover of each day."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from currency.models.programmes import Programme


class DaySeal(models.Model):
    """The digest over one day's transfers and entries, chained to the seal of the day before.

    A day is a calendar day in Amsterdam by `posted_at`. `content` is the sha256 of what was posted
    that day, `digest` the seal itself, `previous` the seal before it (32 zero bytes for the first
    one): `currency.seals` says how they are made. Never changed, by a trigger.
    """

    day = models.DateField(primary_key=True)
    transfers = models.BigIntegerField()
    entries = models.BigIntegerField()
    content = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32, unique=True)
    digest = models.BinaryField(max_length=32, unique=True)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["day"]

    @property
    def short(self) -> str:
        """The first signs of the seal: enough to compare by eye."""
        return bytes(self.digest).hex()[:16]


class CoverDay(models.Model):
    """How the coins were covered at the end of a day, and the figures the law asks to watch.

    Cents for euros, minor units for coins. `volume_12m` is what was paid in the twelve months up
    to this day; `largest_balance` the most one resident had.
    """

    day = models.DateField(primary_key=True)
    euros = models.BigIntegerField()
    needed = models.BigIntegerField()
    coins = models.BigIntegerField()
    owed_by_others = models.BigIntegerField()
    due_cents = models.BigIntegerField(default=0)
    coin_value_cents = models.PositiveIntegerField()
    volume_12m = models.BigIntegerField()
    largest_balance = models.BigIntegerField()

    class Meta:
        ordering = ["-day"]


class ProgrammeDay(models.Model):
    """What a programme had left and had given out at the end of a day. Minor units."""

    day = models.ForeignKey(CoverDay, on_delete=models.PROTECT, related_name="programmes")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="days")
    funded = models.BigIntegerField()
    spent = models.BigIntegerField()
    reserved = models.BigIntegerField()

    class Meta:
        constraints = [
            UniqueConstraint(name="programme_day_once", fields=["day", "programme"]),
            CheckConstraint(name="programme_day_funded", condition=Q(funded__gte=0)),
        ]
