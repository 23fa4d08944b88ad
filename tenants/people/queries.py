"""Reads about people that several rooms share."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from tenants.people.models import Neighbourhood, Person, Seat


def neighbourhoods() -> QuerySet[Neighbourhood]:
    """All neighbourhoods of the tenant, by name."""
    return Neighbourhood.objects.all()


def people_with_roles() -> QuerySet[Person]:
    """People who have a role now or had one, with their roles, by name."""
    return (
        Person.objects.filter(grants__isnull=False)
        .prefetch_related("grants__role", "grants__within")
        .order_by("name")
        .distinct()
    )


def person_by_email(email: str) -> Person | None:
    """A person by mail address, or None."""
    return Person.objects.filter(email__iexact=email.strip()).first()


def person_by_id(person_id: int) -> Person | None:
    """An active person, or None."""
    return Person.objects.filter(id=person_id, is_active=True).first()


def person_of_party(party: UUID) -> Person | None:
    """The active person behind a party, or None."""
    return Person.objects.filter(party_id=party, is_active=True).first()


def person_by_word(word: str) -> Person | None:
    """An active person by mail address or by number, as staff types it; None: nobody."""
    word = word.strip()
    found = Person.objects.filter(is_active=True)
    if word.isascii() and word.isdigit() and len(word) < 19:
        return found.filter(id=int(word)).first()
    return found.filter(email__iexact=word).first()


def owns(*, person_party: UUID, party: UUID) -> bool:
    """Whether the person behind the first party owns what stands behind the second."""
    return Seat.objects.filter(
        person__party_id=person_party, party_id=party, duty=Seat.Duty.OWNER
    ).exists()


def acts_for(*, person_party: UUID, party: UUID) -> bool:
    """Whether the person behind the first party has a seat at what stands behind the second."""
    return Seat.objects.filter(person__party_id=person_party, party_id=party).exists()


def people_with_seats() -> QuerySet[Person]:
    """People who act for a shop or an organisation, with what they act for, by name."""
    return (
        Person.objects.filter(seats__isnull=False)
        .prefetch_related("seats__party")
        .order_by("name")
        .distinct()
    )


def people_who_may(permission: str) -> QuerySet[Person]:
    """Active people with a role, granted now, that carries this permission; by id."""
    now = timezone.now()
    return (
        Person.objects.filter(is_active=True)
        .filter(
            Q(grants__until=None) | Q(grants__until__gt=now),
            grants__role__permissions__contains=[permission],
            grants__since__lte=now,
            grants__within=None,
        )
        .order_by("id")
        .distinct()
    )


def plain_residents() -> QuerySet[Person]:
    """People without a role and without a seat, the first to join first."""
    return Person.objects.filter(seats=None, grants=None).order_by("id")


def names_by_party(parties: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """The names of the people behind these parties: who of the colleagues did something."""
    wanted = {party for party in parties if party is not None}
    people = Person.objects.filter(party_id__in=wanted)
    return {person.party_id: person.name for person in people.only("party_id", "name")}
