"""What proves the ledger to somebody else: sealed days, and the cover of each day."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

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

    Cents for euros, minor units for coins. `paid` is what was paid with these coins on this day,
    `volume_12m` in the twelve months up to it; `largest_balance` the most one resident had.
    """

    day = models.DateField(primary_key=True)
    euros = models.BigIntegerField()
    needed = models.BigIntegerField()
    coins = models.BigIntegerField()
    owed_by_others = models.BigIntegerField()
    due_cents = models.BigIntegerField(default=0)
    coin_value_cents = models.PositiveIntegerField()
    paid = models.BigIntegerField()
    volume_12m = models.BigIntegerField()
    largest_balance = models.BigIntegerField()

    class Meta:
        ordering = ["-day"]

    @property
    def percent(self) -> int | None:
        """Cover in whole per cents, rounded down; None while there were no coins."""
        return self.euros * 100 // self.needed if self.needed > 0 else None

    @property
    def volume_cents(self) -> int:
        """What was paid in twelve months, in euro cents, rounded up."""
        return -(-self.volume_12m * self.coin_value_cents // 100)


class ProgrammeDay(models.Model):
    """What a programme had been given, had given out and kept aside at the end of a day.

    Minor units. `reserved` is None where the day was kept later than the night after it: the ledger
    does not say when a reservation was given back.
    """

    day = models.ForeignKey(CoverDay, on_delete=models.PROTECT, related_name="programmes")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="days")
    funded = models.BigIntegerField()
    spent = models.BigIntegerField()
    reserved = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(name="programme_day_once", fields=["day", "programme"]),
            CheckConstraint(name="programme_day_funded", condition=Q(funded__gte=0)),
        ]


class Alarm(models.Model):
    """A figure crossed a bound: raised once, and over once the figure is back.

    Always true, kept by the database: one open alarm of a kind. `value` and `limit` are as they
    were when it was raised; cents, for `balance-near` minor units.
    """

    class Kind(models.TextChoices):
        """Which bound."""

        COVER = "cover", _("te weinig euro’s apart")
        NOTICE_NEAR = "notice-near", _("bijna zoveel betaald dat het gemeld moet worden")
        NOTICE_DUE = "notice-due", _("zoveel betaald dat het gemeld moet worden")
        BALANCE_NEAR = "balance-near", _("een saldo is bijna zo hoog als het mag zijn")

    kind = models.CharField(max_length=12, choices=Kind)
    value = models.BigIntegerField()
    limit = models.BigIntegerField()
    raised_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["raised_at"]
        constraints = [
            UniqueConstraint(name="alarm_open_once", fields=["kind"], condition=Q(over_at=None))
        ]


class BookCheck(models.Model):
    """All the books checked, because somebody asked: how far it is, and what was found.

    Always true, kept by the database: one at a time; done exactly when it has an end. `findings`
    are the promises that do not hold, each with the first row at fault; none: all is well.
    """

    class State(models.TextChoices):
        """Waiting for a worker, at work, done."""

        WAITING = "waiting", _("wacht")
        RUNNING = "running", _("bezig")
        DONE = "done", _("klaar")
        STOPPED = "stopped", _("gestopt")

    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    step = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    heard_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            UniqueConstraint(
                name="book_check_one_at_a_time",
                # Alike for every open row, for NULL counts as one value here.
                fields=["finished_at"],
                condition=Q(state__in=["waiting", "running"]),
                nulls_distinct=False,
            ),
            CheckConstraint(
                name="book_check_done_is_finished",
                condition=Q(state__in=["done", "stopped"], finished_at__isnull=False)
                | Q(state__in=["waiting", "running"], finished_at=None),
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether somebody waits for it."""
        return self.state in {BookCheck.State.WAITING, BookCheck.State.RUNNING}
