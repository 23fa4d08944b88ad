"""The refusals of paying each other: who may, out of which pot, up to which limit."""

from django.utils.translation import gettext_lazy as _

from currency.errors import OverLimit
from tenants.errors import Kind, Refusal


class OverMonthLimit(Refusal):
    """What one may pay in a calendar month would be passed. Facts: limit."""

    code = "over-month-limit"
    kind = Kind.CONFLICT
    sentence = _("Je hebt het hoogste bedrag voor deze maand bereikt. Volgende maand kan het weer.")


class OverPotLimit(Refusal):
    """What one may pay out of one pot would be passed, by a payment at the same moment."""

    code = "over-pot-limit"
    kind = Kind.CONFLICT
    sentence = _("Je betaalde net al iets anders. Probeer het nog een keer.")


class MayNotPay(Refusal):
    """Payments of this kind do not exist: a budget or another town is not paid by a request."""

    code = "may-not-pay"
    kind = Kind.FORBIDDEN
    sentence = _("Hieraan kun je niet betalen.")


class ResidentsMayNotPayEachOther(MayNotPay):
    """The rules do not let residents pay residents."""

    code = "residents-may-not-pay-each-other"
    sentence = _("In deze gemeente kun je met je munten niet aan andere inwoners betalen.")


class ShopsMayNotPayEachOther(MayNotPay):
    """The rules do not let shops pay shops."""

    code = "shops-may-not-pay-each-other"
    sentence = _("In deze gemeente kan een winkel niet met munten aan een andere winkel betalen.")


class ShopsMayNotPayResidents(MayNotPay):
    """The rules do not let shops pay residents."""

    code = "shops-may-not-pay-residents"
    sentence = _("In deze gemeente kan een winkel niet met munten aan een inwoner betalen.")


class PayingYourself(Refusal):
    """Payer and payee are one person."""

    code = "paying-yourself"
    kind = Kind.CONFLICT
    sentence = _("Je kunt niet aan jezelf betalen.")


class ReceiverFull(Refusal):
    """The receiver would have more than the rules allow. No facts: their balance is theirs."""

    code = "receiver-full"
    kind = Kind.CONFLICT
    sentence = _("De ander kan dit bedrag er nu niet bij hebben. Er is niets afgeschreven.")


class AbroadNotSpent(Refusal):
    """The payer's own rules keep the coins in town."""

    code = "abroad-not-spent"
    kind = Kind.CONFLICT
    sentence = _("Met je munten kun je alleen in je eigen gemeente betalen.")


class AbroadNotAccepted(Refusal):
    """The rules of the shop's town take no coins of others."""

    code = "abroad-not-accepted"
    kind = Kind.CONFLICT
    sentence = _("Winkels in deze gemeente nemen nu geen munten van andere gemeenten aan.")


class RequestDeclined(Refusal):
    """The payer it was meant for said no."""

    code = "request-declined"
    kind = Kind.CONFLICT
    sentence = _("Dit betaalverzoek is afgewezen. Er is niets afgeschreven.")


class TooManyOpenRequests(Refusal):
    """Somebody asks for more before what was asked is answered. Facts: maximum."""

    code = "too-many-open-requests"
    kind = Kind.CONFLICT
    sentence = _("Je hebt al veel verzoeken open staan. Stop er een, of wacht op een antwoord.")


class SharesInvalid(Refusal):
    """The shares of a bill are too few, too many, or not together its total. Facts: total."""

    code = "shares-invalid"
    kind = Kind.INVALID
    sentence = _("De delen zijn samen niet het hele bedrag. Deel met 2 tot 20 mensen.")


class ContributionUnknown(Refusal):
    """No contribution of this payer has this number."""

    code = "contribution-unknown"
    kind = Kind.MISSING
    sentence = _("Deze vaste bijdrage is er niet (meer).")


class ContributionExists(Refusal):
    """The payer has one to this payee already."""

    code = "contribution-exists"
    kind = Kind.CONFLICT
    sentence = _("Je hebt hier al een vaste bijdrage aan. Stop die eerst.")


class ContributionDayPast(Refusal):
    """It would begin before today. Facts: field."""

    code = "contribution-day-past"
    kind = Kind.INVALID
    sentence = _("Kies een eerste dag vanaf vandaag.")


def over(limit: str) -> Refusal:
    """The refusal for a counter by its name; one of a pot has the pot behind a colon."""
    if ":" in limit:
        return OverPotLimit(limit=limit)
    return OverMonthLimit(limit=limit) if limit == "paid-per-month" else OverLimit(limit=limit)
