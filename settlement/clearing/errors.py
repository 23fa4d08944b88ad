"""The refusals of clearing: one code and one sentence each."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class NothingToClear(Refusal):
    """No pair has a debt that may be cleared. Facts: left_out (pairs whose books differ)."""

    code = "nothing-to-clear"
    kind = Kind.CONFLICT
    sentence = _("Er is nu niets te verrekenen.")


class RunInPreparation(Refusal):
    """Another run of the region is a draft or waits for the towns. Facts: number."""

    code = "clearing-run-in-preparation"
    kind = Kind.CONFLICT
    sentence = _("Er ligt al een ronde klaar. Rond die eerst af, of trek hem in.")


class CutOffInFuture(Refusal):
    """A run clears what was paid, not what will be."""

    code = "cut-off-in-future"
    kind = Kind.INVALID
    sentence = _("Kies een moment dat al voorbij is.")


class RunNotOpen(Refusal):
    """The run is not in the state this step needs. Facts: state."""

    code = "clearing-run-not-open"
    kind = Kind.CONFLICT
    sentence = _("Deze stap kan niet meer, of nog niet. Kijk hoever de ronde is.")


class TownCoverMissing(Refusal):
    """The town has fewer euros set aside than it would pay. Facts: cents, available."""

    code = "clearing-cover-missing"
    kind = Kind.CONFLICT
    sentence = _("Er staan niet genoeg euro’s apart om dit te betalen. Stort eerst bij.")


class PaymentNotOpen(Refusal):
    """The payment is not in the state this step needs. Facts: state."""

    code = "clearing-payment-not-open"
    kind = Kind.CONFLICT
    sentence = _("Deze stap kan niet meer, of nog niet. Kijk hoever deze betaling is.")


class BankReferenceInvalid(Refusal):
    """Not what a bank calls a payment."""

    code = "bank-reference-invalid"
    kind = Kind.INVALID
    sentence = _(
        "Neem het kenmerk van de bank over: letters, cijfers, punten en streepjes, "
        "met minstens één cijfer en zonder spaties."
    )
