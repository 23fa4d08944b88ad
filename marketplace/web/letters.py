"""Letters to residents about their klussen, and to staff, in their own language.

The words stand in `templates/marketplace/letters/`, one template for each kind; the kinds stand in
`marketplace.letter_kinds`. Which ways a letter takes is its reader's to say.
"""

from collections.abc import Mapping
from typing import Final

from django.urls import reverse

from currency.models import Alarm, HandOutLine
from marketplace.models import SignUp
from marketplace.rules.transitions import REWARDED
from tenants.messages.kinds import kind_named
from tenants.messages.letters import Letter
from tenants.people.models import Person

TOLD: Final = frozenset({
    *REWARDED, SignUp.State.SENT_BACK, SignUp.State.REJECTED, SignUp.State.CANCELLED,
})  # fmt: skip


def letter_about(sign_up: SignUp) -> Letter:
    """What became of this sign-up, to the resident; for the states of `TOLD`."""
    path = reverse("marketplace:my-klus", args=[sign_up.id])
    context = {"klus": sign_up.slot.klus, "sign_up": sign_up}
    return letter(sign_up.resident, sign_up.state, path=path, context=context)


def letter_of_alarm(alarm: Alarm, person: Person) -> Letter:
    """A watched figure crossed its bound, to somebody who answers for the euros."""
    return letter(
        person, "alarm", path=reverse("marketplace:console-cover"), context={"alarm": alarm}
    )


def letter_of_gift(line: HandOutLine) -> Letter:
    """Coins from a list, to the resident who got them."""
    context = {"hand_out": line.hand_out, "amount": line.amount}
    return letter(
        line.party.person, "hand-out", path=reverse("currency:statement"), context=context
    )


def letter(to: Person | str, name: str, *, path: str, context: Mapping[str, object]) -> Letter:
    """The letter of this name, which stands in `marketplace.letter_kinds`.

    To a person, or to a mail address where it must go there whoever reads it.
    """
    kind = kind_named(name)
    assert kind is not None, f"no kind of message is named {name}"
    return Letter(to, kind, path, context)
