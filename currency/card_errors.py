"""The refusals of cards: one code and one sentence each. None of them says whose card it is."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class CardsOff(Refusal):
    """The rules know no cards."""

    code = "cards-off"
    kind = Kind.CONFLICT
    sentence = _("In deze gemeente betaal je niet met een kaart.")


class CardUnknown(Refusal):
    """No card has this code, or its signature is not ours."""

    code = "card-unknown"
    kind = Kind.MISSING
    sentence = _("Deze kaart kennen we niet. Kijk of de code klopt.")


class CardOfAnotherTown(Refusal):
    """A card is good in its own town alone."""

    code = "card-of-another-town"
    kind = Kind.CONFLICT
    sentence = _("Deze kaart is van een andere gemeente. Hij is alleen daar geldig.")


class CardBlocked(Refusal):
    """The card is out of use, from the moment somebody said so."""

    code = "card-blocked"
    kind = Kind.CONFLICT
    sentence = _("Deze kaart is geblokkeerd. Er is niets betaald.")


class CardReplaced(Refusal):
    """The holder has another card by now."""

    code = "card-replaced"
    kind = Kind.CONFLICT
    sentence = _("Deze kaart is vervangen door een nieuwe. Er is niets betaald.")


class CardLocked(Refusal):
    """Too many wrong PINs: only a new PIN helps."""

    code = "card-locked"
    kind = Kind.CONFLICT
    sentence = _("De pincode was te vaak fout. Vraag een nieuwe pincode bij de gemeente.")


class CardNotPrinted(Refusal):
    """The card has no PIN yet: nobody has it in hand."""

    code = "card-not-printed"
    kind = Kind.CONFLICT
    sentence = _("Deze kaart heeft nog geen pincode. Druk hem eerst af.")


class PinNeeded(Refusal):
    """The code alone is not enough for this. Facts: amount."""

    code = "pin-needed"
    kind = Kind.CONFLICT
    sentence = _("Voor dit bedrag is de pincode nodig.")


class PinWrong(Refusal):
    """Not the PIN of this card. Facts: left (how often one may still try)."""

    code = "pin-wrong"
    kind = Kind.CONFLICT
    sentence = _("De pincode klopt niet. Er is niets betaald.")


class CardInUse(Refusal):
    """The holder has a card already: it can be replaced."""

    code = "card-in-use"
    kind = Kind.CONFLICT
    sentence = _("Deze inwoner heeft al een kaart. Vervang die, of blokkeer hem eerst.")


class CardForYourself(Refusal):
    """Staff make cards for others."""

    code = "card-for-yourself"
    kind = Kind.FORBIDDEN
    sentence = _("Je kunt geen kaart voor jezelf maken. Vraag een collega.")
