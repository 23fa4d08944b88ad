"""The ledger itself: accounts, holds, transfers and their entries, and what the rules count."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from currency.models.rules import RuleSet
from tenants.people.models import Party


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
    TOPPED_UP = "topped-up", _("zelf opgewaardeerd")
    GIFT = "gift", _("gekregen")
    EMERGENCY = "emergency", _("noodsteun")
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


class Account(models.Model):
    """One holder's pot in one unit.

    Always true, kept by the database: balance - held >= floor, unless floor is null (issuing,
    clearing and bank accounts may go below zero); held >= 0; one account per holder, pot, unit and
    slot; `last_seq` entries, numbered without a gap. `balance`, `held` and `floor` are minor units.

    Slot 0 is the account itself. A busy shop receives on more slots, so that those who pay there at
    the same moment do not wait for each other; what the shop has is the sum of its slots.
    """

    holder = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="accounts")
    pot = models.CharField(max_length=16, choices=Pot)
    unit = models.CharField(max_length=4, choices=Unit, default=Unit.COIN)
    slot = models.PositiveSmallIntegerField(default=0)
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
            UniqueConstraint(name="account_one_per_pot", fields=["holder", "pot", "unit", "slot"]),
        ]

    @property
    def available(self) -> int | None:
        """Minor units free to spend; None when nothing limits this account."""
        return None if self.floor is None else self.balance - self.held - self.floor


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
    `reverses` is undone as a whole; of `refunds` a part is given back, possibly more than once.
    """

    class Kind(models.TextChoices):
        """Why it moved."""

        ISSUE = "issue", _("uitgifte")
        REWARD = "reward", _("klus gedaan")
        PAYMENT = "payment", _("betaling")
        PAYMENT_ABROAD = "payment-abroad", _("betaling in een andere gemeente")
        RECEIPT_ABROAD = "receipt-abroad", _("betaling uit een andere gemeente")
        GIFT = "gift", _("gekregen")
        TOP_UP = "top-up", _("opgewaardeerd")
        BONUS = "bonus", _("bonus")
        PERSONAL = "personal", _("betaling tussen inwoners")
        TRADE = "trade", _("betaling van een ondernemer")
        REVERSAL = "reversal", _("terugbetaling")
        REFUND = "refund", _("deel terugbetaald")
        EXPIRY = "expiry", _("verlopen")
        DEMURRAGE = "demurrage", _("waardevermindering")
        WIND_DOWN = "wind-down", _("einde van de munt")
        BUDGET_RETURNED = "budget-returned", _("budget terug")
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
    refunds = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="refunded_by"
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
