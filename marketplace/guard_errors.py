"""The refusals of the guard against klussen that take somebody's paid work."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class SecondOpinionNeeded(Refusal):
    """The klus looks like paid work, and nobody has agreed to it as it is. Facts: signals."""

    code = "second-opinion-needed"
    kind = Kind.CONFLICT
    sentence = _("Deze klus lijkt op betaald werk. Vraag eerst iemand om een tweede mening.")


class ChangeNeedsOpinion(Refusal):
    """With this change an open klus looks more like paid work than was agreed. Facts: signals."""

    code = "change-needs-opinion"
    kind = Kind.CONFLICT
    sentence = _(
        "Met deze wijziging lijkt de klus op betaald werk. Maak een nieuwe klus en vraag daarvoor"
        " een tweede mening."
    )


class NothingToJudge(Refusal):
    """The klus does not look like paid work: nobody needs to be asked."""

    code = "nothing-to-judge"
    kind = Kind.CONFLICT
    sentence = _("Voor deze klus is geen tweede mening nodig. Je kunt hem openzetten.")


class NotAnAdviser(Refusal):
    """Who is asked may not judge this: not their task, or they made or ask it themselves."""

    code = "not-an-adviser"
    kind = Kind.INVALID
    sentence = _("Kies een collega die hierover mag oordelen en de klus niet zelf maakte.")


class OpinionOpen(Refusal):
    """Somebody else was asked already, and has not answered."""

    code = "opinion-open"
    kind = Kind.CONFLICT
    sentence = _("Er is al een tweede mening gevraagd. Wacht op het antwoord, of trek de vraag in.")


class WatchedInvalid(Refusal):
    """A kind of work names a category or words, and its name is there once. Facts: field."""

    code = "watched-invalid"
    kind = Kind.INVALID
    sentence = _("Kies een soort klus of vul woorden in, en geef het een naam die er nog niet is.")
