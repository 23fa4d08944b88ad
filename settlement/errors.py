"""The refusals of settlement: one code and one sentence each."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class NothingToRedeem(Refusal):
    """No receipt of the shop is old enough, or too little is. Facts: coins, minimum."""

    code = "nothing-to-redeem"
    kind = Kind.CONFLICT
    sentence = _(
        "Er is nu niets om uit te betalen. Kijk op welke datum je volgende bedrag vrijkomt."
    )


class BelowMinimum(Refusal):
    """Less is ready than the rules pay out at once. Facts: coins, minimum."""

    code = "below-minimum"
    kind = Kind.CONFLICT
    sentence = _("Er staat nog te weinig klaar om uit te betalen.")


class CoverMissing(Refusal):
    """The municipality has fewer euros set aside than it owes this shop. Facts: cents."""

    code = "cover-missing"
    kind = Kind.CONFLICT
    sentence = _(
        "De gemeente heeft nu te weinig euro’s apart staan. Je heitjes zijn veilig. "
        "Vraag de gemeente wanneer het weer kan."
    )


class NothingToPay(Refusal):
    """No shop has a payable that can go into a batch."""

    code = "nothing-to-pay"
    kind = Kind.CONFLICT
    sentence = _("Er staat nu niets klaar om uit te betalen.")


class NoBankAccount(Refusal):
    """The municipality has not said which bank account it pays from."""

    code = "no-bank-account"
    kind = Kind.CONFLICT
    sentence = _("Vul eerst in van welke bankrekening de gemeente betaalt.")


class IbanInvalid(Refusal):
    """The account number fails its check."""

    code = "iban-invalid"
    kind = Kind.INVALID
    sentence = _("Dit rekeningnummer (IBAN) klopt niet. Kijk of je een teken mist.")


class BatchNotOpen(Refusal):
    """The batch is not in the state this step needs. Facts: state."""

    code = "batch-not-open"
    kind = Kind.CONFLICT
    sentence = _("Deze stap kan niet meer, of nog niet. Kijk hoever de batch is.")


class BatchChanged(Refusal):
    """The lines of the batch are not what its total says, or the file fails its check."""

    code = "batch-changed"
    kind = Kind.CONFLICT
    sentence = _("Deze batch klopt niet meer. Trek hem in en maak een nieuwe.")


class BankNotConnected(Refusal):
    """No bank takes files by itself here: somebody brings them."""

    code = "bank-not-connected"
    kind = Kind.CONFLICT
    sentence = _("Er is geen bank gekoppeld. Haal het bestand op en breng het zelf naar de bank.")


class DeliveryFailed(Refusal):
    """The bank did not take the file, or did not answer. Facts: status."""

    code = "delivery-failed"
    kind = Kind.CONFLICT
    sentence = _("De bank antwoordt niet. Heitje probeert het vanzelf opnieuw.")


class FileTooLarge(Refusal):
    """A bank file above the size the house reads. Facts: maximum_bytes."""

    code = "bank-file-too-large"
    kind = Kind.INVALID
    sentence = _("Dit bestand is te groot. Vraag de bank om een bestand per dag.")


class FileUnreadable(Refusal):
    """Not a bank file the house knows, or broken. Facts: why."""

    code = "bank-file-unreadable"
    kind = Kind.INVALID
    sentence = _("Dit bestand kunnen we niet lezen. Kies een camt.053, camt.054 of pain.002.")


class FileSumsWrong(Refusal):
    """Opening balance and movements do not lead to the closing balance."""

    code = "bank-file-sums-wrong"
    kind = Kind.INVALID
    sentence = _("De bedragen in dit bestand kloppen niet met elkaar. Er is niets geboekt.")


class FileOfAnotherAccount(Refusal):
    """The file speaks of an account that is not the municipality's."""

    code = "bank-file-other-account"
    kind = Kind.INVALID
    sentence = _("Dit bestand gaat over een andere bankrekening. Er is niets geboekt.")


class EntryNotOpen(Refusal):
    """The movement has been dealt with before. Facts: state."""

    code = "bank-entry-not-open"
    kind = Kind.CONFLICT
    sentence = _("Deze regel is al verwerkt.")


class NotADeposit(Refusal):
    """Only money that came in can be booked as cover."""

    code = "not-a-deposit"
    kind = Kind.INVALID
    sentence = _("Alleen geld dat binnenkwam kun je als dekking boeken.")


class NoShop(Refusal):
    """The person owns no shop here, or only works at its till."""

    code = "no-shop"
    kind = Kind.FORBIDDEN
    sentence = _("Alleen de eigenaar van een winkel kan bij de uitbetalingen.")


class UnknownBatch(Refusal):
    """The bank answers a batch that never left this house."""

    code = "bank-file-unknown-batch"
    kind = Kind.INVALID
    sentence = _(
        "Dit antwoord gaat over een batch die hier niet is verstuurd. Er is niets geboekt."
    )


class NumberTwice(Refusal):
    """Two positions of the books would have the same number. Facts: number."""

    code = "number-twice"
    kind = Kind.INVALID
    sentence = _("Twee rekeningen hebben hetzelfde nummer. Geef elke rekening een eigen nummer.")


class TaxNumberMissing(Refusal):
    """An audit file names whose books it is; the municipality has not said so yet."""

    code = "tax-number-missing"
    kind = Kind.CONFLICT
    sentence = _("Vul eerst het fiscale nummer van de gemeente in. Dat staat in een auditfile.")


class AccountOutdated(Refusal):
    """A shop in the draft has another account by now. Facts: lines."""

    code = "account-outdated"
    kind = Kind.CONFLICT
    sentence = _(
        "Een winkel in deze batch heeft intussen een ander rekeningnummer. Laat die regel weg; "
        "de winkel gaat dan mee met de volgende batch."
    )
