"""What follows once something happened to a klus: places are given, and people are told.

Safe to run twice: a place is given once, and nobody is told what is no longer so.
"""

from collections.abc import Mapping

from django.utils import timezone

from marketplace.models import WaitingEntry
from marketplace.queries.late import late_off_to_tell_of
from marketplace.queries.waiting import entry_to_tell_of
from marketplace.services.waiting_list import give_places
from marketplace.web.klus_letters import letter_of_late_off, letter_of_waiting
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


def _tell_who_waited(facts: Mapping[str, object], state: str) -> None:
    entry = entry_to_tell_of(int(str(facts["waiting"])), state)
    if entry is not None:
        letter_of_waiting(entry).send()
