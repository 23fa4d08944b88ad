"""From which pots a payment comes, and why a pot stays shut, in words."""

from collections.abc import Iterable, Mapping

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from currency import queries
from currency.category_words import category_words
from currency.models import Pot
from currency.rules.spending import Skip
from currency.services.quotes import Quote


def pots_told(quote: Quote) -> dict[str, object]:
    """What each pot gives, and a sentence for each that gives nothing or too little."""
    return {
        "pots": [(capfirst(str(Pot(pot).label)), part) for pot, part in quote.parts],
        "skipped": [_why(pot, reason) for pot, reason in quote.skipped],
    }


def reasons_told(skipped: object) -> list[str]:
    """The sentences for the pots a refusal names as "pot:reason"."""
    if not isinstance(skipped, Iterable):
        return []
    return [_why(*str(one).split(":")) for one in skipped]


def _why(pot: str, reason: str) -> str:
    words: Mapping[str, str] = {"pot": capfirst(str(Pot(pot).label))}
    if reason == Skip.ABROAD:
        return _("Uit deze pot kun je alleen in je eigen gemeente betalen: %(pot)s.") % words
    if reason == Skip.PEOPLE:
        return _("Uit deze pot kun je niet aan mensen betalen: %(pot)s.") % words
    if reason == Skip.LIMIT:
        return _("Uit deze pot kun je nu niet meer betalen dan dit: %(pot)s.") % words
    rules = queries.rules_in_force(timezone.now()).rules.pots.of(pot)
    kinds = ", ".join(category_words(rules.categories))
    return _("%(pot)s kun je alleen uitgeven bij: %(kinds)s.") % {**words, "kinds": kinds}
