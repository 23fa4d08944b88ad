"""Cards for people without a phone: on paper, signed, with a PIN; and what was paid with them."""

from typing import Final

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from currency.models.ledger import Transfer
from currency.models.requests import PaymentRequest
from tenants.people.models import Party

# So many wrong PINs and the card needs a new one, of a person at the counter.
PIN_TRIES: Final = 3


class Card(models.Model):
    """A printed card with which its holder pays out of their own pots at any till of the town.

    Always true, kept by the database: a number once; one card in use for each holder; replaced
    exactly when another took its place; out of use with who and when; at most `PIN_TRIES` wrong
    PINs. What is printed is the number and its signature, which stands nowhere but on the paper;
    `pin_digest` is keyed with the installation's secret, None until a PIN was printed.
    """

    class State(models.TextChoices):
        """Only a card in use pays; one that is out of use never comes back."""

        ACTIVE = "active", _("in gebruik")
        BLOCKED = "blocked", _("geblokkeerd")
        REPLACED = "replaced", _("vervangen")

    class Reason(models.TextChoices):
        """Why it is out of use."""

        LOST = "lost", _("kwijt")
        STOLEN = "stolen", _("gestolen")
        BROKEN = "broken", _("kapot")
        OTHER = "other", _("niet meer nodig")

    key = models.UUIDField(unique=True)
    number = models.CharField(max_length=10, unique=True)
    holder = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="cards")
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    pin_digest = models.BinaryField(max_length=32, null=True)
    pin_printed_at = models.DateTimeField(null=True)
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    reason = models.CharField(max_length=6, choices=Reason, blank=True)
    closed_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    replaced_by = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaces"
    )

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            CheckConstraint(
                name="card_number_ten_signs", condition=Q(number__regex=r"^[A-Z0-9]{10}$")
            ),
            CheckConstraint(name="card_few_wrong_pins", condition=Q(wrong_pins__lte=PIN_TRIES)),
            CheckConstraint(
                name="card_closed_by_somebody",
                condition=Q(state="active", closed_at=None, closed_by=None)
                | ~Q(state="active") & Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
            CheckConstraint(
                name="card_replaced_by_another",
                condition=Q(state="replaced", replaced_by__isnull=False)
                | ~Q(state="replaced") & Q(replaced_by=None),
            ),
            UniqueConstraint(
                name="card_in_use_once", fields=["holder"], condition=Q(state="active")
            ),
        ]

    @property
    def is_locked(self) -> bool:
        """Whether too many wrong PINs were keyed: it pays nothing until it has a new one."""
        return self.wrong_pins >= PIN_TRIES

    @property
    def shown_number(self) -> str:
        """The number in parts, to read over."""
        return f"{self.number[:2]}-{self.number[2:6]}-{self.number[6:]}"


class CardPayment(models.Model):
    """A request that was paid with a card, by the ordinary payment. Never changed.

    Always true, kept by the database: once for each request and each transfer.
    """

    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="payments")
    request = models.OneToOneField(
        PaymentRequest, on_delete=models.PROTECT, related_name="card_payment"
    )
    transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, related_name="card_payment")
    with_pin = models.BooleanField()
    made_by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
