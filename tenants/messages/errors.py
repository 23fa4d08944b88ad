"""Refusals about messages and the ways they take."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class DeviceNotUsable(Refusal):
    """A browser's push address is not https at a public host, or its keys are none."""

    code = "device-not-usable"
    kind = Kind.INVALID
    sentence = _("Meldingen lukken niet met deze browser. Probeer een andere browser.")


class SmsOff(Refusal):
    """This installation sends no text messages."""

    code = "sms-off"
    kind = Kind.CONFLICT
    sentence = _("Deze gemeente stuurt geen sms.")


class NumberNotMobile(Refusal):
    """A mobile number of the Netherlands, Belgium or Germany is asked."""

    code = "number-not-mobile"
    kind = Kind.INVALID
    sentence = _("Dit is geen mobiel nummer. Vul het in als 06 12 34 56 78.")


class CodesTooMany(Refusal):
    """A code was sent less than a minute ago, or five of them on this day."""

    code = "phone-codes-too-many"
    kind = Kind.TOO_MANY
    sentence = _("We stuurden je al een code. Wacht even voordat je een nieuwe vraagt.")


class CodeWrong(Refusal):
    """Not the code that was sent. Facts: left, how many tries are left."""

    code = "phone-code-wrong"
    kind = Kind.INVALID
    sentence = _("Deze code klopt niet. Kijk nog eens in je sms.")


class CodeOver(Refusal):
    """No code is open: none was asked, its time is over, or it was guessed at too often."""

    code = "phone-code-over"
    kind = Kind.CONFLICT
    sentence = _("Deze code geldt niet meer. Vraag een nieuwe.")


class TextNotSent(Refusal):
    """The provider of text messages did not take it."""

    code = "text-not-sent"
    kind = Kind.CONFLICT
    sentence = _("De sms kon niet weg. Probeer het straks nog eens.")


class PushOff(Refusal):
    """This installation sends no notifications."""

    code = "push-off"
    kind = Kind.CONFLICT
    sentence = _("Meldingen staan bij deze gemeente uit.")
