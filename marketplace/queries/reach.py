"""Whose klussen somebody may run or check: all of them, or those of their organisations alone."""

from django.db.models import Q

from marketplace.models import Klus
from tenants.people.models import Person

ORGANISE = "publish-klus"
CHECK = "check-proof"


def organises(person: Person, klus: Klus) -> bool:
    """Whether this person runs the klus."""
    return person.may(ORGANISE, within=klus.organiser_id)


def in_reach(person: Person, permission: str, organiser: str = "organiser") -> Q:
    """What is within this person's reach; `organiser` is the way to who organises it."""
    if person.may(permission):
        return Q()
    return Q((f"{organiser}__in", person.reach(permission)))
