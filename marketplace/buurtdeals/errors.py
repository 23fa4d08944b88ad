"""The refusals of buurtdeals: one code and one sentence each."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class DealDays(Refusal):
    """The season ends before it begins, lasts over a year, or the review lies outside it.

    Facts: field.
    """

    code = "deal-days"
    kind = Kind.INVALID
    sentence = _(
        "De dagen kloppen niet. Een buurtdeal duurt hoogstens een jaar, en jullie kijken samen"
        " terug op een dag in die tijd."
    )


class DealNotDraft(Refusal):
    """What was signed is not changed any more. Facts: state."""

    code = "deal-not-draft"
    kind = Kind.CONFLICT
    sentence = _("Deze buurtdeal is al getekend. Maak een nieuwe om iets te veranderen.")


class DealEmpty(Refusal):
    """A deal without a klus that comes back promises nothing."""

    code = "deal-empty"
    kind = Kind.CONFLICT
    sentence = _("Zet eerst minstens één klus in de buurtdeal.")


class DealOver(Refusal):
    """The season is past."""

    code = "deal-over"
    kind = Kind.CONFLICT
    sentence = _("Het seizoen van deze buurtdeal is voorbij.")


class SignerMissing(Refusal):
    """A deal is signed by somebody of the residents, who is named."""

    code = "signer-missing"
    kind = Kind.INVALID
    sentence = _("Schrijf op wie namens de bewoners tekende.")


class MaterialInvalid(Refusal):
    """Something is given without a name, or not between 1 and 1,000 times. Facts: maximum."""

    code = "material-invalid"
    kind = Kind.INVALID
    sentence = _("Vul bij het materiaal een naam en een aantal van 1 tot 1.000 in.")


class HandOverTooEarly(Refusal):
    """Material is handed over from two weeks before its day on. Facts: opens_on."""

    code = "hand-over-too-early"
    kind = Kind.CONFLICT
    sentence = _("Dit materiaal is nog niet aan de beurt. Het kan vanaf twee weken van tevoren.")


class GivenInvalid(Refusal):
    """What was handed over is not counted for each thing, or below nothing. Facts: maximum."""

    code = "given-invalid"
    kind = Kind.INVALID
    sentence = _("Vul bij elk ding in hoeveel je meegaf: 0 tot 1.000.")
