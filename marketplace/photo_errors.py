"""The refusals around photos of work and who checks them."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class NotYourKlus(Refusal):
    """Others were named to check this klus."""

    code = "not-your-klus"
    kind = Kind.FORBIDDEN
    sentence = _("Deze klus kijkt een collega na. Vraag de organisator om je erbij te zetten.")


class CheckerMayNot(Refusal):
    """Somebody who was named may not check work at all. Facts: person."""

    code = "checker-may-not"
    kind = Kind.INVALID
    sentence = _("Kies mensen die werk mogen nakijken.")


class PhotoTermInvalid(Refusal):
    """A term is between a week and two years. Facts: minimum, maximum."""

    code = "photo-term-invalid"
    kind = Kind.INVALID
    sentence = _("Kies een aantal dagen van 7 tot en met 730.")
