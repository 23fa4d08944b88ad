"""The refusals of the waiting list, of signing off and of a partial reward."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class PlaceFree(Refusal):
    """There is a place: nobody needs to wait for one."""

    code = "place-free"
    kind = Kind.CONFLICT
    sentence = _("Er is nog plek bij dit moment. Je kunt meteen meedoen.")


class SignOffTooLate(Refusal):
    """The moment is over: who was not there has missed it."""

    code = "sign-off-too-late"
    kind = Kind.CONFLICT
    sentence = _("Dit moment is voorbij. Afmelden kan niet meer. Vraag de organisator om hulp.")


class PartInvalid(Refusal):
    """A part is at least one minor unit and less than the whole reward. Facts: maximum."""

    code = "part-invalid"
    kind = Kind.INVALID
    sentence = _("Vul een deel in: meer dan niets en minder dan de hele beloning.")


class PartNotYet(Refusal):
    """The rules ask for more people to look, and the last of them decides on a part."""

    code = "part-not-yet"
    kind = Kind.CONFLICT
    sentence = _("Naar dit werk kijkt eerst nog een collega. De laatste kan het deels goedkeuren.")
