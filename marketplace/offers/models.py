"""What a shop offers: its page, its deals, and each place in a deal. Written by services alone."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from currency.models import PaymentRequest
from marketplace.models import Merchant, Till


class ShopPage(models.Model):
    """What a shop tells on its own page, and how much of a bill it takes in coins.

    Always true, kept by the database: one page a shop; a share of 1 to 100 percent.
    """

    merchant = models.OneToOneField(Merchant, on_delete=models.CASCADE, related_name="page")
    intro = models.TextField(max_length=1000, blank=True)
    website = models.URLField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    part_percent = models.PositiveSmallIntegerField(default=100)
    part_note = models.CharField(max_length=140, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="page_part_a_percentage",
                condition=Q(part_percent__gte=1, part_percent__lte=100),
            )
        ]

    @property
    def takes_a_part(self) -> bool:
        """Whether a bill is paid in coins for a part alone."""
        return self.part_percent < 100


class Deal(models.Model):
    """Something a shop gives so often, in a period: a price in minor units, 0 for nothing.

    Always true, kept by the database: it ends on or after its first day; at least one place; as
    many `places` as its `number`, so that what is not there cannot be given. `price` None: the
    till keys the sum.
    """

    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="deals")
    key = models.UUIDField(unique=True, default=uuid4)
    title = models.CharField(max_length=80)
    terms = models.CharField(max_length=300, blank=True)
    price = models.BigIntegerField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    number = models.PositiveIntegerField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["ends_on", "id"]
        constraints = [
            CheckConstraint(name="deal_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
            CheckConstraint(name="deal_has_places", condition=Q(number__gte=1)),
            CheckConstraint(
                name="deal_price_not_negative", condition=Q(price=None) | Q(price__gte=0)
            ),
        ]

    def runs_on(self, day: date) -> bool:
        """Whether it may be claimed on this day."""
        return self.stopped_at is None and self.starts_on <= day <= self.ends_on

    @property
    def is_free(self) -> bool:
        """Whether nothing is paid for it."""
        return self.price == 0


class DealPlace(models.Model):
    """One time that a deal can be given: the rows are there before anybody comes.

    Always true, kept by the database: a place once per deal, numbered from 1 up to the deal's
    number (a trigger); given with a key, a moment and a till, or not given at all. While its
    `request` can still be paid the place is kept for who stands at the till; where that is over it
    is free again.
    """

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="places")
    place = models.PositiveIntegerField()
    key = models.UUIDField(unique=True, null=True)
    till = models.ForeignKey(Till, null=True, on_delete=models.PROTECT, related_name="+")
    given_by = models.UUIDField(null=True)
    given_at = models.DateTimeField(null=True)
    request = models.OneToOneField(
        PaymentRequest, null=True, on_delete=models.PROTECT, related_name="deal_place"
    )

    class Meta:
        ordering = ["place"]
        constraints = [
            UniqueConstraint(name="deal_place_once", fields=["deal", "place"]),
            CheckConstraint(name="deal_place_from_one", condition=Q(place__gte=1)),
            CheckConstraint(
                name="deal_place_given_whole",
                condition=Q(key=None, till=None, given_by=None, given_at=None, request=None)
                | Q(
                    key__isnull=False,
                    till__isnull=False,
                    given_by__isnull=False,
                    given_at__isnull=False,
                ),
            ),
        ]
        indexes = [models.Index(fields=["deal", "given_at"], name="deal_place_given")]


class EmbedHost(models.Model):
    """A web site that may show the town's shops inside its own page. Always true: a host once."""

    origin = models.CharField(max_length=200, unique=True)
    added_by = models.UUIDField()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["origin"]
