"""The refusals of the klusbox: one code and one sentence each."""

from typing import ClassVar, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal

PERIODS: Final[dict[str, str | Promise]] = {
    "backwards": _("Kies een einde dat na het begin komt."),
    "past": _("Het begin is al geweest. Kies een later moment."),
    "far": _("Je kunt hoogstens 60 dagen vooruit reserveren."),
    "long": _("Zo lang kun je dit niet lenen. Kies een eerder einde."),
}


class LendingStepNotPossible(Refusal):
    """The thing or the loan is in a state this step does not start from. Facts: state, verb."""

    code = "lending-step-not-possible"
    kind = Kind.CONFLICT
    sentence = _("Dit kan niet meer. Kijk hoe het er nu voor staat.")


class PeriodInvalid(Refusal):
    """The time to borrow is not possible. Facts: reason (backwards, past, far, long), days."""

    code = "loan-period-invalid"
    kind = Kind.INVALID
    sentence = _("Deze tijd kan niet. Kijk naar het begin en het einde.")

    @property
    def detail(self) -> str:
        """Which of the four it is."""
        return str(PERIODS.get(str(self.facts.get("reason")), ""))


class BoxShutThen(Refusal):
    """Nobody is at the box at the start or at the end."""

    code = "klusbox-shut-then"
    kind = Kind.CONFLICT
    sentence = _("Dan is de klusbox dicht. Kies een tijd waarop je kunt halen én brengen.")


class BoxNotOpen(Refusal):
    """The box lends nothing now."""

    code = "klusbox-not-open"
    kind = Kind.CONFLICT
    sentence = _("Uit deze klusbox kun je nu niets lenen. Kies een andere.")


class NothingWanted(Refusal):
    """A reservation is of one thing at least, and of so many at most. Facts: maximum."""

    code = "nothing-wanted"
    kind = Kind.INVALID
    sentence = _("Kies wat je wilt lenen, hoogstens 20 dingen tegelijk.")


class NotEnoughFree(Refusal):
    """Fewer of a kind are free in that time than asked. Facts: kind, free, asked."""

    code = "not-enough-free"
    kind = Kind.CONFLICT
    sentence = _("Zoveel zijn er dan niet vrij. Kies er minder, of een andere tijd.")


class TooManyReservations(Refusal):
    """Somebody has as many open reservations as one may. Facts: maximum."""

    code = "too-many-reservations"
    kind = Kind.CONFLICT
    sentence = _("Je hebt al drie reserveringen open. Breng eerst iets terug of zeg er een af.")


class BringBackFirst(Refusal):
    """Somebody is late with something."""

    code = "bring-back-first"
    kind = Kind.CONFLICT
    sentence = _("Je hebt nog iets dat terug moest zijn. Breng dat eerst terug.")


class HandOutTooEarly(Refusal):
    """Nothing leaves the box more than an hour before the start."""

    code = "hand-out-too-early"
    kind = Kind.CONFLICT
    sentence = _("Dit is nog te vroeg. Geef het uit vanaf een uur voor het begin.")


class HandOutTooLate(Refusal):
    """The time it was reserved for is over."""

    code = "hand-out-too-late"
    kind = Kind.CONFLICT
    sentence = _("De tijd van deze reservering is om. Leen het opnieuw uit.")


class ItemNotHere(Refusal):
    """The thing is not in the box. Facts: number, state."""

    code = "item-not-here"
    kind = Kind.CONFLICT
    sentence = _("Dit ding ligt niet in de box. Pak een ander.")


class ItemNotAsked(Refusal):
    """The thing is of another box, or of a kind that was not reserved. Facts: number."""

    code = "item-not-asked"
    kind = Kind.CONFLICT
    sentence = _("Dit hoort niet bij deze reservering. Kijk welk ding gevraagd is.")


class ItemPromised(Refusal):
    """The thing is reserved for somebody else, who can get no other one. Facts: number."""

    code = "item-promised"
    kind = Kind.CONFLICT
    sentence = _("Dit ding is voor iemand anders gereserveerd. Pak een ander.")


class NoteMissing(Refusal):
    """What is broken, lost or written off is told with a word."""

    code: ClassVar[str] = "note-missing"
    kind = Kind.INVALID
    sentence = _("Schrijf op wat er aan de hand is.")


class NobodyFound(Refusal):
    """Nobody has this address or number."""

    code = "borrower-unknown"
    kind = Kind.INVALID
    sentence = _("We kennen niemand met dit e-mailadres of inwonernummer.")


class TooManyItems(Refusal):
    """So many things are added in one go at most. Facts: maximum."""

    code = "too-many-items"
    kind = Kind.INVALID
    sentence = _("Voeg van 1 tot en met 50 dingen tegelijk toe.")


class NameTaken(Refusal):
    """A box or a kind of this name is there already."""

    code = "name-taken"
    kind = Kind.CONFLICT
    sentence = _("Deze naam is al in gebruik. Kies een andere.")


class HoursInvalid(Refusal):
    """Opening hours are pairs of times in order. Facts: day."""

    code = "hours-invalid"
    kind = Kind.INVALID
    sentence = _("Deze tijden kloppen niet. Schrijf bijvoorbeeld 9.00-17.00.")
