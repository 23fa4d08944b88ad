"""Refusals about shops as partners: their terms, account, people, places and pauses."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class VatInvalid(Refusal):
    """The VAT number is not one of a European country."""

    code = "vat-invalid"
    kind = Kind.INVALID
    sentence = _("Dit btw-nummer klopt niet. Een Nederlands nummer is zoals NL004495445B01.")


class TermsNotAccepted(Refusal):
    """The shop has not agreed to the terms. Facts: version (the one that holds now)."""

    code = "terms-not-accepted"
    kind = Kind.CONFLICT
    sentence = _("Ga eerst akkoord met de voorwaarden voor winkels.")


class TermsOutdated(Refusal):
    """Another version of the terms holds by now. Facts: version (the one that holds now)."""

    code = "terms-outdated"
    kind = Kind.CONFLICT
    sentence = _("Er is intussen een nieuwe versie van de voorwaarden. Lees die eerst.")


class AccountUnchanged(Refusal):
    """This is the account the shop has already."""

    code = "account-unchanged"
    kind = Kind.CONFLICT
    sentence = _("Dit rekeningnummer hebben we al. Je hoeft niets te doen.")


class AccountChangeWaits(Refusal):
    """Another account was asked for already, and still waits."""

    code = "account-change-waits"
    kind = Kind.CONFLICT
    sentence = _("Er wacht al een nieuw rekeningnummer. Trek dat eerst in.")


class AccountChangeOver(Refusal):
    """The change is in use, declined or withdrawn. Facts: state."""

    code = "account-change-over"
    kind = Kind.CONFLICT
    sentence = _("Deze wijziging is al afgehandeld.")


class InvitationOver(Refusal):
    """The invitation was used, withdrawn, or its days are past."""

    code = "invitation-over"
    kind = Kind.CONFLICT
    sentence = _("Deze uitnodiging geldt niet meer. Vraag de winkel om een nieuwe.")


class InvitationForAnother(Refusal):
    """The invitation went to another mail address than the one that signed in."""

    code = "invitation-for-another"
    kind = Kind.FORBIDDEN
    sentence = _(
        "Deze uitnodiging ging naar een ander e-mailadres. Log in met het adres waarop ze kwam."
    )


class TooManyInvitations(Refusal):
    """The shop has as many invitations open as it may. Facts: maximum."""

    code = "too-many-invitations"
    kind = Kind.TOO_MANY
    sentence = _("Er staan al veel uitnodigingen open. Trek er eerst een in.")


class WorksThereAlready(Refusal):
    """The person with this address has a seat at the shop."""

    code = "works-there-already"
    kind = Kind.CONFLICT
    sentence = _("Deze persoon werkt al in je winkel.")


class LastOwner(Refusal):
    """A shop keeps at least one owner."""

    code = "last-owner"
    kind = Kind.CONFLICT
    sentence = _("Een winkel heeft altijd een eigenaar. Maak eerst iemand anders eigenaar.")


class MerchantPaused(Refusal):
    """The shop takes no coins for a while."""

    code = "merchant-paused"
    kind = Kind.CONFLICT
    sentence = _("Deze winkel neemt nu even niets aan. Zet ‘aannemen’ weer aan bij Mijn winkel.")


class NameTaken(Refusal):
    """The shop has a place or a till of this name already."""

    code = "shop-name-taken"
    kind = Kind.CONFLICT
    sentence = _("Deze naam gebruik je al. Kies een andere.")


class BranchClosed(Refusal):
    """No till is used at a branch that is closed."""

    code = "branch-closed"
    kind = Kind.CONFLICT
    sentence = _("Deze vestiging is gesloten. Open de vestiging eerst.")
