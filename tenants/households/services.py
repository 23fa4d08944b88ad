"""Commands about households: start one, give a new code, join, leave."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from tenants.households import queries
from tenants.households.errors import AlreadyAtHome, HouseholdFull, HouseholdUnknown, NoHousehold
from tenants.households.models import Household, Membership
from tenants.people.models import Person
from tenants.trail.services import audit

# Without what is mistaken for another: no I, O, 0, 1. 32 signs, so a code holds 40 bits.
SIGNS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH: Final = 8
CODE_FOR: Final = timedelta(days=7)
MOST_PEOPLE: Final = 12


@transaction.atomic
def start_household(*, person: Person, now: datetime) -> Membership:
    """A household with its first person; its code can be given on. Raises AlreadyAtHome."""
    made = Household.objects.create(code=_new_code(), code_until=now + CODE_FOR, made_at=now)
    return _moved_in(made, person, now, "start-household")


@transaction.atomic
def join_household(*, code: str, person: Person, now: datetime) -> Membership:
    """Live there too. Raises HouseholdUnknown, AlreadyAtHome, HouseholdFull."""
    found = (
        Household.objects.select_for_update()
        .filter(code=read_code(code), code_until__gt=now)
        .first()
    )
    # A household that everybody left is nobody's any more.
    if found is None or not found.memberships.filter(left_at=None).exists():
        raise HouseholdUnknown
    if found.memberships.filter(left_at=None).exclude(person=person).count() >= MOST_PEOPLE:
        raise HouseholdFull(maximum=MOST_PEOPLE)
    return _moved_in(found, person, now, "join-household")


@transaction.atomic
def renew_household_code(*, person: Person, now: datetime) -> Household:
    """A new code; the earlier one is good for nothing. Raises NoHousehold."""
    home = _home(person)
    Household.objects.filter(id=home.household_id).update(
        code=_new_code(), code_until=now + CODE_FOR
    )
    audit(verb="renew-household-code", thing="household", thing_id=home.household_id,
          actor=person.party_id)  # fmt: skip
    return Household.objects.get(id=home.household_id)


@transaction.atomic
def leave_household(*, person: Person, now: datetime) -> Membership:
    """Live there no more; that one did is kept. Raises NoHousehold."""
    home = _home(person)
    home.left_at = max(now, home.joined_at)
    home.save(update_fields=["left_at"])
    audit(verb="leave-household", thing="household", thing_id=home.household_id,
          actor=person.party_id)  # fmt: skip
    return home


def read_code(text: str) -> str:
    """A code as somebody types it: spaces, dashes and small letters do not matter."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def _home(person: Person) -> Membership:
    home = queries.home_of(person)
    if home is None:
        raise NoHousehold
    return home


def _moved_in(household: Household, person: Person, now: datetime, verb: str) -> Membership:
    earlier = queries.home_of(person)
    if earlier is not None and earlier.household_id == household.id:
        return earlier
    try:
        with transaction.atomic():
            made = Membership.objects.create(household=household, person=person, joined_at=now)
    except IntegrityError as error:
        raise AlreadyAtHome from error
    audit(verb=verb, thing="household", thing_id=household.id, actor=person.party_id)
    return made


def _new_code() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
