"""What a shop and the municipality agree on, and who and what belongs to a shop.

Only `marketplace.services` writes here.
"""

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.models.shops import Merchant, masked
from tenants.people.models import Neighbourhood, Person, Seat
from tenants.sealed import SealedTextField


class Branch(models.Model):
    """One more place of a shop, besides the one the shop itself stands at.

    Always true, kept by the database: a name once per shop; coordinates come in pairs.
    """

    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="branches")
    name = models.CharField(max_length=40)
    address = models.CharField(max_length=160)
    neighbourhood = models.ForeignKey(
        Neighbourhood, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    hours = models.JSONField(default=dict, blank=True)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            UniqueConstraint(name="branch_name_once", fields=["merchant", "name"]),
            CheckConstraint(
                name="branch_coordinates_in_pairs",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
        ]


class ShopTerms(models.Model):
    """What a shop agrees to, in numbered versions. A trigger refuses change: it was agreed to."""

    version = models.PositiveIntegerField(unique=True)
    text = models.TextField(max_length=20_000)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-version"]


class TermsAcceptance(models.Model):
    """A shop agreed to a version of the terms, by one of its owners, on a day.

    Always true, kept by the database: once per shop and version; a trigger refuses change.
    """

    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="acceptances")
    terms = models.ForeignKey(ShopTerms, on_delete=models.PROTECT, related_name="acceptances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [UniqueConstraint(name="terms_accepted_once", fields=["merchant", "terms"])]


class StaffInvitation(models.Model):
    """Somebody is asked by mail to work for a shop, until a day.

    The link in the letter is signed, so nothing stands here by which a stranger could come in.
    Always true, kept by the database: one that waits per shop and address; it ends after it was
    sent; it is accepted or withdrawn, never both; who accepted it and when stand together.
    """

    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    duty = models.CharField(max_length=6, choices=Seat.Duty)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at", "-id"]
        constraints = [
            UniqueConstraint(
                name="invitation_waits_once",
                fields=["merchant", "email"],
                condition=Q(accepted_at=None, withdrawn_at=None),
            ),
            CheckConstraint(
                name="invitation_ends_after_start", condition=Q(expires_at__gt=F("invited_at"))
            ),
            CheckConstraint(
                name="invitation_accepted_or_withdrawn",
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
            ),
            CheckConstraint(
                name="invitation_accepted_by_somebody",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
        ]

    def is_over(self, now: datetime) -> bool:
        """Whether its days are past."""
        return self.expires_at <= now


class AccountChange(models.Model):
    """A shop asks for its euros on another account.

    It is used for payouts when a second person said yes and the waiting time is over; until then
    the old account is. Always true, kept by the database: one that waits per shop; decided by
    somebody else than who asked; used by nobody's leave but a second person's, and not before
    `usable_at`, which comes after the asking. Account and addresses are encrypted at rest:
    `told_to` are the mail addresses, one a line, that hear of each step: those of the owners as
    they were when it was asked.
    """

    class State(models.TextChoices):
        """Asked and approved wait; the rest is over."""

        ASKED = "asked", _("wacht op de gemeente")
        APPROVED = "approved", _("goedgekeurd, wachttijd loopt")
        APPLIED = "applied", _("in gebruik")
        DECLINED = "declined", _("afgewezen")
        WITHDRAWN = "withdrawn", _("ingetrokken")

    key = models.UUIDField(unique=True, default=uuid4)
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="account_changes")
    iban = SealedTextField()
    account_name = models.CharField(max_length=70)
    old_tail = models.CharField(max_length=4, blank=True)
    told_to = SealedTextField()
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    usable_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            UniqueConstraint(
                name="account_change_waits_once",
                fields=["merchant"],
                condition=Q(state__in=["asked", "approved"]),
            ),
            CheckConstraint(
                name="account_change_by_another",
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
            ),
            CheckConstraint(
                name="account_change_has_a_decider",
                condition=~Q(state__in=["approved", "applied", "declined"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            CheckConstraint(
                name="account_change_waited",
                condition=~Q(state="applied") | Q(ended_at__gte=F("usable_at")),
            ),
            CheckConstraint(
                name="account_change_waits_after", condition=Q(usable_at__gt=F("asked_at"))
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it still waits, for a second person or for its day."""
        return self.state in (self.State.ASKED, self.State.APPROVED)

    @property
    def iban_masked(self) -> str:
        """The new account, as much of it as is enough to recognise it."""
        return masked(str(self.iban))

    @property
    def addresses(self) -> list[str]:
        """The mail addresses that hear of it."""
        return (self.told_to or "").splitlines()
