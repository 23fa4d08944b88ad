"""What is wrong with a document of rules, in sentences for who wrote it; and the templates' names.

`CONTRADICTIONS` has a sentence for each code of `currency.rules.contradictions`, `mistake_in` one
for what a field alone cannot be.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic_core import ErrorDetails

CONTRADICTIONS: Final[Mapping[str, Promise]] = {
    "coin-words-incomplete": _("Vul beide woorden in, of geen."),
    "coin-value-in-use": _("Er zijn al munten uitgegeven. Hun waarde kan niet meer veranderen."),
    "coin-value-later": _("Een andere waarde kan alleen meteen ingaan, voor de eerste munt."),
    "usual-reward-above-maximum": _("De gewone beloning is hoger dan de hoogste."),
    "usual-reward-below-minimum": _("De gewone beloning is lager dan de minste."),
    "reward-minimum-above-maximum": _("De minste beloning is hoger dan de hoogste."),
    "reward-above-balance": _("De hoogste beloning past niet in het hoogste saldo."),
    "organiser-below-minimum": _("Hiermee kan een organisator geen enkele klus beloven."),
    "pin-above-day": _("Zoveel mag er op een dag niet eens zonder pincode."),
    "pin-day-above-day": _("Zoveel mag iemand op een dag niet eens betalen."),
    "several-without-checkers": _("Eén persoon kijkt na. Laat dit leeg."),
    "several-never": _("Zoveel geeft geen enkele klus. Dan kijkt altijd één persoon na."),
    "norm-missing": _("Vul minstens één norm in."),
    "norms-overlap": _("Twee normen gaan op dezelfde dag in."),
    "hour-above-month": _("Het uurbedrag is hoger dan de maand."),
    "month-above-year": _("De maand is hoger dan het jaar."),
    "young-above-adult": _("Onder de 21 is het uurbedrag hoger dan daarboven."),
    "payment-above-day": _("De hoogste betaling is hoger dan wat per dag mag."),
    "payment-above-month": _("De hoogste betaling is hoger dan wat per maand mag."),
    "day-above-month": _("Per dag mag meer dan per maand."),
    "residents-without-month": _(
        "Inwoners mogen elkaar betalen. Vul dan in hoeveel iemand per maand mag betalen."
    ),
    "order-empty": _("Kies minstens één potje waaruit inwoners betalen."),
    "pot-twice": _("Noem elk potje één keer."),
    "earned-not-spent": _("Wat je verdient, moet je ook kunnen uitgeven."),
    "topped-up-not-spent": _("Inwoners waarderen op in een potje dat niemand mag uitgeven."),
    "earned-ruled-not-spent": _(
        "Voor verdiende munten gelden regels, maar niemand mag ze uitgeven."
    ),
    "topped-up-ruled-not-spent": _(
        "Voor opgewaardeerde munten gelden regels, maar niemand mag ze uitgeven."
    ),
    "gift-ruled-not-spent": _("Voor gekregen munten gelden regels, maar niemand mag ze uitgeven."),
    "emergency-ruled-not-spent": _("Voor noodsteun gelden regels, maar niemand mag die uitgeven."),
    "pot-above-balance": _("Een potje mag meer hebben dan iemand in alles."),
    "pot-above-all": _("Uit dit potje mag meer dan uit alle potjes samen."),
    "category-twice": _("Noem elke soort winkel één keer."),
    "expiry-months-missing": _("Vul in na hoeveel maanden."),
    "expiry-months-unused": _("Je koos niet voor een aantal maanden. Laat dit leeg."),
    "expiry-day-missing": _("Vul in op welke dag."),
    "expiry-day-unused": _("Je koos niet voor een vaste dag. Laat dit leeg."),
    "expiry-within-holding": _("Munten verlopen eerder dan een winkel ze nog kan terugbetalen."),
    "demurrage-without-pots": _("Kies uit welke potjes er elke maand iets af gaat."),
    "demurrage-never": _("Zoveel heeft niemand. Dan gaat er nooit iets af."),
    "top-up-minimum-above-maximum": _("Het minste is hoger dan het hoogste."),
    "top-up-above-month": _("In één keer mag meer dan per maand."),
    "top-up-above-balance": _("Zoveel tegelijk past niet in het hoogste saldo."),
    "bonus-without-maximum": _("Een bonus zonder hoogste bedrag mag niet."),
    "abroad-above-payment": _("Elders mag meer in één keer dan hier."),
    "wind-down-incomplete": _("Vul alle drie de dagen in, of geen."),
    "wind-down-out-of-order": _("Deze dag is eerder dan die ervoor."),
    "wind-down-within-holding": _(
        "Dan wachten de laatste ontvangsten van een winkel nog. Kies een latere dag."
    ),
    "start-in-the-past": _("Regels gaan nooit met terugwerkende kracht in. Kies een later moment."),
    "start-taken": _("Op dit moment gaat al een andere versie in. Kies een ander moment."),
    "not-json": _("Dit kunnen we niet lezen. Kies een bestand met regels, in JSON."),
    "template-unknown": _("Dit voorbeeld kennen we niet."),
}


class TemplateWords(NamedTuple):
    """What a template of rules is called, and for whom it is."""

    name: str | Promise
    about: str | Promise


TEMPLATES: Final[Mapping[str, TemplateWords]] = {
    "as-heerlen": TemplateWords(
        _("Zoals in Heerlen"),
        _(
            "Inwoners verdienen munten met klussen in de buurt en betalen ermee bij winkels."
            " De gemeente wisselt ze daar elke week om in euro’s."
        ),
    ),
    "time-bank": TemplateWords(
        _("Tijdbank"),
        _(
            "Een uur is een munt, voor iedereen gelijk. Inwoners helpen elkaar en betalen elkaar"
            " met uren. Inwisselen voor euro’s gebeurt alleen op verzoek."
        ),
    ),
    "gift-card": TemplateWords(
        _("Alleen cadeaubon"),
        _(
            "De gemeente deelt munten uit, inwoners geven ze uit bij winkels. Verdienen kan niet."
            " Na een jaar verloopt wat niet is uitgegeven."
        ),
    ),
    "top-up": TemplateWords(
        _("Met opwaarderen en bonus"),
        _("Inwoners kopen zelf munten en krijgen er een bonus bij. Verdienen met klussen kan ook."),
    ),
}


def mistake_in(error: ErrorDetails) -> str:
    """What a field alone cannot be, in the reader's language."""
    told, facts = MISTAKES.get(error["type"]), error.get("ctx") or {}
    if told is None:
        return gettext("Deze waarde kan hier niet.")
    expected = str(facts.get("expected", "")).replace(" or ", ", ").replace("'", "")
    return str(told) % {
        "least": facts.get("ge", facts.get("gt", "")), "most": facts.get("le", facts.get("lt", "")),
        "shortest": facts.get("min_length", ""), "longest": facts.get("max_length", ""),
        "choices": expected,
    }  # fmt: skip


# By pydantic's own names of what went wrong.
MISTAKES: Final[Mapping[str, Promise]] = {
    "missing": _("Dit veld ontbreekt."),
    "extra_forbidden": _("Dit veld kennen we niet."),
    "greater_than_equal": _("Kies minstens %(least)s."),
    "less_than_equal": _("Kies hoogstens %(most)s."),
    "int_type": _("Dit moet een heel getal zijn."),
    "int_from_float": _("Dit moet een heel getal zijn."),
    "int_parsing": _("Dit moet een heel getal zijn."),
    "int_parsing_size": _("Dit getal is te groot."),
    "bool_type": _("Kies ja of nee."),
    "bool_parsing": _("Kies ja of nee."),
    "string_type": _("Dit moet tekst zijn."),
    "string_too_short": _("Vul hier iets in."),
    "string_too_long": _("Gebruik hoogstens %(longest)s tekens."),
    "string_pattern_mismatch": _("Gebruik gewone letters en tekens."),
    "string_unicode": _("Gebruik gewone letters en tekens."),
    "literal_error": _("Kies een van deze: %(choices)s."),
    "date_type": _("Dit moet een dag zijn, zoals 2026-12-31."),
    "date_parsing": _("Dit moet een dag zijn, zoals 2026-12-31."),
    "date_from_datetime_parsing": _("Dit moet een dag zijn, zoals 2026-12-31."),
    "date_from_datetime_inexact": _("Dit moet een dag zijn, zoals 2026-12-31."),
    "tuple_type": _("Dit moet een lijst zijn."),
    "model_type": _("Dit moet een groep velden zijn."),
    "model_attributes_type": _("Dit moet een groep velden zijn."),
    "json_invalid": _("Dit kunnen we niet lezen. Het moet JSON zijn."),
}
