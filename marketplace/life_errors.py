"""The refusals of ideas, of checking a klus and of changing one."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class TooManyIdeas(Refusal):
    """The resident has so many ideas that wait for an answer. Facts: maximum."""

    code = "too-many-ideas"
    kind = Kind.TOO_MANY
    sentence = _("Je hebt al veel ideeën ingestuurd. Wacht eerst op antwoord, of trek er een in.")


class KlusNotChecked(Refusal):
    """The municipality wants another organiser to look before a klus is published."""

    code = "klus-not-checked"
    kind = Kind.CONFLICT
    sentence = _("Een collega kijkt deze klus eerst na. Daarna kun je hem openzetten.")


class KlusChecksItself(Refusal):
    """Who made a klus does not check it."""

    code = "klus-checks-itself"
    kind = Kind.FORBIDDEN
    sentence = _("Jij maakte deze klus. Laat een collega hem nakijken.")


class KlusFixed(Refusal):
    """What people signed up for, its reward and length, stays as it is. Facts: field."""

    code = "klus-fixed"
    kind = Kind.CONFLICT
    sentence = _("De beloning en hoe lang het duurt staan vast zodra de klus open staat.")


class PlacesTaken(Refusal):
    """There are more people than the moment would have places. Facts: taken."""

    code = "places-taken"
    kind = Kind.CONFLICT
    sentence = _("Er hebben zich al meer mensen aangemeld. Kies minstens zoveel plekken.")


class MovedTooFar(Refusal):
    """A moment with people stays in its month: their limit counts by the month of the work."""

    code = "moved-too-far"
    kind = Kind.CONFLICT
    sentence = _(
        "Er doen al mensen mee. Kies een dag in dezelfde maand, of gelast de klus af en maak een"
        " nieuwe."
    )


class NothingChanged(Refusal):
    """Everything is as it was."""

    code = "nothing-changed"
    kind = Kind.INVALID
    sentence = _("Je hebt niets veranderd.")
