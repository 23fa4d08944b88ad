"""The ledger: who holds how much, what moved, what is set aside. Only `currency.services` writes.

Amounts are whole minor units of the account's unit: 1 heitje = 100, 1 euro = 100 cents.
"""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from currency.api.models import CommandKey as CommandKey  # Django finds its table from here.
from tenants.people.models import Neighbourhood, Party


class Unit(models.TextChoices):
    """What an account counts in."""

    COIN = "coin", _("munt")
    EURO = "euro", _("euro")


class Pot(models.TextChoices):
    """The purpose of an account: the chart of accounts of a tenant.

    In coins, `issued` is minus what was ever brought into being and not yet taken out by
    `redeemed`. In euros, `bank` is minus what stands at the bank, seen from the house.
    """

    ISSUED = "issued", _("uitgegeven")
    PROGRAMME = "programme", _("budget")
    EARNED = "earned", _("verdiend")
    GIFT = "gift", _("gekregen")
    ORGANISATION = "organisation", _("organisatie")
    MERCHANT = "merchant", _("ontvangen")
    REDEEMED = "redeemed", _("ingewisseld")
    CLEARING = "clearing", _("verrekening")
    FEES = "fees", _("kosten")
    EXPIRED = "expired", _("verlopen")
    BANK = "bank", _("bank")
    COVER = "cover", _("dekking")
    PAYABLE = "payable", _("te betalen")
    EURO_CLEARING = "euro-clearing", _("verrekening in euro")


class RuleSet(models.Model):
    """One version of the currency's rules: a typed document with a start (`currency.rules`).

    Always true, kept by the database: a version is approved by somebody else than its proposer;
    nothing is in force without an approval; an approved document never changes (trigger).
    """

    class State(models.TextChoices):
        """Where the version stands in its life."""

        DRAFT = "draft", _("concept")
        PROPOSED = "proposed", _("voorgesteld")
        APPROVED = "approved", _("goedgekeurd")

    version = models.PositiveIntegerField(unique=True)
    document = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    starts_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.UUIDField(null=True)
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            CheckConstraint(
                name="rules_approved_by_another",
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
            ),
            CheckConstraint(
                name="rules_approved_with_start",
                condition=~Q(state="approved")
                | Q(approved_by__isnull=False, starts_at__isnull=False),
            ),
        ]


class Account(models.Model):
    """One holder's pot in one unit.

    Always true, kept by the database: balance - held >= floor, unless floor is null (issuing,
    clearing and bank accounts may go below zero); held >= 0; one account per holder, pot and unit;
    `last_seq` entries, numbered without a gap. `balance`, `held` and `floor` are minor units.
    """

    holder = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="accounts")
    pot = models.CharField(max_length=16, choices=Pot)
    unit = models.CharField(max_length=4, choices=Unit, default=Unit.COIN)
    balance = models.BigIntegerField(default=0)
    held = models.BigIntegerField(default=0)
    floor = models.BigIntegerField(null=True, default=0)
    last_seq = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            CheckConstraint(
                name="account_covers_its_floor",
                condition=Q(floor=None) | Q(balance__gte=F("floor") + F("held")),
            ),
            CheckConstraint(name="account_held_not_negative", condition=Q(held__gte=0)),
            UniqueConstraint(name="account_one_per_pot", fields=["holder", "pot", "unit"]),
        ]

    @property
    def available(self) -> int | None:
        """Minor units free to spend; None when nothing limits this account."""
        return None if self.floor is None else self.balance - self.held - self.floor


class Programme(models.Model):
    """A budget of coins for a neighbourhood and a period, out of which klussen are rewarded."""

    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="programme")
    name = models.CharField(max_length=120, unique=True)
    neighbourhood = models.ForeignKey(
        Neighbourhood, null=True, blank=True, on_delete=models.PROTECT, related_name="programmes"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["name"]
        constraints = [
            CheckConstraint(
                name="programme_ends_after_start", condition=Q(ends_on__gt=F("starts_on"))
            )
        ]


class Hold(models.Model):
    """Coins set aside on an account: placed, then captured (also in parts), released or lapsed.

    Always true, kept by the database: amount > 0; captured + released never pass the amount.
    """

    class State(models.TextChoices):
        """Open as long as something is set aside."""

        OPEN = "open", _("gereserveerd")
        CLOSED = "closed", _("afgerond")

    key = models.UUIDField(unique=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="holds")
    amount = models.BigIntegerField()
    captured = models.BigIntegerField(default=0)
    released = models.BigIntegerField(default=0)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    placed_at = models.DateTimeField(default=timezone.now)
    lapses_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(name="hold_amount_positive", condition=Q(amount__gte=1)),
            CheckConstraint(
                name="hold_never_over_captured",
                condition=Q(captured__gte=0, released__gte=0)
                & Q(amount__gte=F("captured") + F("released")),
            ),
            CheckConstraint(
                name="hold_closed_when_empty",
                condition=Q(state="open") | Q(amount=F("captured") + F("released")),
            ),
        ]

    @property
    def remaining(self) -> int:
        """Minor units still set aside."""
        return self.amount - self.captured - self.released


class Transfer(models.Model):
    """One movement: two or more entries that sum to zero within each unit. Never changed.

    `key` makes it idempotent: the same key with the same movement is the same transfer. `digest`
    is the sha256 of the request, so that a key reused for something else is refused. `actor` is
    the pseudonymous id of the party that did it. `facts` hold ids and codes, never a name.
    """

    class Kind(models.TextChoices):
        """Why it moved."""

        ISSUE = "issue", _("uitgifte")
        REWARD = "reward", _("klus gedaan")
        PAYMENT = "payment", _("betaling")
        PAYMENT_ABROAD = "payment-abroad", _("betaling in een andere gemeente")
        RECEIPT_ABROAD = "receipt-abroad", _("betaling uit een andere gemeente")
        GIFT = "gift", _("gekregen")
        REVERSAL = "reversal", _("terugbetaling")
        REDEMPTION = "redemption", _("inwisseling")
        RETIREMENT = "retirement", _("uit omloop")
        COVER_DEPOSIT = "cover-deposit", _("storting")
        PAYABLE = "payable", _("uitbetaling klaargezet")
        PAYOUT = "payout", _("uitbetaald")
        PAYOUT_RETURN = "payout-return", _("uitbetaling teruggekomen")
        CLEARING = "clearing", _("verrekening van munten")
        CLEARING_OWED = "clearing-owed", _("verrekening te betalen")
        CLEARING_DUE = "clearing-due", _("verrekening te ontvangen")
        CLEARING_PAID = "clearing-paid", _("verrekening betaald")

    key = models.UUIDField(unique=True)
    digest = models.BinaryField(max_length=32)
    kind = models.CharField(max_length=16, choices=Kind)
    at = models.DateTimeField()
    posted_at = models.DateTimeField(db_default=Now())
    rules = models.ForeignKey(RuleSet, null=True, on_delete=models.PROTECT, related_name="+")
    actor = models.UUIDField(null=True)
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    hold = models.ForeignKey(Hold, null=True, on_delete=models.PROTECT, related_name="captures")
    facts = models.JSONField(default=dict)

    def get_kind_display(self) -> str:  # type: ignore[no-redef]  # in the place of Django's own
        """The kind in words. Django's own translates all kinds, for every line of a statement."""
        return str(Transfer.Kind(self.kind).label)


class Entry(models.Model):
    """One line of a transfer on one account, with the account's number and balance after it."""

    pk = models.CompositePrimaryKey("account_id", "seq")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    seq = models.BigIntegerField()
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="entries")
    amount = models.BigIntegerField()
    balance_after = models.BigIntegerField()

    class Meta:
        constraints = [CheckConstraint(name="entry_moves_something", condition=~Q(amount=0))]


class Counter(models.Model):
    """What a rule counts: `used` minor units for a subject in a period, raised by the posting."""

    name = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    period = models.CharField(max_length=10)
    used = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            UniqueConstraint(name="counter_one_per_period", fields=["name", "subject", "period"]),
            CheckConstraint(name="counter_not_negative", condition=Q(used__gte=0)),
        ]


class PaymentRequest(models.Model):
    """A payee asks for an amount; whoever pays it first pays it once.

    Always true, kept by the database: amount > 0; paid exactly when a transfer stands with it.
    The transfer's key is this row's id: two payments of one request cannot both exist.
    `desk` is the till's own word for itself; `code` is what a payer types when no camera works.
    """

    class State(models.TextChoices):
        """Open until paid, cancelled or past its time."""

        OPEN = "open", _("open")
        PAID = "paid", _("betaald")
        CANCELLED = "cancelled", _("gestopt")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.CharField(max_length=8, unique=True)
    payee = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="requests")
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
        indexes = [models.Index(fields=["payee", "-created_at"], name="request_by_payee")]
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
