"""Persons, the parties that can hold coins, where people live and what they may do.

Written by `tenants.people.services` alone. In a tenant's schema these are its own people; in the
public schema they are the operators and coordinators.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import ClassVar, Final
from uuid import UUID, uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, UniqueConstraint
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.sealed import SealedTextField

# The end of an address that can never be one (RFC 2606): of somebody who has no mail.
NO_MAIL: Final = "@geen-mail.invalid"


class Party(models.Model):
    """Whoever or whatever can hold an account: the only name the ledger knows people by.

    `name` is what the other side of a payment may see of it. `reference` is the stable word for
    parties of the house itself ("issued") and for other tenants (their schema name). `category` is
    what kind of shop it is, for coins that are good at some kinds of shop alone.
    """

    class Kind(models.TextChoices):
        """What stands behind the party."""

        PERSON = "person", _("persoon")
        MERCHANT = "merchant", _("ondernemer")
        ORGANISATION = "organisation", _("organisatie")
        PROGRAMME = "programme", _("budget")
        SYSTEM = "system", _("gemeente")
        TENANT = "tenant", _("andere gemeente")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    reference = models.CharField(max_length=63, blank=True)
    category = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                name="party_reference_once",
                fields=["kind", "reference"],
                condition=~Q(reference=""),
            )
        ]


class Neighbourhood(models.Model):
    """A part of town, by its CBS code (buurtcode) where it has one. Coordinates are WGS 84."""

    name = models.CharField(max_length=80, unique=True)
    cbs_code = models.CharField(max_length=10, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)

    class Meta:
        ordering = ["name"]


class PersonManager(BaseUserManager["Person"]):
    """Look-ups that allauth and Django's session back-end need; writing goes by the services."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """A person by mail address, whatever its case."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who can sign in. One person, one mail address, one party, any number of roles.

    `born_on` is a date as 2009-11-25, sealed at rest; None where it was never told.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="person")
    neighbourhood = models.ForeignKey(
        Neighbourhood, null=True, blank=True, on_delete=models.SET_NULL, related_name="residents"
    )
    language = models.CharField(max_length=2, default="nl")
    born_on = SealedTextField(null=True, blank=True)  # type: ignore[misc]
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    @property
    def has_mail(self) -> bool:
        """Whether there is a mailbox: who has none was written down at the counter."""
        return not self.email.endswith(NO_MAIL)

    @property
    def first_name(self) -> str:
        """The word to greet somebody with."""
        return self.name.split(" ")[0]

    @property
    def birthday(self) -> date | None:
        """The day of birth; None where it was never told."""
        return date.fromisoformat(self.born_on) if self.born_on else None

    @property
    def initials(self) -> str:
        """At most two letters for the avatar."""
        words = [word for word in self.name.split(" ") if word]
        return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))

    @cached_property
    def _reach(self) -> Mapping[UUID | None, frozenset[str]]:
        """Permissions of all roles granted now, by the party they are granted for (None: all of
        the house); one query, kept for this instance (a request).
        """
        now = timezone.now()
        grants = self.grants.filter(Q(until=None) | Q(until__gt=now), since__lte=now)
        found: dict[UUID | None, frozenset[str]] = {}
        for within, permissions in grants.values_list("within", "role__permissions"):
            found[within] = found.get(within, frozenset()) | frozenset(permissions)
        return found

    @property
    def permissions(self) -> frozenset[str]:
        """What roles granted now allow in all of the house."""
        return self._reach.get(None, frozenset())

    def may(self, permission: str, *, within: UUID | None = None) -> bool:
        """Whether a role granted now carries this verb-on-thing permission in all of the house, or
        for what is of the party `within`.
        """
        if not self.is_active:
            return False
        return permission in self.permissions or permission in self._reach.get(within, ())

    def reach(self, permission: str) -> frozenset[UUID]:
        """The parties for whose things alone this person has the permission."""
        if not self.is_active:
            return frozenset()
        return frozenset(
            within for within, found in self._reach.items() if within and permission in found
        )


class Role(models.Model):
    """A named bundle of permissions, each a verb on a thing ("check-proof"). Roles are data."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=60)
    permissions = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        ordering = ["name"]


class Grant(models.Model):
    """A role given to a person for a time, in all of the house or for what is of one organisation.

    Always true: it ends after it starts; one open grant of a role to a person for a thing.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="grants")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    within = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            UniqueConstraint(
                name="grant_open_once",
                fields=["person", "role", "within"],
                condition=Q(until=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="grant_ends_after_start", condition=Q(until=None) | Q(until__gt=F("since"))
            ),
        ]


class Seat(models.Model):
    """A person acts for a shop or an organisation. Always true: one open seat per pair.

    `owner` answers for it and gets its money; `lead` keeps its places, tills and people; `staff`
    works its till or its desk.
    """

    class Duty(models.TextChoices):
        """What the person does there."""

        OWNER = "owner", _("eigenaar")
        LEAD = "lead", _("bedrijfsleider")
        STAFF = "staff", _("medewerker")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="seats")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="seats")
    duty = models.CharField(max_length=6, choices=Duty, default=Duty.STAFF)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [UniqueConstraint(name="seat_once", fields=["person", "party"])]
