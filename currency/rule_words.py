"""What is wrong with a document of rules, in sentences for who wrote it."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONTRADICTIONS: Final[Mapping[str, Promise]] = {
    "reward-minimum-above-maximum": _("De minste beloning is hoger dan de hoogste."),
    "reward-above-balance": _("De hoogste beloning past niet in het hoogste saldo."),
    "norm-missing": _("Vul minstens één norm in."),
    "norms-overlap": _("Twee normen gaan op dezelfde dag in."),
    "month-above-year": _("De maand is hoger dan het jaar."),
    "young-above-adult": _("Onder de 21 is het uurbedrag hoger dan daarboven."),
    "payment-above-day": _("De hoogste betaling is hoger dan wat per dag mag."),
    "day-above-month": _("Per dag mag meer dan per maand."),
    "pot-twice": _("Noem elke pot één keer."),
    "earned-not-spent": _("Wat je verdient, moet je ook kunnen uitgeven."),
    "topped-up-not-spent": _("Inwoners waarderen op in een pot die niemand mag uitgeven."),
    "pot-above-balance": _("Een pot mag meer hebben dan iemand in alles."),
    "expiry-months-missing": _("Vul in na hoeveel maanden."),
    "expiry-day-missing": _("Vul in op welke dag."),
    "expiry-within-holding": _("Munten verlopen eerder dan een winkel ze nog kan terugbetalen."),
    "top-up-minimum-above-maximum": _("Het minste is hoger dan het hoogste."),
    "top-up-above-month": _("In één keer mag meer dan per maand."),
    "bonus-without-maximum": _("Een bonus zonder hoogste bedrag mag niet."),
    "wind-down-incomplete": _("Vul alle drie de dagen in, of geen."),
    "wind-down-out-of-order": _("Deze dag is eerder dan die ervoor."),
}
