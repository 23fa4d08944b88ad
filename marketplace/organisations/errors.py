"""The refusals about organisations: one code and one sentence each."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class OrganisationNotOpen(Refusal):
    """It is not in the state this step starts from. Facts: state."""

    code = "organisation-not-open"
    kind = Kind.CONFLICT
    sentence = _("Dit kan niet meer. Kijk hoe de organisatie er nu voor staat.")


class PersonUnknown(Refusal):
    """Nobody here signs in with this mail address."""

    code = "person-unknown"
    kind = Kind.INVALID
    sentence = _("Wij kennen dit e-mailadres niet. Vraag de ander om eerst zelf mee te doen.")


class LastOfOrganisation(Refusal):
    """Somebody has to answer for the organisation."""

    code = "last-of-organisation"
    kind = Kind.CONFLICT
    sentence = _("Deze persoon is de laatste die de organisatie beheert. Kies eerst iemand anders.")


class NotAllotted(Refusal):
    """The organisation got nothing out of this programme."""

    code = "not-allotted"
    kind = Kind.FORBIDDEN
    sentence = _("Jullie mogen dit budget niet gebruiken. Kies een ander budget.")


class AllotmentTooSmall(Refusal):
    """The rewards are more than the organisation may still promise. Facts: amount, free."""

    code = "allotment-too-small"
    kind = Kind.CONFLICT
    sentence = _("Het budget van jullie organisatie is niet groot genoeg voor deze klus.")


class AllottedAlready(Refusal):
    """So much was promised already that the part cannot become this small. Facts: promised."""

    code = "allotted-already"
    kind = Kind.CONFLICT
    sentence = _("De organisatie heeft al meer beloofd dan dit bedrag.")
