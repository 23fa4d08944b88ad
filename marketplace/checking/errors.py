"""The refusals of checking: one code and one sentence each."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class SameHousehold(Refusal):
    """Nobody decides on the work of somebody they live with, or lived with since the sign-up."""

    code = "same-household"
    kind = Kind.FORBIDDEN
    sentence = _("Deze inwoner hoort bij jouw huishouden. Vraag een collega.")


class BatchEmpty(Refusal):
    """Nothing was chosen, or nothing of it waits for this person."""

    code = "batch-empty"
    kind = Kind.INVALID
    sentence = _("Kies eerst welke klussen je goedkeurt.")


class BatchTooLarge(Refusal):
    """More than can be looked at in one go. Facts: maximum."""

    code = "batch-too-large"
    kind = Kind.INVALID
    sentence = _("Kies niet meer dan 200 klussen in één keer.")


class UndoTooLate(Refusal):
    """The ten minutes are over, or the rewards are on their way."""

    code = "undo-too-late"
    kind = Kind.CONFLICT
    sentence = _("De tien minuten zijn voorbij. Dit kun je niet meer terugdraaien.")


class NotYourBatch(Refusal):
    """Only who approved takes it back."""

    code = "not-your-batch"
    kind = Kind.FORBIDDEN
    sentence = _("Alleen wie goedkeurde, kan dit terugdraaien.")


class NoSecondLook(Refusal):
    """The time to ask is over, the rules know no second look, or it was asked already."""

    code = "no-second-look"
    kind = Kind.CONFLICT
    sentence = _("Je kunt voor deze klus geen tweede blik (meer) vragen.")


class SamePersonAgain(Refusal):
    """Who rejected the work does not take the second look at it."""

    code = "same-person-again"
    kind = Kind.FORBIDDEN
    sentence = _("Jij wees deze klus af. Een collega geeft de tweede blik.")


class WordsMissing(Refusal):
    """Who asks for a second look says why."""

    code = "words-missing"
    kind = Kind.INVALID
    sentence = _("Schrijf op wat we nog een keer moeten bekijken.")


class CodeNeeded(Refusal):
    """This klus is checked by a code that stands on a screen at the place itself."""

    code = "code-needed"
    kind = Kind.CONFLICT
    sentence = _("Bij deze klus typ je de code van het scherm. Vraag ernaar bij de balie.")


class CodeWrong(Refusal):
    """The code is not the one on the screen now, or no screen is open."""

    code = "code-wrong"
    kind = Kind.INVALID
    sentence = _("Deze code klopt niet. Kijk op het scherm; de code verandert elke minuut.")


class TooManyWrongCodes(Refusal):
    """Somebody tries codes out."""

    code = "too-many-wrong-codes"
    kind = Kind.TOO_MANY
    sentence = _("Je gaf te vaak een verkeerde code. Probeer het over tien minuten weer.")


class DoneTooSoon(Refusal):
    """Not even half of the time of the klus has passed. Facts: from_at."""

    code = "done-too-soon"
    kind = Kind.CONFLICT
    sentence = _("Je bent nog maar net begonnen. Geef de code als de klus klaar is.")


class WayOfChecking(Refusal):
    """The klus is checked in another way than this. Facts: checking."""

    code = "way-of-checking"
    kind = Kind.CONFLICT
    sentence = _("Deze klus wordt op een andere manier nagekeken.")
