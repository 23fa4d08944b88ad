"""Commands about ideas: a resident proposes one or takes it back, an organiser decides."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from currency.errors import KeyReused
from marketplace.errors import ReasonMissing
from marketplace.life_errors import TooManyIdeas
from marketplace.models import Klus, KlusIdea
from marketplace.rules.transitions import IDEA, Hat, Verb, next_state
from marketplace.services.hats import hats_of
from tenants.errors import NotFound
from tenants.people.models import Neighbourhood, Person
from tenants.trail.services import audit, tell

MOST_OPEN: Final = 5


@transaction.atomic
def propose_idea(
    *, key: UUID, resident: Person, title: str, description: str, category: str,
    neighbourhood: Neighbourhood | None, place: str, now: datetime,
) -> KlusIdea:  # fmt: skip
    """An idea for a klus; the same key is one idea. Raises TooManyIdeas, KeyReused."""
    earlier = KlusIdea.objects.filter(key=key).first()
    if earlier is not None:
        if (earlier.proposed_by_id, earlier.title) != (resident.id, title.strip()):
            raise KeyReused
        return earlier
    # Counted behind a lock on the person: two at once are not both the last one.
    Person.objects.select_for_update(no_key=True).get(id=resident.id)
    waiting = KlusIdea.objects.filter(proposed_by=resident, state=KlusIdea.State.OPEN)
    if waiting.count() >= MOST_OPEN:
        raise TooManyIdeas(maximum=MOST_OPEN)
    made = KlusIdea.objects.create(
        key=key, proposed_by=resident, title=title.strip(), description=description.strip(),
        category=category, neighbourhood=neighbourhood, place=place.strip(), made_at=now,
    )  # fmt: skip
    audit(verb="propose-idea", thing="idea", thing_id=made.id, actor=resident.party_id)
    return made


@transaction.atomic
def withdraw_idea(*, idea_id: int, actor: Person) -> KlusIdea:
    """Take it back; twice is once. Raises NotFound, StepNotPossible, NotAllowed."""
    found, hats = _locked(idea_id, actor)
    if found.state == KlusIdea.State.WITHDRAWN and Hat.RESIDENT in hats:
        return found
    found.state = next_state(IDEA, found.state, Verb.WITHDRAW, hats)
    found.save(update_fields=["state"])
    audit(verb="withdraw-idea", thing="idea", thing_id=found.id, actor=actor.party_id)
    return found


@transaction.atomic
def take_up_idea(*, idea_id: int, actor: Person, make: Callable[[], Klus], now: datetime) -> Klus:
    """Make a klus of it, a draft; who had the idea is told. Twice is the same klus.

    `make` is the command that makes the klus, with all it needs. Raises NotFound, StepNotPossible,
    NotAllowed, and what making a klus raises.
    """
    found, hats = _locked(idea_id, actor)
    if found.klus is not None and Hat.ORGANISER in hats:
        return found.klus
    found.state = next_state(IDEA, found.state, Verb.TAKE_UP, hats)
    found.klus = make()
    _decide(found, actor, now, Verb.TAKE_UP)
    return found.klus


@transaction.atomic
def decline_idea(*, idea_id: int, actor: Person, reason: str, now: datetime) -> KlusIdea:
    """Say no, and why; who had the idea reads it.

    Raises NotFound, StepNotPossible, NotAllowed, ReasonMissing.
    """
    found, hats = _locked(idea_id, actor)
    found.state = next_state(IDEA, found.state, Verb.DECLINE, hats)
    if not reason.strip():
        raise ReasonMissing
    found.reason = reason.strip()[:300]
    _decide(found, actor, now, Verb.DECLINE)
    return found


def _decide(found: KlusIdea, actor: Person, now: datetime, verb: Verb) -> None:
    found.decided_by, found.decided_at = actor, now
    found.save()
    audit(verb=verb.value, thing="idea", thing_id=found.id, actor=actor.party_id)
    tell("idea.decided", idea=found.id, state=found.state)


def _locked(idea_id: int, actor: Person) -> tuple[KlusIdea, frozenset[Hat]]:
    found = (
        KlusIdea.objects.select_for_update(of=("self",))
        .select_related("klus", "proposed_by")
        .filter(id=idea_id)
        .first()
    )
    if found is None:
        raise NotFound
    own = {Hat.RESIDENT} if found.proposed_by_id == actor.id else set()
    return found, hats_of(actor) | own
