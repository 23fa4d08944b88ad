"""Work: klussen, their moments, who takes part and what shows it was done.

Only `marketplace.services` writes here. Amounts are minor units of the tenant's coin. Which step
leads to which state stands in `marketplace.rules.transitions`.
"""

from datetime import datetime
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from currency.models import Hold, Programme, Transfer
from marketplace.rules.transitions import REWARDED
from tenants.people.models import Neighbourhood, Party, Person


class Klus(models.Model):
    """Work a neighbourhood needs, at one or more moments, for a fixed reward.

    The reward is of one person, or with `is_group` of all who come to one moment together. With
    `is_standing` a moment is a stretch of days, and each who takes part picks the hour.

    Always true, kept by the database: the reward and the duration are above zero; what is
    published has a hold on its programme; coordinates come in pairs; a group has one hour; what
    was checked was checked by another than who made it.
    """

    class State(models.TextChoices):
        """Open to residents while published; finished once everybody has had their answer.

        A pattern is copied from and never published.
        """

        DRAFT = "draft", _("concept")
        CHECKED = "checked", _("nagekeken")
        PUBLISHED = "published", _("open")
        CLOSED = "closed", _("gesloten")
        FINISHED = "finished", _("afgerond")
        CANCELLED = "cancelled", _("afgelast")
        PATTERN = "pattern", _("voorbeeld")

    class Category(models.TextChoices):
        """What sort of work; each has its drawing in `templates/marketplace/art/`."""

        LITTER = "litter", _("Schoon en heel")
        GREEN = "green", _("Groen en tuin")
        TOGETHER = "together", _("Samen en gezelschap")
        INDOORS = "indoors", _("Binnen opruimen")
        REPAIR = "repair", _("Maken en sjouwen")

    class Checking(models.TextChoices):
        """What shows that the work was done; somebody else looks at it in each of these ways."""

        PHOTO = "photo", _("met een foto")
        CODE = "code", _("met een code aan de balie")
        ROUND = "round", _("door de wijkploeg, op een ronde")

    class Suits(models.TextChoices):
        """What makes a klus possible for somebody. Of people themselves this is never kept."""

        SITTING = "sitting", _("Kan zittend")
        INDOORS = "indoors", _("Is binnen")
        CHILD = "child", _("Kan met een kind erbij")

    class Language(models.TextChoices):
        """What somebody there speaks, besides Dutch; each by its own name."""

        ENGLISH = "en", "English"
        GERMAN = "de", "Deutsch"
        POLISH = "pl", "Polski"
        TURKISH = "tr", "Türkçe"
        ARABIC = "ar", "العربية"
        UKRAINIAN = "uk", "Українська"

    title = models.CharField(max_length=80)
    description = models.TextField(max_length=2000)
    category = models.CharField(max_length=10, choices=Category)
    neighbourhood = models.ForeignKey(
        Neighbourhood, null=True, blank=True, on_delete=models.PROTECT, related_name="klussen"
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="klussen")
    place = models.CharField(max_length=120)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    reward = models.BigIntegerField()
    is_group = models.BooleanField(default=False)
    is_standing = models.BooleanField(default=False)
    duration_minutes = models.PositiveIntegerField()
    organiser = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="klussen")
    made_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="made_klussen"
    )
    checked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="checked_klussen"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    hold = models.OneToOneField(
        Hold, null=True, blank=True, on_delete=models.PROTECT, related_name="klus"
    )
    checking = models.CharField(max_length=5, choices=Checking, default=Checking.PHOTO)
    suits = ArrayField(models.CharField(max_length=8, choices=Suits), default=list, blank=True)
    languages = ArrayField(
        models.CharField(max_length=2, choices=Language), default=list, blank=True
    )
    key = models.UUIDField(unique=True, default=uuid4)
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "-created_at"], name="klus_by_state"),
            # Searched by parts of words and by what looks like them (pg_trgm).
            GinIndex(
                fields=["title", "place", "description"],
                opclasses=["gin_trgm_ops"] * 3,
                name="klus_by_words",
            ),
        ]
        constraints = [
            CheckConstraint(name="klus_reward_positive", condition=Q(reward__gte=1)),
            CheckConstraint(name="klus_takes_time", condition=Q(duration_minutes__gte=1)),
            CheckConstraint(
                name="klus_published_with_hold",
                condition=~Q(state="published") | Q(hold__isnull=False, published_at__isnull=False),
            ),
            CheckConstraint(
                name="klus_coordinates_in_pairs",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
            CheckConstraint(
                name="klus_checked_by_another",
                condition=Q(checked_by=None) | ~Q(checked_by=F("made_by")) | Q(made_by=None),
            ),
            CheckConstraint(
                name="klus_checked_has_a_checker",
                condition=~Q(state="checked")
                | Q(checked_by__isnull=False, checked_at__isnull=False),
            ),
            CheckConstraint(
                name="klus_group_has_one_hour", condition=~Q(is_group=True, is_standing=True)
            ),
        ]


class Slot(models.Model):
    """One moment of a klus with a number of places.

    Always true, kept by the database: 0 <= taken <= places; places >= 1; it ends after it starts.
    """

    klus = models.ForeignKey(Klus, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["starts_at"], name="slot_by_start"),
            models.Index(
                fields=["ends_at", "klus"],
                include=["starts_at", "places", "taken"],
                condition=Q(taken__lt=F("places")),
                name="slot_with_room",
            ),
        ]
        constraints = [
            CheckConstraint(
                name="slot_taken_within_places",
                condition=Q(taken__gte=0, taken__lte=F("places")),
            ),
            CheckConstraint(name="slot_has_places", condition=Q(places__gte=1)),
            CheckConstraint(name="slot_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            UniqueConstraint(name="slot_once", fields=["klus", "starts_at"]),
        ]

    @property
    def free(self) -> int:
        """Places nobody has taken."""
        return self.places - self.taken

    @property
    def open_until(self) -> datetime:
        """Until when somebody may take a place: it begins, or of a standing klus it is over."""
        return self.ends_at if self.klus.is_standing else self.starts_at


class SignUp(models.Model):
    """A resident takes a place, comes, shows the work, and is rewarded.

    Always true, kept by the database: one sign-up per person and slot that is not cancelled;
    nobody decides on their own work; approved, as a whole or partly, exactly when a transfer
    stands with it; what is approved, sent back or rejected was decided by somebody; late is only
    what was cancelled.

    `reward` is what this person got, in minor units: of a group klus a part, and less than was
    promised where the work was approved partly. `minutes` is how long they were there, where the
    group's reward was parted by time. `is_late`: signed off within the hours the town keeps.
    """

    class State(models.TextChoices):
        """How far it is; the steps between them stand in `rules.transitions`."""

        SIGNED_UP = "signed-up", _("aangemeld")
        CHECKED_IN = "checked-in", _("bezig")
        HANDED_IN = "handed-in", _("wacht op nakijken")
        SENT_BACK = "sent-back", _("vraag van de nakijker")
        APPROVED = "approved", _("goedgekeurd")
        PARTLY = "partly", _("deels goedgekeurd")
        REJECTED = "rejected", _("afgewezen")
        CANCELLED = "cancelled", _("afgezegd")
        LOOK_AGAIN = "look-again", _("wacht op een tweede blik")
        NO_SHOW = "no-show", _("niet geweest")

    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="sign_ups")
    resident = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sign_ups")
    state = models.CharField(max_length=10, choices=State, default=State.SIGNED_UP)
    signed_up_at = models.DateTimeField()
    checked_in_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    transfer = models.OneToOneField(
        Transfer, null=True, blank=True, on_delete=models.PROTECT, related_name="sign_up"
    )
    reward = models.BigIntegerField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    is_late = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["state", "handed_in_at"], name="sign_up_waiting"),
            models.Index(fields=["resident", "-signed_up_at"], name="sign_up_by_resident"),
        ]
        constraints = [
            UniqueConstraint(
                name="sign_up_once_per_slot",
                fields=["slot", "resident"],
                condition=~Q(state="cancelled"),
            ),
            CheckConstraint(
                name="sign_up_decided_by_another",
                condition=Q(decided_by=None) | ~Q(decided_by=F("resident")),
            ),
            CheckConstraint(
                name="sign_up_approved_with_transfer",
                condition=Q(state__in=REWARDED, transfer__isnull=False)
                | (~Q(state__in=REWARDED) & Q(transfer=None)),
            ),
            CheckConstraint(
                name="sign_up_decision_has_a_maker",
                condition=~Q(state__in=[*REWARDED, "sent-back", "rejected"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            CheckConstraint(
                name="sign_up_late_is_cancelled", condition=Q(is_late=False) | Q(state="cancelled")
            ),
        ]

    @property
    def gives(self) -> int | None:
        """What it gave or will give this person; None while a group has not been parted."""
        if self.reward is not None or self.slot.klus.is_group:
            return self.reward
        return self.slot.klus.reward


def proof_path(proof: "Proof", filename: str) -> str:
    """Where a photo lies in the tenant's storage: nothing of the sender's file name survives."""
    return f"bewijs/{uuid4()}.jpg"


class Proof(models.Model):
    """A photo of the work and what the resident says about it; the newest one counts.

    The file is our own re-encoding: no EXIF, no place, at most 2,048 pixels. Always true, kept by
    the database: it is not empty.
    """

    sign_up = models.ForeignKey(SignUp, on_delete=models.PROTECT, related_name="proofs")
    photo = models.FileField(upload_to=proof_path)
    note = models.CharField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["sha256"], name="proof_by_digest")]
        constraints = [CheckConstraint(name="proof_not_empty", condition=Q(size__gte=1))]
