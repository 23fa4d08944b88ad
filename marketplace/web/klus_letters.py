"""Letters about a klus other than a decision: a place came free, somebody cannot come."""

from collections.abc import Iterable
from typing import Final

from django.urls import reverse
from django.utils import translation

from marketplace.models import Klus, KlusChange, KlusIdea, SecondOpinion, SignUp, WaitingEntry
from marketplace.web.change_words import change_lines
from marketplace.web.letters import letter
from tenants.messages.letters import Letter

WAITED: Final = frozenset({
    WaitingEntry.State.PLACED, WaitingEntry.State.PASSED_OVER, WaitingEntry.State.ENDED,
})  # fmt: skip


def letter_of_waiting(entry: WaitingEntry) -> Letter:
    """What became of waiting, to who waited; for the states of `WAITED`."""
    assert entry.state in WAITED, "nobody is told that they wait"
    path = (
        reverse("marketplace:my-klus", args=[entry.sign_up_id])
        if entry.sign_up_id is not None
        else reverse("marketplace:klussen")
    )
    context = {"klus": entry.slot.klus, "slot": entry.slot, "code": entry.code}
    return letter(entry.resident, f"waiting-{entry.state}", path=path, context=context)


def letter_of_late_off(found: SignUp) -> Letter:
    """Somebody signed off late, to who made the klus."""
    klus = found.slot.klus
    assert klus.made_by is not None, "the query asks for one"
    return letter(
        klus.made_by, "late-off", path=reverse("marketplace:console-klus", args=[klus.id]),
        context={"klus": klus, "sign_up": found, "resident": found.resident.name},
    )  # fmt: skip


def letter_of_change(found: SignUp | WaitingEntry, changes: Iterable[KlusChange]) -> Letter:
    """What is different about a klus, to who takes part or waits."""
    klus, is_waiting = found.slot.klus, isinstance(found, WaitingEntry)
    path = (
        reverse("marketplace:klus", args=[klus.id])
        if is_waiting
        else reverse("marketplace:my-klus", args=[found.id])
    )
    with translation.override(found.resident.language):
        lines = change_lines(changes)
    return letter(
        found.resident, "klus-changed", path=path,
        context={"klus": klus, "lines": lines, "is_waiting": is_waiting},
    )  # fmt: skip


def letter_of_idea(idea: KlusIdea) -> Letter:
    """What became of an idea, to who had it."""
    path = reverse("marketplace:ideas")
    return letter(idea.proposed_by, f"idea-{idea.state}", path=path, context={"idea": idea})


def letter_of_open_idea(idea: KlusIdea, klus: Klus) -> Letter:
    """The klus that was made of an idea takes people now, to who had it."""
    path = reverse("marketplace:klus", args=[klus.id])
    return letter(idea.proposed_by, "idea-published", path=path, context={"klus": klus})


def letter_of_question(opinion: SecondOpinion) -> Letter:
    """Somebody wants to know whether this may be a klus, to who was asked by name."""
    path = reverse("marketplace:console-opinion", args=[opinion.id])
    context = {"opinion": opinion, "klus": opinion.klus, "asker": opinion.asked_by.name}
    return letter(opinion.asked_of, "opinion-asked", path=path, context=context)


def letter_of_opinion(opinion: SecondOpinion) -> Letter:
    """What was said, to who asked."""
    path = reverse("marketplace:console-klus", args=[opinion.klus_id])
    context = {"opinion": opinion, "klus": opinion.klus, "adviser": opinion.asked_of.name}
    return letter(opinion.asked_by, "opinion-answered", path=path, context=context)
