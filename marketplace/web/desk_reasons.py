"""Reasons that come back again and again when work is checked, ready to send or to change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ReadyReason:
    """A reason: its word in an address, how the button calls it, and what the resident reads."""

    code: str
    label: str | Promise
    sentence: str | Promise


READY: Final[Mapping[str, Sequence[ReadyReason]]] = {
    "vraag": (
        ReadyReason(
            "wazig",
            _("Foto is wazig"),
            _("De foto is wazig. Maak je een nieuwe, met meer licht?"),
        ),
        ReadyReason(
            "ver",
            _("Te weinig te zien"),
            _("We zien niet goed wat je hebt gedaan. Stuur je een foto van iets verder weg?"),
        ),
        ReadyReason(
            "plek",
            _("Andere plek"),
            _("Deze plek herkennen we niet. Waar heb je de foto gemaakt?"),
        ),
        ReadyReason(
            "mensen",
            _("Iemand in beeld"),
            _("Er staat iemand herkenbaar op de foto. Stuur je er een zonder mensen?"),
        ),
        ReadyReason(
            "half",
            _("Nog niet klaar"),
            _("Het ziet er nog niet klaar uit. Maak je het af en stuur je een nieuwe foto?"),
        ),
    ),
    "af": (
        ReadyReason(
            "niet-gedaan",
            _("Klus niet gedaan"),
            _("Op de foto zien we niet dat de klus is gedaan."),
        ),
        ReadyReason(
            "andere-dag",
            _("Foto van een andere dag"),
            _("Deze foto is van een andere dag. Daarom telt hij niet voor deze klus."),
        ),
        ReadyReason(
            "niet-geweest",
            _("Was er niet bij"),
            _("De organisator heeft je die dag niet gezien. Klopt dat niet? Bel ons dan."),
        ),
        ReadyReason(
            "geen-antwoord",
            _("Geen antwoord"),
            _("We hebben om een nieuwe foto gevraagd, maar die kwam niet."),
        ),
    ),
}
# After a second look.
UPHELD: Final[Sequence[ReadyReason]] = (
    ReadyReason(
        "nog-niet-te-zien",
        _("Nog steeds niet te zien"),
        _("Ook na een tweede blik zien we op de foto niet dat de klus is gedaan."),
    ),
    ReadyReason(
        "andere-plek",
        _("Andere plek of dag"),
        _("Een ander keek nog een keer. De foto is van een andere plek of dag."),
    ),
    ReadyReason(
        "niet-gezien",
        _("Niet gezien"),
        _("We vroegen het na bij wie er die dag was. Niemand heeft je gezien."),
    ),
)


def sentence_of(choice: str, code: str) -> str:
    """What stands in the field at first: the reason with this code, or nothing."""
    return sentence_among(READY[choice], code)


def sentence_among(reasons: Sequence[ReadyReason], code: str) -> str:
    """The sentence with this code, or nothing."""
    return next((str(one.sentence) for one in reasons if one.code == code), "")
