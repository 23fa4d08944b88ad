"""What became of a piece of work in a batch, in a sentence for who approved it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from currency.errors import HoldTooSmall
from marketplace.checking.errors import SameHousehold
from marketplace.errors import ResidentBalanceFull, ResidentLimitReached, StepNotPossible
from tenants.errors import NotAllowed


@dataclass(frozen=True)
class Outcome:
    """How it looks ("ok", "warn" or "") and what is said."""

    look: str
    sentence: str | Promise


LEFT: Final = Outcome("warn", _("Kon nog niet. Kijk er opnieuw naar."))
OUTCOMES: Final[Mapping[str, Outcome]] = {
    "": Outcome("", _("Wacht nog even")),
    "approved": Outcome("ok", _("Beloond")),
    "agreed": Outcome("ok", _("Akkoord. Nu kijkt nog iemand anders.")),
    "changed": Outcome("warn", _("Opnieuw ingestuurd. Kijk er opnieuw naar.")),
    ResidentBalanceFull.code: Outcome("warn", _("Het saldo van de inwoner is vol.")),
    ResidentLimitReached.code: Outcome("warn", _("De grens voor vrijwilligers is bereikt.")),
    SameHousehold.code: Outcome("warn", _("Van jouw huishouden. Een collega kijkt.")),
    StepNotPossible.code: Outcome("", _("Een collega besliste intussen.")),
    NotAllowed.code: Outcome("warn", _("Je mocht niet meer nakijken.")),
    HoldTooSmall.code: Outcome("warn", _("Er staat te weinig vast voor deze klus.")),
}


def outcome_of(code: str) -> Outcome:
    """For a code that `marketplace.checking.services.batches` keeps."""
    return OUTCOMES.get(code, LEFT)
