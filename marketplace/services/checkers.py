"""Naming who checks a klus, and setting how long photos are kept."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from marketplace.models import Klus, KlusChecker, PhotoTerm
from marketplace.photo_errors import CheckerMayNot, NotYourKlus, PhotoTermInvalid
from marketplace.queries.checkers import checks, possible_checkers
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit


@transaction.atomic
def name_checkers(
    *, klus_id: int, people: Collection[int], actor: Person, now: datetime
) -> list[KlusChecker]:
    """From now on these people alone check the klus; nobody: everybody who may check work.

    Raises NotAllowed, NotFound, CheckerMayNot.
    """
    refuse_unless_may(actor, "publish-klus")
    klus = Klus.objects.select_for_update(no_key=True).filter(id=klus_id).first()
    if klus is None:
        raise NotFound
    wanted = set(people)
    able = set(possible_checkers().filter(id__in=wanted).values_list("id", flat=True))
    if wanted - able:
        raise CheckerMayNot(person=min(wanted - able))
    there = {one.person_id: one for one in klus.checkers.all()}
    gone = [one.id for person, one in there.items() if person not in wanted]
    KlusChecker.objects.filter(id__in=gone).delete()
    KlusChecker.objects.bulk_create(
        KlusChecker(klus=klus, person_id=person, named_by=actor.party, named_at=now)
        for person in sorted(wanted - there.keys())
    )
    if gone or wanted - there.keys():
        audit(verb="name-checkers", thing="klus", thing_id=klus.id, actor=actor.party_id,
              people=sorted(wanted))  # fmt: skip
    return list(klus.checkers.order_by("id"))


@transaction.atomic
def set_photo_term(*, days: int, actor: Person, now: datetime) -> PhotoTerm:
    """Keep photos for so many days after the decision; what is older is wiped the next night.

    Raises NotAllowed, PhotoTermInvalid.
    """
    refuse_unless_may(actor, "set-photo-term")
    if not PhotoTerm.SHORTEST <= days <= PhotoTerm.LONGEST:
        raise PhotoTermInvalid(minimum=PhotoTerm.SHORTEST, maximum=PhotoTerm.LONGEST)
    newest = PhotoTerm.objects.first()
    if newest is not None and newest.days == days:
        return newest
    made = PhotoTerm.objects.create(days=days, set_by=actor.party, set_at=now)
    audit(verb="set-photo-term", thing="photo-term", thing_id=made.id, actor=actor.party_id,
          days=days)  # fmt: skip
    return made


def refuse_unless_checks(actor: Person, klus_id: int) -> None:
    """Raises NotYourKlus where others were named to check this klus."""
    if not checks(actor, klus_id):
        raise NotYourKlus
