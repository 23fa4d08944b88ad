"""Reads about organisations, their people and their part of the budgets."""

from collections.abc import Sequence

from django.db.models import Case, QuerySet, When

from currency.queries import Budget
from marketplace.organisations.models import Allotment, Organisation
from tenants.errors import NotFound
from tenants.people.models import Person, Seat


def organisations(text: str = "") -> QuerySet[Organisation]:
    """All of them, those that wait first, then by name."""
    found = Organisation.objects.select_related("party", "applied_by", "decided_by")
    for word in text.split():
        found = found.filter(party__name__icontains=word)
    waits = Case(When(state=Organisation.State.APPLIED, then=0), default=1)
    return found.order_by(waits, "party__name", "id")


def organisation_of_console(organisation_id: int) -> Organisation:
    """One of them. Raises NotFound."""
    found = organisations().filter(id=organisation_id).first()
    if found is None:
        raise NotFound
    return found


def own_organisations(person: Person) -> QuerySet[Organisation]:
    """Those this person works for, by name."""
    return organisations().filter(party__seats__person=person).order_by("party__name")


def own_organisation(person: Person, organisation_id: int) -> Organisation:
    """One this person works for; others are told it is not there. Raises NotFound."""
    found = own_organisations(person).filter(id=organisation_id).first()
    if found is None:
        raise NotFound
    return found


def approved_organisations(person: Person) -> QuerySet[Organisation]:
    """Those for which this person may make klussen now, by name."""
    reach = person.reach("publish-klus")
    return organisations().filter(party__in=reach, state=Organisation.State.APPROVED)


def allotments_of(organisations: Sequence[Organisation]) -> QuerySet[Allotment]:
    """Their parts of the budgets, by budget."""
    return (
        Allotment.objects.filter(organisation__in=organisations)
        .select_related("programme", "organisation__party")
        .order_by("programme__name", "id")
    )


def colleagues_of(organisation: Organisation) -> QuerySet[Seat]:
    """Who works for it, by name."""
    return (
        Seat.objects.filter(party=organisation.party_id)
        .select_related("person")
        .order_by("person__name", "id")
    )


def organisation_to_tell_of(organisation_id: int, state: str) -> Organisation | None:
    """One that is still in this state and whose applicant can be written to."""
    found = organisations().filter(id=organisation_id, state=state, applied_by__is_active=True)
    return found.first()


def allotted_to(
    person: Person, budgets: Sequence[Budget]
) -> tuple[Sequence[Organisation], Sequence[Budget]]:
    """For whom this person makes klussen, and their parts of these budgets with what is free there.

    Who organises for the whole house does it for themselves and out of all of them.
    """
    if person.may("publish-klus"):
        return (), budgets
    own = list(approved_organisations(person))
    parts = {part.programme_id: part for part in allotments_of(own).order_by("promised")}
    found = [
        Budget(
            programme=budget.programme,
            funded=min(part.free, budget.free) + part.promised,
            spent=0,
            reserved=part.promised,
        )
        for budget in budgets
        for part in (parts.get(budget.programme.id),)
        if part is not None
    ]
    return own, found
