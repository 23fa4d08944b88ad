"""Commands about people: add a person, give and end a role, keep the parties of the house."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tenants.errors import NotAllowed
from tenants.people.models import NO_MAIL, Grant, Neighbourhood, Party, Person, Role, Seat
from tenants.people.roles import RoleTemplate
from tenants.trail.services import audit


def keep_roles(templates: Mapping[str, RoleTemplate]) -> None:
    """Make the rows of these role templates where they are missing; existing rows stay."""
    for code, template in templates.items():
        Role.objects.get_or_create(
            code=code,
            defaults={"name": template.name, "permissions": list(template.permissions)},
        )


def add_neighbourhood(
    *, name: str, cbs_code: str, latitude: Decimal | None, longitude: Decimal | None
) -> Neighbourhood:
    """A part of town; adding it again changes what is known of it."""
    known = {"cbs_code": cbs_code, "latitude": latitude, "longitude": longitude}
    neighbourhood, _ = Neighbourhood.objects.update_or_create(name=name, defaults=known)
    return neighbourhood


@transaction.atomic
def add_person(
    *, email: str, name: str, neighbourhood: Neighbourhood | None = None, language: str = "nl",
    birthday: date | None = None,
) -> Person:  # fmt: skip
    """A new person with a party of their own, without a password: sign-in is by mailed code."""
    party = Party.objects.create(kind=Party.Kind.PERSON, name=public_name(name))
    person = Person(
        email=email.strip().lower(),
        name=name.strip(),
        party=party,
        neighbourhood=neighbourhood,
        language=language,
        born_on=birthday.isoformat() if birthday else None,  # type: ignore[misc]  # as in models
    )
    person.set_unusable_password()
    person.save()
    return person


def add_person_without_mail(
    *, name: str, neighbourhood: Neighbourhood | None = None, birthday: date | None = None
) -> Person:
    """Somebody without a mailbox, written down at the counter: nobody can sign in as them."""
    return add_person(
        email=f"{uuid4().hex}{NO_MAIL}", name=name, neighbourhood=neighbourhood, birthday=birthday
    )


@transaction.atomic
def join(*, person: Person, name: str) -> Person:
    """Give somebody who is signing up their party; `person` may still be unsaved."""
    person.name = name.strip()
    person.party = Party.objects.create(kind=Party.Kind.PERSON, name=public_name(name))
    person.save()
    return person


@transaction.atomic
def change_profile(
    *, person: Person, name: str, neighbourhood: Neighbourhood | None, language: str,
    birthday: date | None = None,
) -> Person:  # fmt: skip
    """A person changes what the house calls them, where they live and which language they read."""
    person.name = name.strip()
    person.neighbourhood = neighbourhood
    person.language = language
    if birthday != person.birthday:
        # Age decides about money: that it was changed is kept, the day itself is not.
        audit(verb="change-birthday", thing="person", thing_id=person.party_id,
              actor=person.party_id)  # fmt: skip
    person.born_on = birthday.isoformat() if birthday else None  # type: ignore[assignment]
    person.save(update_fields=["name", "neighbourhood", "language", "born_on"])
    Party.objects.filter(id=person.party_id).update(name=public_name(name))
    return person


@transaction.atomic
def grant_role(
    *, person: Person, code: str, actor: UUID | None, until: datetime | None = None,
    within: Party | None = None,
) -> Grant:  # fmt: skip
    """Give a role, in all of the house or for what is of one party; twice is once. Audited."""
    role = Role.objects.get(code=code)
    grant, is_new = Grant.objects.get_or_create(
        person=person,
        role=role,
        until=until,
        within=within,
        defaults={"granted_by_id": actor, "since": timezone.now()},
    )
    if is_new:
        audit(verb="grant-role", thing="person", thing_id=person.party_id, actor=actor, role=code)
    return grant


@transaction.atomic
def end_roles_within(
    *, party: Party, actor: UUID, now: datetime, person: Person | None = None
) -> None:
    """End the roles that a person, or everybody, was given for what is of this party. Audited."""
    open_now = Grant.objects.filter(Q(until=None) | Q(until__gt=now), within=party)
    for grant in open_now.filter(person=person) if person else open_now:
        # A role given this very moment ends a moment later: it ends after it starts.
        grant.until = max(now, grant.since + timedelta(microseconds=1))
        grant.save(update_fields=["until"])
        audit(verb="end-role", thing="person", thing_id=grant.person.party_id, actor=actor,
              role=grant.role.code)  # fmt: skip


def keep_party(*, kind: str, reference: str, name: str) -> Party:
    """The party of the house or of another tenant, made at first use."""
    party, _ = Party.objects.get_or_create(kind=kind, reference=reference, defaults={"name": name})
    return party


def add_party(*, kind: str, name: str) -> Party:
    """A party for a merchant, an organisation or a programme."""
    return Party.objects.create(kind=kind, name=name)


def categorise_party(*, party: Party, category: str) -> Party:
    """Say what kind of shop a party is."""
    if party.category != category:
        party.category = category
        party.save(update_fields=["category"])
    return party


def refuse_unless_may(person: Person, permission: str, *, within: UUID | None = None) -> None:
    """In all of the house, or for what is of the party `within`. Raises NotAllowed."""
    if not person.may(permission, within=within):
        raise NotAllowed(permission=permission)


def refuse_unless_may_somewhere(person: Person, permission: str) -> None:
    """In all of the house, or for what is of some party. Raises NotAllowed."""
    if not (person.may(permission) or person.reach(permission)):
        raise NotAllowed(permission=permission)


def public_name(name: str) -> str:
    """What the other side of a payment may see: a first name and one initial ("Samira E.")."""
    words = name.split()
    if len(words) < 2:
        return name.strip()
    return f"{words[0]} {words[-1][0].upper()}."


def give_seat(*, person: Person, party: Party, duty: str, actor: UUID | None) -> Seat:
    """Let a person act for a shop or an organisation; a second call changes the duty."""
    seat, _ = Seat.objects.update_or_create(person=person, party=party, defaults={"duty": duty})
    audit(verb="give-seat", thing="party", thing_id=party.id, actor=actor, duty=duty)
    return seat


def end_seat(*, seat: Seat, actor: UUID | None) -> None:
    """The person acts for the shop or the organisation no longer. Audited."""
    Seat.objects.filter(id=seat.id).delete()
    audit(verb="end-seat", thing="party", thing_id=seat.party_id, actor=actor, duty=seat.duty)
