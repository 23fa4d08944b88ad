"""Where somebody is with a klus, as five dots and a line of help at each."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.models import SignUp
from marketplace.rules.transitions import STAGE

TITLES = (
    _("Aangemeld"),
    _("Begonnen"),
    _("Klus klaar? Stuur je foto in"),
    _("Wij kijken de klus na"),
    _("Op je saldo"),
)


@dataclass(frozen=True)
class Dot:
    """One step: `look` is done, now, todo or back (sent back)."""

    number: int
    title: str | Promise
    look: str


def dots(sign_up: SignUp) -> list[Dot]:
    """The five dots; nothing for what ended without a reward."""
    stage = STAGE.get(sign_up.state)
    if stage is None:
        return []
    return [
        Dot(number, title, _look(number, stage, sign_up.state))
        for number, title in enumerate(TITLES, start=1)
    ]


def _look(number: int, stage: int, state: str) -> str:
    if number < stage:
        return "done"
    if number > stage:
        return "todo"
    return "back" if state == SignUp.State.SENT_BACK else "now"
