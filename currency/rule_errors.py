"""The refusals of the life of a rule set; `currency.errors` has those that rules give in use."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class RulesInvalid(Refusal):
    """Fields of a document of rules, or its start, cannot be so. Facts: fields."""

    code = "rules-invalid"
    kind = Kind.INVALID
    sentence = _("Deze regels kunnen zo niet. Kijk naar de velden die genoemd zijn.")

    def __init__(self, wrong: Mapping[str, Sequence[str | Promise]]) -> None:
        super().__init__(fields=list(wrong))
        self.wrong = wrong


class RulesNotOpen(Refusal):
    """The version is not in the state this step needs. Facts: state."""

    code = "rules-not-open"
    kind = Kind.CONFLICT
    sentence = _("Deze versie van de regels kan niet meer veranderen.")


class RulesChanged(Refusal):
    """Somebody changed the version since it was read."""

    code = "rules-changed"
    kind = Kind.CONFLICT
    sentence = _("Iemand heeft deze versie intussen gewijzigd. Kijk eerst wat er nu staat.")


class ReplayMissing(Refusal):
    """No finished replay of exactly this document. Facts: version."""

    code = "replay-missing"
    kind = Kind.CONFLICT
    sentence = _("Speel eerst na wat deze regels zouden veranderen. Daarna kun je ze voorstellen.")


class DeclineReasonMissing(Refusal):
    """A proposal is sent back without saying why."""

    code = "decline-reason-missing"
    kind = Kind.INVALID
    sentence = _("Schrijf op waarom je het voorstel teruggeeft.")


class ReplayMonthsInvalid(Refusal):
    """A replay looks back over at least one month and no more than so many. Facts: most."""

    code = "replay-months-invalid"
    kind = Kind.INVALID
    sentence = _("Kies hoeveel maanden je terugkijkt: minstens 1, hoogstens 24.")
