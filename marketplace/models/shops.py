"""Shops and their tills. Only `marketplace.services` writes here."""

from uuid import uuid4

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.people.models import Neighbourhood, Party, Person
from tenants.sealed import SealedTextField


class Merchant(models.Model):
    """A shop where the coin is good, once the municipality has approved it.

    Always true, kept by the database: a Chamber of Commerce number is 8 digits or absent; an
    approved shop was approved by somebody else than who asked for it; coordinates come in pairs;
    a note about a pause stands at a shop that is paused. The account number is encrypted at rest.
    Address and hours are of the shop's own place; a `Branch` is one more.
    """

    class State(models.TextChoices):
        """Only an approved shop can ask for payment."""

        APPLIED = "applied", _("aangevraagd")
        APPROVED = "approved", _("doet mee")
        STOPPED = "stopped", _("gestopt")

    class Category(models.TextChoices):
        """What the shop sells."""

        FOOD = "food", _("Eten en drinken")
        GROCERY = "grocery", _("Boodschappen")
        CLOTHES = "clothes", _("Kleding en schoenen")
        HOME = "home", _("Wonen en klussen")
        BIKE = "bike", _("Fietsen")
        CARE = "care", _("Verzorging")
        LEISURE = "leisure", _("Sport en cultuur")
        OTHER = "other", _("Anders")

    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="merchant")
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=8, choices=Category, default=Category.OTHER)
    kvk_number = models.CharField(max_length=8, blank=True)
    vat_number = models.CharField(max_length=16, blank=True)
    iban = SealedTextField(blank=True, default=str)
    account_name = models.CharField(max_length=70, blank=True)
    address = models.CharField(max_length=160, blank=True)
    neighbourhood = models.ForeignKey(
        Neighbourhood, null=True, blank=True, on_delete=models.PROTECT, related_name="merchants"
    )
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    hours = models.JSONField(default=dict, blank=True)
    about = models.TextField(max_length=1000, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.APPLIED)
    applied_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    applied_at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, default=uuid4)
    approved_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    pause_note = models.CharField(max_length=140, blank=True)

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            # Searched by parts of words and by what looks like them (pg_trgm).
            GinIndex(
                fields=["name", "address", "about"],
                opclasses=["gin_trgm_ops"] * 3,
                name="merchant_by_words",
            ),
        ]
        constraints = [
            CheckConstraint(
                name="merchant_note_of_a_pause", condition=Q(pause_note="") | ~Q(paused_at=None)
            ),
            CheckConstraint(
                name="merchant_kvk_eight_digits",
                condition=Q(kvk_number="") | Q(kvk_number__regex=r"^[0-9]{8}$"),
            ),
            CheckConstraint(
                name="merchant_approved_by_another",
                condition=Q(approved_by=None)
                | Q(applied_by=None)
                | ~Q(approved_by=F("applied_by")),
            ),
            CheckConstraint(
                name="merchant_approval_has_a_maker",
                condition=~Q(state="approved")
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
            CheckConstraint(
                name="merchant_coordinates_in_pairs",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
        ]

    @property
    def iban_masked(self) -> str:
        """The country, the bank and the last four signs: enough to recognise one's own account."""
        return masked(str(self.iban))

    @property
    def is_paused(self) -> bool:
        """Whether the shop itself takes no coins for a while."""
        return self.paused_at is not None


def masked(iban: str) -> str:
    """An account number as people may recognise it, and nobody else can use it."""
    return f"{iban[:2]}•• {iban[4:8]} •••• {iban[-4:]}" if len(iban) >= 12 else ""


class Till(models.Model):
    """A place in a shop where payment is asked. Always true: a name once per shop.

    `branch` is where it stands; null is the shop's own place.
    """

    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="tills")
    branch = models.ForeignKey(
        "marketplace.Branch", null=True, blank=True, on_delete=models.PROTECT, related_name="tills"
    )
    name = models.CharField(max_length=40)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [UniqueConstraint(name="till_name_once", fields=["merchant", "name"])]
