"""The refusals of households."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class HouseholdUnknown(Refusal):
    """No household has this code, or the code is too old."""

    code = "household-unknown"
    kind = Kind.MISSING
    sentence = _("Deze code kennen we niet. Vraag je huisgenoot om een nieuwe.")


class AlreadyAtHome(Refusal):
    """The person is in a household; one leaves it before joining another."""

    code = "already-at-home"
    kind = Kind.CONFLICT
    sentence = _("Je hoort al bij een huishouden. Meld je daar eerst af.")


class NoHousehold(Refusal):
    """The person is in no household."""

    code = "no-household"
    kind = Kind.MISSING
    sentence = _("Je hoort nog niet bij een huishouden.")


class HouseholdFull(Refusal):
    """As many people as a household can have. Facts: maximum."""

    code = "household-full"
    kind = Kind.CONFLICT
    sentence = _("Dit huishouden is vol. Klopt dat niet? Bel de gemeente.")


class TooManyHouseholdCodes(Refusal):
    """Somebody tries out codes."""

    code = "too-many-household-codes"
    kind = Kind.TOO_MANY
    sentence = _("Je hebt te vaak een verkeerde code gegeven. Probeer het over tien minuten weer.")
