"""Reads about who lives, or lived, together."""

from datetime import datetime

from django.db.models import Q

from tenants.households.models import Membership
from tenants.people.models import Person


def home_of(person: Person) -> Membership | None:
    """Where somebody lives now, with the household; None where they never said."""
    found = Membership.objects.filter(person=person, left_at=None)
    return found.select_related("household").first()


def people_at(home: Membership) -> list[Membership]:
    """Who lives there now, longest first."""
    found = Membership.objects.filter(household=home.household_id, left_at=None)
    return list(found.select_related("person"))


def housemates(person: Person, *, since: datetime | None = None) -> frozenset[int]:
    """The people somebody lives with, or lived with at some time since then.

    The guard in the database (`lived_together`) asks the same.
    """
    stays = Q(left_at=None) if since is None else Q(left_at=None) | Q(left_at__gt=since)
    found: set[int] = set()
    for own in Membership.objects.filter(stays, person=person):
        others = Membership.objects.filter(stays, household=own.household_id)
        if own.left_at is not None:
            others = others.filter(joined_at__lt=own.left_at)
        overlap = others.filter(Q(left_at=None) | Q(left_at__gt=own.joined_at))
        found.update(overlap.exclude(person=person).values_list("person_id", flat=True))
    return frozenset(found)


def lived_together(one: Person, other: Person, *, since: datetime) -> bool:
    """Whether these two lived under one roof at some time since then."""
    return other.id in housemates(one, since=since)
