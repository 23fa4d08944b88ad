"""In which part a person takes a step with a sign-up or a klus."""

from marketplace.models import SignUp
from marketplace.rules.transitions import Hat
from tenants.people.models import Person


def hats_of(person: Person, sign_up: SignUp | None = None) -> frozenset[Hat]:
    """Resident of this sign-up, organiser and checker by permission."""
    hats = set()
    if sign_up is not None and sign_up.resident_id == person.id:
        hats.add(Hat.RESIDENT)
    if person.may("publish-klus"):
        hats.add(Hat.ORGANISER)
    if person.may("check-proof"):
        hats.add(Hat.CHECKER)
    return frozenset(hats)
