"""Commands at the two ends of a klus: another organiser checks it, and the house finishes it."""

from datetime import datetime

from django.db import transaction

from marketplace.errors import StepNotPossible
from marketplace.life_errors import KlusChecksItself
from marketplace.models import Klus
from marketplace.queries.ending import people_under_way
from marketplace.rules.transitions import KLUS, Hat, Verb, next_state
from marketplace.services.hats import hats_of
from marketplace.services.klussen import locked_klus, locked_sign_ups
from marketplace.services.promises import keep_only_promised
from tenants.people.models import Person
from tenants.trail.services import audit


@transaction.atomic
def check_klus(*, klus_id: int, actor: Person, now: datetime) -> Klus:
    """Another organiser than who made it looked through a draft; twice is once.

    Raises NotFound, StepNotPossible, NotAllowed, KlusChecksItself.
    """
    klus = locked_klus(klus_id)
    hats = hats_of(actor, klus=klus)
    if klus.state == Klus.State.CHECKED and klus.checked_by_id == actor.id:
        return klus
    klus.state = next_state(KLUS, klus.state, Verb.CHECK_KLUS, hats)
    if klus.made_by_id == actor.id:
        raise KlusChecksItself
    klus.checked_by, klus.checked_at = actor, now
    klus.save(update_fields=["state", "checked_by", "checked_at"])
    audit(verb="check-klus", thing="klus", thing_id=klus.id, actor=actor.party_id)
    return klus


@transaction.atomic
def finish_klus(*, klus_id: int) -> Klus:
    """Everybody who took part has had their answer: nothing is kept aside any more.

    Raises NotFound, StepNotPossible, also while somebody is still under way.
    """
    klus = locked_klus(klus_id)
    state = next_state(KLUS, klus.state, Verb.FINISH, {Hat.HOUSE})
    sign_ups = locked_sign_ups(klus)
    if people_under_way(klus).exists():
        raise StepNotPossible(state=klus.state, verb=Verb.FINISH.value)
    klus.state = state
    klus.save(update_fields=["state"])
    freed = keep_only_promised(klus, sign_ups)
    audit(verb="finish-klus", thing="klus", thing_id=klus.id, actor=None, freed=freed)
    return klus
