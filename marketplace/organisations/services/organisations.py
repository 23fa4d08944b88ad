"""Commands about organisations: ask, let in or not, stop, and who works for it.

Who works for an approved organisation has the organiser's role for what is of that organisation.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from currency.errors import KeyReused
from marketplace.errors import ReasonMissing
from marketplace.organisations.errors import LastOfOrganisation, OrganisationNotOpen, PersonUnknown
from marketplace.organisations.models import Organisation
from marketplace.services.merchants import valid_kvk
from tenants.errors import NeedsSecondPerson, NotFound
from tenants.people.models import Party, Person, Seat
from tenants.people.queries import acts_for, owns, person_by_email
from tenants.people.services import (
    add_party,
    end_roles_within,
    end_seat,
    give_seat,
    grant_role,
    refuse_unless_may,
)
from tenants.trail.services import audit, tell

ROLE = "organiser"


@transaction.atomic
def apply_organisation(
    *, key: UUID, name: str, kind: str, kvk_number: str, about: str, owner: Person, now: datetime
) -> Organisation:
    """Somebody asks to run klussen for an organisation, and answers for it.

    The same key answers the same organisation. Raises KvkInvalid, KeyReused.
    """
    number = valid_kvk(kvk_number)
    # One application of a person at a time: a form sent twice at once finds the first one's.
    Person.objects.select_for_update(no_key=True).get(id=owner.id)
    earlier = Organisation.objects.filter(key=key).first()
    if earlier is not None:
        if earlier.applied_by_id != owner.id:
            raise KeyReused
        return earlier
    party = add_party(kind=Party.Kind.ORGANISATION, name=name.strip())
    made = Organisation.objects.create(
        key=key, party=party, kind=kind, kvk_number=number, about=about.strip(),
        applied_by=owner, applied_at=now,
    )  # fmt: skip
    give_seat(person=owner, party=party, duty=Seat.Duty.OWNER, actor=owner.party_id)
    audit(verb="apply-organisation", thing="organisation", thing_id=made.id, actor=owner.party_id)
    return made


@transaction.atomic
def approve_organisation(*, organisation_id: int, actor: Person, now: datetime) -> Organisation:
    """Somebody who is not of it lets it in; its people may organise. Twice is once.

    Raises NotAllowed, NotFound, NeedsSecondPerson, OrganisationNotOpen.
    """
    found = _to_decide(organisation_id, actor)
    if found.state == Organisation.State.APPROVED:
        return found
    if found.state not in {Organisation.State.APPLIED, Organisation.State.STOPPED}:
        raise OrganisationNotOpen(state=found.state)
    _decide(found, Organisation.State.APPROVED, actor, now, "")
    for seat in Seat.objects.filter(party=found.party).select_related("person"):
        _may_organise(seat.person, found, actor)
    return found


@transaction.atomic
def decline_organisation(
    *, organisation_id: int, reason: str, actor: Person, now: datetime
) -> Organisation:
    """It does not come in; who asked reads why.

    Raises NotAllowed, NotFound, NeedsSecondPerson, OrganisationNotOpen, ReasonMissing.
    """
    found = _to_decide(organisation_id, actor)
    if found.state != Organisation.State.APPLIED:
        raise OrganisationNotOpen(state=found.state)
    return _decide(found, Organisation.State.DECLINED, actor, now, _reason(reason))


@transaction.atomic
def stop_organisation(
    *, organisation_id: int, reason: str, actor: Person, now: datetime
) -> Organisation:
    """Its people organise nothing more; klussen that stand go on under the municipality.

    Raises NotAllowed, NotFound, NeedsSecondPerson, OrganisationNotOpen, ReasonMissing.
    """
    found = _to_decide(organisation_id, actor)
    if found.state != Organisation.State.APPROVED:
        raise OrganisationNotOpen(state=found.state)
    end_roles_within(party=found.party, actor=actor.party_id, now=now)
    return _decide(found, Organisation.State.STOPPED, actor, now, _reason(reason))


@transaction.atomic
def add_colleague(*, organisation_id: int, email: str, duty: str, actor: Person) -> Seat:
    """Somebody who takes part already works for the organisation too. Twice is once.

    Raises NotFound (not for who does not answer for it), PersonUnknown.
    """
    found = _own(organisation_id, actor)
    person = person_by_email(email)
    if person is None or not person.is_active:
        raise PersonUnknown
    earlier = Seat.objects.filter(person=person, party=found.party).first()
    if earlier is not None:
        return earlier
    seat = give_seat(person=person, party=found.party, duty=duty, actor=actor.party_id)
    if found.state == Organisation.State.APPROVED:
        _may_organise(person, found, actor)
    return seat


@transaction.atomic
def remove_colleague(*, organisation_id: int, seat_id: int, actor: Person, now: datetime) -> None:
    """Somebody works for the organisation no longer. Twice is once.

    Raises NotFound (not for who does not answer for it), LastOfOrganisation.
    """
    found = _own(organisation_id, actor)
    seat = Seat.objects.filter(party=found.party, id=seat_id).select_related("person").first()
    if seat is None:
        return
    owners = Seat.objects.filter(
        party=found.party, duty=Seat.Duty.OWNER, person__is_active=True
    ).exclude(id=seat.id)  # fmt: skip
    if not owners.exists():
        raise LastOfOrganisation
    end_roles_within(party=found.party, actor=actor.party_id, now=now, person=seat.person)
    end_seat(seat=seat, actor=actor.party_id)


def _may_organise(person: Person, found: Organisation, actor: Person) -> None:
    grant_role(person=person, code=ROLE, actor=actor.party_id, within=found.party)


def _own(organisation_id: int, actor: Person) -> Organisation:
    found = _locked(organisation_id)
    if not owns(person_party=actor.party_id, party=found.party_id):
        raise NotFound
    return found


def _to_decide(organisation_id: int, actor: Person) -> Organisation:
    refuse_unless_may(actor, "approve-organisation")
    found = _locked(organisation_id)
    is_of_it = acts_for(person_party=actor.party_id, party=found.party_id)
    if found.applied_by_id == actor.id or is_of_it:
        raise NeedsSecondPerson
    return found


def _decide(
    found: Organisation, state: str, actor: Person, now: datetime, reason: str
) -> Organisation:
    found.state, found.decided_by, found.decided_at, found.reason = state, actor, now, reason
    found.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    audit(verb=f"organisation-{state}", thing="organisation", thing_id=found.id,
          actor=actor.party_id)  # fmt: skip
    tell("organisation.decided", organisation=found.id, state=state)
    return found


def _locked(organisation_id: int) -> Organisation:
    found = (
        Organisation.objects.select_for_update(of=("self",))
        .select_related("party")
        .filter(id=organisation_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def _reason(text: str) -> str:
    if not text.strip():
        raise ReasonMissing
    return text.strip()[:300]
