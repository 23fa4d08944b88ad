"""Boxes, the kinds of things in them, and the things themselves.

Only `marketplace.klusbox.services` writes here. Which step leads to which state stands in
`marketplace.klusbox.rules.steps`.
"""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from tenants.people.models import Neighbourhood


class Klusbox(models.Model):
    """A box at a place. `hours` as a shop's: empty is at any time; `access` says how it opens.

    Always true, kept by the database: coordinates come in pairs.
    """

    name = models.CharField(max_length=60, unique=True)
    place = models.CharField(max_length=120)
    access = models.CharField(max_length=300, blank=True)
    hours = models.JSONField(default=dict, blank=True)
    neighbourhood = models.ForeignKey(
        Neighbourhood, null=True, blank=True, on_delete=models.PROTECT, related_name="klusboxes"
    )
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    is_open = models.BooleanField(default=True)
    key = models.UUIDField(unique=True, default=uuid4)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            CheckConstraint(
                name="klusbox_coordinates_in_pairs",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
            )
        ]


class Kind(models.Model):
    """A sort of thing, as a resident asks for it. Always true: lent for one day at least."""

    name = models.CharField(max_length=60, unique=True)
    about = models.CharField(max_length=300, blank=True)
    longest_days = models.PositiveIntegerField(default=3)

    class Meta:
        ordering = ["name"]
        constraints = [CheckConstraint(name="kind_lent_a_day", condition=Q(longest_days__gte=1))]


def photo_path(item: "Item", filename: str) -> str:
    """Where its photo lies in the tenant's storage."""
    return f"klusbox/{uuid4()}.jpg"


class Item(models.Model):
    """One thing with a number on it, that belongs in a box.

    Always true, kept by the database: it is never deleted; it is out exactly when one loan has it,
    and that loan is out; its state and its box are what its last movement says (`moves` is that
    movement's number). So at any moment somebody can say where it is.
    """

    class State(models.TextChoices):
        """Where it is."""

        BOX = "box", _("in de box")
        OUT = "out", _("uitgeleend")
        REPAIR = "repair", _("stuk")
        MISSING = "missing", _("zoek")
        GONE = "gone", _("afgeschreven")

    box = models.ForeignKey(Klusbox, on_delete=models.PROTECT, related_name="items")
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveIntegerField(unique=True)
    code = models.CharField(max_length=8, unique=True)
    state = models.CharField(max_length=7, choices=State, default=State.BOX)
    moves = models.PositiveIntegerField(default=1)
    loan = models.OneToOneField(
        "klusbox.Loan", null=True, blank=True, on_delete=models.PROTECT, related_name="held_item"
    )
    remark = models.CharField(max_length=300, blank=True)
    photo = models.FileField(upload_to=photo_path, blank=True)
    photo_width = models.PositiveIntegerField(default=0)
    photo_height = models.PositiveIntegerField(default=0)
    key = models.UUIDField(unique=True, default=uuid4)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["kind__name", "number"]
        indexes = [models.Index(fields=["box", "state"], name="item_by_box")]
        constraints = [
            CheckConstraint(
                name="item_out_with_its_loan",
                condition=Q(state="out", loan__isnull=False) | (~Q(state="out") & Q(loan=None)),
            ),
            # Targets of the foreign keys that tie a loan and a movement to what the item says.
            UniqueConstraint(name="item_and_its_loan", fields=["id", "loan"]),
        ]
