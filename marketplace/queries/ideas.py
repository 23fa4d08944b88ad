"""Reads of ideas for a klus."""

from django.db.models import QuerySet

from marketplace.models import KlusIdea
from tenants.errors import NotFound
from tenants.people.models import Person


def _ideas() -> QuerySet[KlusIdea]:
    return KlusIdea.objects.select_related("neighbourhood", "klus", "proposed_by")


def ideas_of(person: Person) -> QuerySet[KlusIdea]:
    """This person's own, newest first."""
    return _ideas().filter(proposed_by=person).order_by("-made_at", "-id")


def own_idea(person: Person, idea_id: int) -> KlusIdea:
    """One of this person's own. Raises NotFound."""
    found = ideas_of(person).filter(id=idea_id).first()
    if found is None:
        raise NotFound
    return found


def open_ideas() -> QuerySet[KlusIdea]:
    """What waits for an answer, longest first."""
    return _ideas().filter(state=KlusIdea.State.OPEN).order_by("made_at", "id")


def decided_ideas() -> QuerySet[KlusIdea]:
    """What was answered, newest first."""
    answered = (KlusIdea.State.TAKEN_UP, KlusIdea.State.DECLINED)
    return _ideas().filter(state__in=answered).order_by("-decided_at", "-id")


def open_idea(idea_id: int) -> KlusIdea:
    """One that waits for an answer. Raises NotFound."""
    found = open_ideas().filter(id=idea_id).first()
    if found is None:
        raise NotFound
    return found


def idea_to_tell_of(idea_id: int, state: str) -> KlusIdea | None:
    """An idea that is still in this state and whose maker can be written to."""
    return _ideas().filter(id=idea_id, state=state, proposed_by__is_active=True).first()


def idea_behind(klus_id: int) -> KlusIdea | None:
    """The idea that a klus was made of, if its maker can be written to."""
    return _ideas().filter(klus=klus_id, proposed_by__is_active=True).first()
