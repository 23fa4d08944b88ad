"""The refusals of the currency: one code and one sentence each, shown to both sides alike."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class AmountNotPositive(Refusal):
    """Nothing, or less than nothing, was asked. Facts: amount."""

    code = "amount-not-positive"
    kind = Kind.INVALID
    sentence = _("Kies een bedrag dat hoger is dan 0.")


class AmountTooLarge(Refusal):
    """The amount is above what the rules allow at once. Facts: amount, maximum."""

    code = "amount-too-large"
    kind = Kind.INVALID
    sentence = _("Dit bedrag is te hoog. Kies een lager bedrag.")


class RewardOutside(Refusal):
    """A reward is below the minimum or above the maximum. Facts: amount, minimum, maximum."""

    code = "reward-outside-rules"
    kind = Kind.INVALID
    sentence = _("Deze beloning past niet bij de regels van je gemeente.")


class KeyReused(Refusal):
    """The idempotency key was used before for something else."""

    code = "key-reused"
    kind = Kind.CONFLICT
    sentence = _("Deze opdracht is al eerder voor iets anders gebruikt. Begin opnieuw.")


class AccountUnknown(Refusal):
    """An account of the movement does not exist here."""

    code = "account-unknown"
    kind = Kind.MISSING
    sentence = _("Deze rekening kennen we niet.")


class MovementMalformed(Refusal):
    """Fewer than two accounts, an account twice, or entries that do not sum to zero."""

    code = "movement-malformed"
    kind = Kind.INVALID
    sentence = _("Deze boeking klopt niet. Er is niets geboekt.")


class InsufficientBalance(Refusal):
    """The source has less available than asked. Facts: amount, available."""

    code = "insufficient-balance"
    kind = Kind.CONFLICT
    sentence = _("Er staat niet genoeg op deze rekening. Er is niets afgeschreven.")


class BudgetTooSmall(Refusal):
    """The programme has less left than the klus needs. Facts: amount, available."""

    code = "budget-too-small"
    kind = Kind.CONFLICT
    sentence = _("Het budget is niet groot genoeg. Kies minder plekken of een lagere beloning.")


class ProgrammeExists(Refusal):
    """Another budget has this name."""

    code = "programme-exists"
    kind = Kind.CONFLICT
    sentence = _("Er is al een budget met deze naam.")


class PeriodInvalid(Refusal):
    """It ends before it starts. Facts: field."""

    code = "period-invalid"
    kind = Kind.INVALID
    sentence = _("Kies een laatste dag na de eerste dag.")


class CoverTooSmall(Refusal):
    """There would be more coins than euros set aside for them. Facts: amount, room."""

    code = "cover-too-small"
    kind = Kind.CONFLICT
    sentence = _("Er staan niet genoeg euro’s apart voor zoveel munten. Stort eerst bij.")


class HoldTooSmall(Refusal):
    """The hold is closed or has less left than asked."""

    code = "hold-too-small"
    kind = Kind.CONFLICT
    sentence = _("Er is niet genoeg gereserveerd voor deze beloning.")


class OverLimit(Refusal):
    """A limit per period would be passed. Facts: limit."""

    code = "over-limit"
    kind = Kind.CONFLICT
    sentence = _("Je hebt het hoogste bedrag voor vandaag bereikt. Morgen kan het weer.")


class BalanceFull(Refusal):
    """The receiver would have more than the rules allow one person to keep. Facts: maximum."""

    code = "balance-full"
    kind = Kind.CONFLICT
    sentence = _("Je saldo is vol. Geef eerst wat uit.")


class RequestUnknown(Refusal):
    """No payment request has this code."""

    code = "request-unknown"
    kind = Kind.MISSING
    sentence = _("We kennen deze code niet. Kijk of je hem goed hebt overgenomen.")


class TooManyUnknownCodes(Refusal):
    """Somebody asked for many codes that do not exist."""

    code = "too-many-unknown-codes"
    kind = Kind.TOO_MANY
    sentence = _("Te veel codes die we niet kennen. Wacht tien minuten en probeer het opnieuw.")


class RequestExpired(Refusal):
    """The payment request is past its time."""

    code = "request-expired"
    kind = Kind.CONFLICT
    sentence = _("Deze code is verlopen. Vraag om een nieuwe. Er is niets afgeschreven.")


class RequestCancelled(Refusal):
    """Who asked stopped the request."""

    code = "request-cancelled"
    kind = Kind.CONFLICT
    sentence = _("Dit betaalverzoek is gestopt. Er is niets afgeschreven.")


class RequestPaid(Refusal):
    """Somebody already paid the request."""

    code = "request-paid"
    kind = Kind.CONFLICT
    sentence = _("Dit betaalverzoek is al betaald. Er is niets van je saldo af.")


class SameParty(Refusal):
    """Payer and payee are the same, or belong together."""

    code = "same-party"
    kind = Kind.CONFLICT
    sentence = _("Je kunt niet aan je eigen winkel betalen.")


class CoinsNotAccepted(Refusal):
    """No agreement makes the payer's coins good at this shop today."""

    code = "coins-not-accepted"
    kind = Kind.CONFLICT
    sentence = _("Munten van deze gemeente zijn hier (nog) niet geldig. Er is niets afgeschreven.")


class AgreementEnded(Refusal):
    """The agreement between the two tenants is past its end. Facts: ends_on."""

    code = "agreement-ended"
    kind = Kind.CONFLICT
    sentence = _(
        "De afspraak tussen deze gemeenten is afgelopen. Je munten zijn hier niet meer geldig."
    )


class AgreementSuspended(Refusal):
    """One of the two tenants has suspended the agreement."""

    code = "agreement-suspended"
    kind = Kind.CONFLICT
    sentence = _("De afspraak tussen deze gemeenten ligt stil. Je munten zijn hier nu niet geldig.")


class AgreementCapReached(Refusal):
    """The payment would pass the agreement's cap. Facts: amount, room."""

    code = "agreement-cap-reached"
    kind = Kind.CONFLICT
    sentence = _(
        "Het plafond tussen deze gemeenten is bereikt. Betaal minder, of probeer het later."
    )


class AgreementPaymentTooLarge(Refusal):
    """The payment is above what the agreement allows at once. Facts: amount, maximum."""

    code = "agreement-payment-too-large"
    kind = Kind.CONFLICT
    sentence = _("Dit bedrag is te hoog voor munten uit een andere gemeente.")


class AlreadyReversed(Refusal):
    """The transfer is itself a reversal."""

    code = "already-reversed"
    kind = Kind.CONFLICT
    sentence = _("Deze betaling is al teruggedraaid.")


class NotReversible(Refusal):
    """A transfer of this kind is put right elsewhere: by the other tenant, or by finance."""

    code = "not-reversible"
    kind = Kind.CONFLICT
    sentence = _("Deze boeking kun je hier niet terugdraaien. Vraag het aan je gemeente.")


class EarningOff(Refusal):
    """The rules know no rewards: coins are only given or bought."""

    code = "earning-off"
    kind = Kind.CONFLICT
    sentence = _("Met deze munt kun je niets verdienen. De regels van je gemeente zeggen dat.")


class NoRules(Refusal):
    """No rules are in force at this moment."""

    code = "no-rules"
    kind = Kind.CONFLICT
    sentence = _("Er gelden nog geen regels voor deze munt.")


class EarningEnded(Refusal):
    """The coin is coming to its end and nothing is earned any more. Facts: last_day."""

    code = "earning-ended"
    kind = Kind.CONFLICT
    sentence = _("Deze munt stopt. Er komen geen munten meer bij.")


class SpendingEnded(Refusal):
    """The coin has come to its end and nothing is paid with it any more. Facts: last_day."""

    code = "spending-ended"
    kind = Kind.CONFLICT
    sentence = _(
        "Deze munt is gestopt. Je kunt er niet meer mee betalen. Er is niets afgeschreven."
    )
