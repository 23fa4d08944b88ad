"""The refusals of giving back and of disputes, shown to both sides alike."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class RefundTooLarge(Refusal):
    """More is asked back than is left of the payment. Facts: amount, left."""

    code = "refund-too-large"
    kind = Kind.CONFLICT
    sentence = _("Zoveel is er niet meer over van deze betaling. Kies een lager bedrag.")


class PartlyRefunded(Refusal):
    """A payment of which a part was given back is not undone as a whole. Facts: left."""

    code = "partly-refunded"
    kind = Kind.CONFLICT
    sentence = _("Van deze betaling is al een deel teruggegeven. Geef terug wat er over is.")


class RefundNotCovered(Refusal):
    """The receiver has less left than is to be given back. Facts: amount."""

    code = "refund-not-covered"
    kind = Kind.CONFLICT
    sentence = _(
        "De winkel heeft deze munten niet meer: ze zijn al ingewisseld. Er is niets teruggegeven."
    )


class DisputeTooLate(Refusal):
    """The payment is longer ago than one may report it. Facts: days."""

    code = "dispute-too-late"
    kind = Kind.CONFLICT
    sentence = _("Deze betaling is te lang geleden om nog te melden. Bel je gemeente.")


class DisputeAbroad(Refusal):
    """The shop stands in another municipality, where nobody here can set its coins aside."""

    code = "dispute-abroad"
    kind = Kind.CONFLICT
    sentence = _(
        "Deze winkel hoort bij een andere gemeente. Los het op met de winkel, of bel je gemeente."
    )


class DisputeOpen(Refusal):
    """The payment was reported already and is not decided yet."""

    code = "dispute-open"
    kind = Kind.CONFLICT
    sentence = _("Je hebt deze betaling al gemeld. De gemeente kijkt ernaar.")


class DisputeDecided(Refusal):
    """The report is no longer open. Facts: state."""

    code = "dispute-decided"
    kind = Kind.CONFLICT
    sentence = _("Over deze melding is al beslist.")


class NotImpartial(Refusal):
    """Who paid, or works at the shop, does not decide about the payment."""

    code = "not-impartial"
    kind = Kind.FORBIDDEN
    sentence = _("Je hoort zelf bij deze betaling. Laat een collega beslissen.")


class NotRefundable(Refusal):
    """This is no payment of which something can be given back."""

    code = "not-refundable"
    kind = Kind.CONFLICT
    sentence = _("Van deze boeking kun je niets teruggeven.")
