"""Where somebody is with a klus, as five dots and a line of help at each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.models import Klus, SignUp
from marketplace.rules.transitions import STAGE

HAND_IN: Final = 3
TITLES = (
    _("Aangemeld"),
    _("Begonnen"),
    _("Klus klaar? Stuur je foto in"),
    _("Wij kijken de klus na"),
    _("Op je saldo"),
)


TO_DO = _("Dit moet je nog doen")
SENT_BACK = _("De nakijker heeft een vraag")
HINTS = (
    "",
    _("Druk op de dag zelf op ‘Ik begin’"),
    _("Maak een foto als het werk klaar is"),
    _("Iemand anders kijkt of het werk klaar is"),
    _("Klaar! De klus is goedgekeurd"),
)


# Where no photo is asked: the number of the dot, its title and its hint.
WAYS: Final[Mapping[str, Mapping[int, tuple[str | Promise, str | Promise]]]] = {
    Klus.Checking.CODE: {
        2: (_("Begonnen"), _("Typ de code van het scherm als je er bent")),
        3: (_("Klus klaar? Typ de code nog eens"), _("De code staat op het scherm aan de balie")),
    },
    Klus.Checking.ROUND: {
        3: (_("Klus klaar? Meld het"), _("Druk op ‘De klus is klaar’")),
        4: (_("De wijkploeg komt kijken"), _("Iemand anders kijkt of het werk klaar is")),
    },
}


@dataclass(frozen=True)
class Dot:
    """One step: `look` is done, now, todo or back (sent back); `at` is when it was done."""

    number: int
    title: str | Promise
    look: str
    hint: str | Promise
    at: datetime | None


def dots(sign_up: SignUp) -> list[Dot]:
    """The five dots; nothing for what ended without a reward."""
    stage = STAGE.get(sign_up.state)
    if stage is None:
        return []
    times = (sign_up.signed_up_at, sign_up.checked_in_at, sign_up.handed_in_at, sign_up.decided_at)
    found = []
    way = WAYS.get(sign_up.slot.klus.checking, {})
    for number, usual in enumerate(TITLES, start=1):
        title, hint = way.get(number, (usual, HINTS[number - 1]))
        look = _look(number, stage, sign_up.state)
        at = times[number - 1] if look == "done" and number <= len(times) else None
        found.append(Dot(number, title, look, _hint(number, look, hint), at))
    return found


def _hint(number: int, look: str, usual: str | Promise) -> str | Promise:
    if look == "back":
        return SENT_BACK
    if look == "now" and number == HAND_IN:
        return TO_DO
    return usual


def _look(number: int, stage: int, state: str) -> str:
    if number < stage:
        return "done"
    if number > stage:
        return "todo"
    return "back" if state == SignUp.State.SENT_BACK else "now"
