"""Letters about a klus other than a decision: a place came free, somebody cannot come."""

from typing import Final

from django.urls import reverse

from marketplace.models import SignUp, WaitingEntry
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
