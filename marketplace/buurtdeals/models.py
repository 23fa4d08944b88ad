"""Buurtdeals: the agreement, its material, its klussen, and what was handed over.

Only `marketplace.buurtdeals.services` writes here. Which step leads to which state stands in
`marketplace.rules.transitions`.
"""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.models import Klus
from marketplace.planning.models import Series
from tenants.people.models import Neighbourhood, Person


class Buurtdeal(models.Model):
    """Residents look after a place for a season; the municipality gives material and coins.

    `residents` is what the group calls itself, `contact` who speaks for it and `reach` how.
    `looked_after_by` answers for it at the municipality.

    Always true, kept by the database: the season ends after it begins, the review lies in it;
    what runs or ran was signed on a day, by somebody of the residents and by the municipality.
    """

    class State(models.TextChoices):
        """It holds while it runs."""

        DRAFT = "draft", _("concept")
        SIGNED = "signed", _("loopt")
        ENDED = "ended", _("afgelopen")
        STOPPED = "stopped", _("gestopt")

    class Outcome(models.TextChoices):
        """What both sides thought when they looked back."""

        GO_ON = "go-on", _("zo doorgaan")
        CHANGE = "change", _("volgend seizoen anders")
        END = "end", _("ermee stoppen")

    key = models.UUIDField(unique=True, default=uuid4)
    title = models.CharField(max_length=80)
    place = models.CharField(max_length=120)
    neighbourhood = models.ForeignKey(
        Neighbourhood, null=True, blank=True, on_delete=models.PROTECT, related_name="buurtdeals"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    review_on = models.DateField()
    work = models.TextField(max_length=1500)
    gives = models.TextField(max_length=1000, blank=True)
    residents = models.CharField(max_length=120)
    contact = models.CharField(max_length=120)
    reach = models.CharField(max_length=120)
    looked_after_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    made_at = models.DateTimeField()
    signed_on = models.DateField(null=True)
    signer = models.CharField(max_length=120, blank=True)
    signed_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="signed_buurtdeals"
    )
    reviewed_on = models.DateField(null=True)
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)
    review = models.TextField(max_length=1000, blank=True)
    told_of_review_at = models.DateTimeField(null=True)
    follows = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="followed_by"
    )

    class Meta:
        indexes = [models.Index(fields=["state", "ends_on"], name="buurtdeal_by_end")]
        constraints = [
            CheckConstraint(name="buurtdeal_lasts", condition=Q(ends_on__gt=F("starts_on"))),
            CheckConstraint(
                name="buurtdeal_review_in_season",
                condition=Q(review_on__gte=F("starts_on"), review_on__lte=F("ends_on")),
            ),
            CheckConstraint(
                name="buurtdeal_runs_signed",
                condition=~Q(state__in=["signed", "ended"])
                | (Q(signed_on__isnull=False, signed_by__isnull=False) & ~Q(signer="")),
            ),
            CheckConstraint(
                name="buurtdeal_reviewed_with_outcome",
                condition=Q(reviewed_on=None, outcome="")
                | (Q(reviewed_on__isnull=False) & ~Q(outcome="")),
            ),
        ]


class Material(models.Model):
    """Something the municipality gives, at the start or also each month.

    Always true, kept by the database: it is at least one.
    """

    class Rhythm(models.TextChoices):
        """How often."""

        ONCE = "once", _("één keer, bij de start")
        MONTHLY = "monthly", _("elke maand")

    deal = models.ForeignKey(Buurtdeal, on_delete=models.CASCADE, related_name="materials")
    name = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    rhythm = models.CharField(max_length=7, choices=Rhythm)

    class Meta:
        ordering = ["id"]
        constraints = [CheckConstraint(name="material_at_least_one", condition=Q(number__gte=1))]


class DealKlus(models.Model):
    """A klus that comes back in the season. Its series begins when the deal is signed.

    Always true, kept by the database: it is for somebody.
    """

    deal = models.ForeignKey(Buurtdeal, on_delete=models.CASCADE, related_name="klussen")
    pattern = models.OneToOneField(Klus, on_delete=models.PROTECT, related_name="deal_klus")
    rule = models.CharField(max_length=200)
    begins_at = models.TimeField()
    places = models.PositiveIntegerField()
    series = models.OneToOneField(
        Series, null=True, on_delete=models.PROTECT, related_name="deal_klus"
    )

    class Meta:
        ordering = ["id"]
        constraints = [CheckConstraint(name="deal_klus_has_places", condition=Q(places__gte=1))]


class HandOver(models.Model):
    """A day on which material changes hands; afterwards who gave it, and a word with it.

    Always true, kept by the database: one a day for each deal; what was given was given by
    somebody.
    """

    deal = models.ForeignKey(Buurtdeal, on_delete=models.PROTECT, related_name="hand_overs")
    due_on = models.DateField()
    given_at = models.DateTimeField(null=True)
    given_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            UniqueConstraint(name="hand_over_once_a_day", fields=["deal", "due_on"]),
            CheckConstraint(
                name="hand_over_given_by_somebody",
                condition=Q(given_at=None, given_by=None)
                | Q(given_at__isnull=False, given_by__isnull=False),
            ),
        ]


class HandOverLine(models.Model):
    """One thing of a hand-over: how many were agreed and, afterwards, how many were given.

    Always true, kept by the database: one line for each thing.
    """

    hand_over = models.ForeignKey(HandOver, on_delete=models.CASCADE, related_name="lines")
    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    given = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            UniqueConstraint(name="hand_over_line_once", fields=["hand_over", "material"])
        ]
