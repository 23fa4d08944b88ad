"""What is told about the life of a klus besides a decision, with an example of each."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import SimpleNamespace as Made
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Row = tuple[str, str | Promise, Mapping[str, object]]
_MOMENT: Final = datetime(2026, 6, 12, 8, 0, tzinfo=UTC)
_SLOT: Final = Made(starts_at=_MOMENT, open_until=_MOMENT)
_KLUS: Final = Made(title="Zwerfvuil rapen in het park", reward=1_000, state="published")
WAITED: Final = {"klus": _KLUS, "slot": _SLOT, "code": ""}
PARTLY: Final = {
    "klus": _KLUS,
    "sign_up": Made(gives=500, reason="De helft van het pad was gedaan.", slot=_SLOT),
}
LATE: Final = {
    "klus": _KLUS, "resident": "Fatima Boukhari",
    "sign_up": Made(slot=_SLOT, reason="Mijn kind is ziek."),
}  # fmt: skip
CHANGED: Final = {
    "klus": _KLUS, "is_waiting": False,
    "lines": [
        Made(what=_("Waar je afspreekt"), before="Ingang Akerstraat", after="Bij de vijver"),
        Made(what=_("Wat je gaat doen"), before="", after=""),
    ],
}  # fmt: skip
IDEA: Final = {
    "idea": Made(title="Het speelveld opruimen", reason="Dit veld is van de school."),
    "klus": _KLUS,
}
OPINION: Final = {
    "klus": _KLUS, "asker": "Wiel Houben", "adviser": "Marga Dirks",
    "opinion": Made(
        state="agreed", question="Dit is een dag in het jaar, met buren.",
        reason="De groenploeg doet dit veld niet.",
    ),
}  # fmt: skip
LIFE: Final[Sequence[Row]] = (
    ("partly", _("Een klus is deels goedgekeurd"), PARTLY),
    ("waiting-placed", _("Van de wachtlijst komt iemand aan de beurt"), WAITED),
    ("waiting-passed-over", _("Wie aan de beurt is, mag niet meedoen"), WAITED),
    ("waiting-ended", _("Een wachtlijst stopt"), WAITED),
    ("klus-changed", _("Een klus is veranderd"), CHANGED),
    ("idea-taken-up", _("Een idee wordt een klus"), IDEA),
    ("idea-declined", _("Een idee gaat niet door"), IDEA),
    ("idea-published", _("De klus van een idee staat open"), IDEA),
)
LIFE_DESK: Final[Sequence[Row]] = (
    ("late-off", _("Iemand meldt zich laat af voor een klus"), LATE),
    ("opinion-asked", _("Iemand vraagt een tweede mening over een klus"), OPINION),
    ("opinion-answered", _("Een tweede mening over een klus is er"), OPINION),
)
