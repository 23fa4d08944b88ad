"""Commands about an organisation's part of a budget: allot, promise out of it, give back.

A part is counted beside the programme's own money: what is promised is held there too.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from currency.models import Programme
from marketplace.organisations.errors import AllotmentTooSmall, AllottedAlready, NotAllotted
from marketplace.organisations.models import Allotment, Organisation
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit


@transaction.atomic
def allot(*, organisation_id: int, programme: Programme, amount: int, actor: Person) -> Allotment:
    """From now on the organisation may promise `amount` minor units of this programme in all.

    Raises NotAllowed, NotFound (also where it is not approved), AllottedAlready.
    """
    refuse_unless_may(actor, "fund-programme")
    organisation = Organisation.objects.select_for_update().filter(
        id=organisation_id, state=Organisation.State.APPROVED
    ).first()  # fmt: skip
    if organisation is None:
        raise NotFound
    made, _ = Allotment.objects.get_or_create(
        organisation=organisation, programme=programme, defaults={"amount": 0}
    )
    found = Allotment.objects.select_for_update().get(id=made.id)
    if amount < found.promised:
        raise AllottedAlready(promised=found.promised)
    before, found.amount = found.amount, amount
    found.save(update_fields=["amount"])
    audit(verb="allot-budget", thing="organisation", thing_id=organisation.id,
          actor=actor.party_id, programme=programme.id, before=before, amount=amount)  # fmt: skip
    return found


def promise_part(*, organiser: UUID, programme_id: int, amount: int) -> None:
    """Count what a klus of an organisation promises; of others nothing is counted.

    Two klussen at once never promise the same coins. Raises NotAllotted, AllotmentTooSmall.
    """
    if not Organisation.objects.filter(party_id=organiser).exists():
        return
    part = Allotment.objects.filter(organisation__party=organiser, programme=programme_id)
    room = part.filter(promised__lte=F("amount") - amount)
    if not room.update(promised=F("promised") + amount):
        found = part.first()
        if found is None:
            raise NotAllotted
        raise AllotmentTooSmall(amount=amount, free=found.free)


def take_part_back(*, organiser: UUID, programme_id: int, amount: int) -> None:
    """What will not be paid after all may be promised again."""
    part = Allotment.objects.filter(organisation__party=organiser, programme=programme_id)
    part.update(promised=Greatest(F("promised") - amount, 0))
