"""What follows once something happened to a klus: places are given, and people are told.

Safe to run twice: a place is given once, and nobody is told what is no longer so.
"""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from marketplace.models import SecondOpinion, SignUp, WaitingEntry
from marketplace.queries import sign_up_to_tell_of
from marketplace.queries.changes import changes_at
from marketplace.queries.guard import ANSWERED, opinion_to_tell_of
from marketplace.queries.ideas import idea_behind, idea_to_tell_of
from marketplace.queries.late import late_off_to_tell_of
from marketplace.queries.waiting import entry_to_tell_of
from marketplace.services.waiting_list import give_places
from marketplace.web.klus_letters import (
    letter_of_change,
    letter_of_idea,
    letter_of_late_off,
    letter_of_open_idea,
    letter_of_opinion,
    letter_of_question,
    letter_of_waiting,
)
from tenants.trail.services import tells


@tells("slot.freed")
def give_a_place_that_came_free(facts: Mapping[str, object]) -> None:
    """To who waits longest."""
    give_places(slot_id=int(str(facts["slot"])), now=timezone.now())


@tells("waiting.placed")
def tell_of_a_place(facts: Mapping[str, object]) -> None:
    """To who waited, as long as the place is theirs."""
    _tell_who_waited(facts, WaitingEntry.State.PLACED)


@tells("waiting.passed-over")
def tell_of_no_place(facts: Mapping[str, object]) -> None:
    """To who waited, and may not take part."""
    _tell_who_waited(facts, WaitingEntry.State.PASSED_OVER)


@tells("waiting.ended")
def tell_that_waiting_is_over(facts: Mapping[str, object]) -> None:
    """To who waited for a klus that takes nobody more."""
    _tell_who_waited(facts, WaitingEntry.State.ENDED)


@tells("sign-up.late-off")
def tell_that_somebody_cannot_come(facts: Mapping[str, object]) -> None:
    """To who made the klus, as long as they organise."""
    found = late_off_to_tell_of(int(str(facts["sign_up"])))
    if found is not None:
        letter_of_late_off(found).send()


@tells("klus.changed")
def tell_what_is_different(facts: Mapping[str, object]) -> None:
    """To one who takes part in it, or waits for a place."""
    at = datetime.fromisoformat(str(facts["at"]))
    found: SignUp | WaitingEntry | None
    if "sign_up" in facts:
        found = sign_up_to_tell_of(int(str(facts["sign_up"])), SignUp.State.SIGNED_UP)
    else:
        found = entry_to_tell_of(int(str(facts["waiting"])), WaitingEntry.State.WAITING)
    if found is not None:
        letter_of_change(found, changes_at(found.slot, at)).send()


@tells("idea.decided")
def tell_what_became_of_an_idea(facts: Mapping[str, object]) -> None:
    """To who had it."""
    found = idea_to_tell_of(int(str(facts["idea"])), str(facts["state"]))
    if found is not None:
        letter_of_idea(found).send()


@tells("klus.published")
def tell_that_an_idea_is_open(facts: Mapping[str, object]) -> None:
    """To who had the idea of it."""
    found = idea_behind(int(str(facts["klus"])))
    if found is not None and found.klus is not None:
        letter_of_open_idea(found, found.klus).send()


@tells("opinion.asked")
def tell_of_a_question(facts: Mapping[str, object]) -> None:
    """To who was asked for a second opinion, while the question is open."""
    found = opinion_to_tell_of(int(str(facts["opinion"])), SecondOpinion.State.ASKED)
    if found is not None and found.asked_of.is_active:
        letter_of_question(found).send()


@tells("opinion.answered")
def tell_of_an_opinion(facts: Mapping[str, object]) -> None:
    """To who asked for it."""
    found = opinion_to_tell_of(int(str(facts["opinion"])), *ANSWERED)
    if found is not None and found.asked_by.is_active:
        letter_of_opinion(found).send()


def _tell_who_waited(facts: Mapping[str, object], state: str) -> None:
    entry = entry_to_tell_of(int(str(facts["waiting"])), state)
    if entry is not None:
        letter_of_waiting(entry).send()
