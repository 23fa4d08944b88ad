"""In which part a person takes a step with a sign-up or a klus."""

from marketplace.models import Klus, SignUp
from marketplace.queries.reach import CHECK, ORGANISE
from marketplace.rules.transitions import Hat
from tenants.people.models import Person


def hats_of(
    person: Person, sign_up: SignUp | None = None, klus: Klus | None = None
) -> frozenset[Hat]:
    """Resident of this sign-up; organiser and checker by permission, in all of the house or for
    what is of who organises the klus.
    """
    hats = set()
    klus = sign_up.slot.klus if sign_up is not None else klus
    within = klus.organiser_id if klus is not None else None
    if sign_up is not None and sign_up.resident_id == person.id:
        hats.add(Hat.RESIDENT)
    if person.may(ORGANISE, within=within):
        hats.add(Hat.ORGANISER)
    if person.may(CHECK, within=within):
        hats.add(Hat.CHECKER)
    return frozenset(hats)
