"""The refusals of the marketplace: one code and one sentence each."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class StepNotPossible(Refusal):
    """The thing is in a state that this step does not start from. Facts: state, verb."""

    code = "step-not-possible"
    kind = Kind.CONFLICT
    sentence = _("Dit kan niet meer. Kijk hoe de klus er nu voor staat.")


class SlotFull(Refusal):
    """All places of the moment are taken."""

    code = "slot-full"
    kind = Kind.CONFLICT
    sentence = _("Dit moment is vol. Kies een ander moment.")


class SlotPast(Refusal):
    """The moment has begun or is over."""

    code = "slot-past"
    kind = Kind.CONFLICT
    sentence = _("Dit moment is al geweest. Kies een ander moment.")


class AlreadySignedUp(Refusal):
    """The resident has this place already."""

    code = "already-signed-up"
    kind = Kind.CONFLICT
    sentence = _("Je staat al op de lijst voor dit moment.")


class KlusNotOpen(Refusal):
    """The klus takes nobody now. Facts: state."""

    code = "klus-not-open"
    kind = Kind.CONFLICT
    sentence = _("Voor deze klus kun je je niet (meer) aanmelden.")


class CheckInTooEarly(Refusal):
    """Work begins from half an hour before the start, whoever says so. Facts: opens_at."""

    code = "check-in-too-early"
    kind = Kind.CONFLICT
    sentence = _("Je kunt pas beginnen vanaf een half uur voor de klus.")


class CheckInTooLate(Refusal):
    """The day of the moment is over."""

    code = "check-in-too-late"
    kind = Kind.CONFLICT
    sentence = _("De dag van deze klus is voorbij. Vraag de organisator om hulp.")


class SelfApproval(Refusal):
    """Nobody decides on their own work."""

    code = "self-approval"
    kind = Kind.FORBIDDEN
    sentence = _("Je kunt je eigen klus niet nakijken. Vraag een collega.")


class ResidentBalanceFull(Refusal):
    """The resident may not keep more; the work stays in the queue. Facts: maximum."""

    code = "resident-balance-full"
    kind = Kind.CONFLICT
    sentence = _(
        "Het saldo van deze inwoner is vol. Het werk blijft hier staan."
        " Keur het goed zodra er weer ruimte is."
    )


class ResidentLimitReached(Refusal):
    """The resident would receive more than a volunteer may; the work stays in the queue.

    Facts, in cents, as of VolunteerLimitReached.
    """

    code = "resident-limit-reached"
    kind = Kind.CONFLICT
    sentence = _(
        "Hiermee ontvangt een inwoner meer dan een vrijwilliger per maand of jaar mag ontvangen."
        " Het werk blijft hier staan."
    )


class GroupTogether(Refusal):
    """A group is approved as a whole: its reward is parted over who took part."""

    code = "group-together"
    kind = Kind.CONFLICT
    sentence = _("Dit is een groepsklus. Keur de hele groep in één keer goed.")


class GroupNotReady(Refusal):
    """Somebody of the group has not handed in and is not marked as missing. Facts: waiting."""

    code = "group-not-ready"
    kind = Kind.CONFLICT
    sentence = _(
        "Nog niet iedereen van deze groep is klaar. Wacht op de foto’s, of vink af wie niet kwam."
    )


class NothingToApprove(Refusal):
    """Nobody's work of this moment waits to be checked by this person."""

    code = "nothing-to-approve"
    kind = Kind.CONFLICT
    sentence = _("Van dit moment wacht er geen werk meer op jou.")


class MinutesInvalid(Refusal):
    """Somebody was there for less than a minute or longer than the moment took. Facts: maximum."""

    code = "minutes-invalid"
    kind = Kind.INVALID
    sentence = _("Vul voor iedereen hele minuten in, niet meer dan de klus duurde.")


class ReasonMissing(Refusal):
    """Sending back, rejecting and calling off say why."""

    code = "reason-missing"
    kind = Kind.INVALID
    sentence = _("Schrijf op waarom. De inwoner leest dit.")


class PhotoTooLarge(Refusal):
    """The photo is above the limit of bytes or of pixels. Facts: maximum."""

    code = "photo-too-large"
    kind = Kind.INVALID
    sentence = _("Deze foto is te groot. Kies een kleinere foto, tot 10 MB.")


class PhotoNotAPhoto(Refusal):
    """The bytes are no JPEG, PNG or WebP that opens."""

    code = "photo-not-a-photo"
    kind = Kind.INVALID
    sentence = _("Dit bestand is geen foto die we kunnen openen. Kies een JPG, PNG of WebP.")


class PhotoHeic(PhotoNotAPhoto):
    """An iPhone's own format, which browsers cannot show."""

    code = "photo-heic"
    sentence = _(
        "Dit is een HEIC-foto. Kies op je iPhone bij Camera, Formaten: Meest compatibel."
        " Of stuur een JPG."
    )


class KlusWithoutSlots(Refusal):
    """A klus has at least one moment."""

    code = "klus-without-slots"
    kind = Kind.INVALID
    sentence = _("Kies minstens één moment voor deze klus.")


class MomentInvalid(Refusal):
    """A moment ends before it starts, is there twice, or has too few or too many places.

    Facts: field, maximum.
    """

    code = "moment-invalid"
    kind = Kind.INVALID
    sentence = _("Een moment klopt niet. Kijk naar begin, einde en plekken, en kies elk één keer.")


class SlotOutsideProgramme(Refusal):
    """A moment lies before the programme starts or after it ends. Facts: starts_on, ends_on."""

    code = "slot-outside-programme"
    kind = Kind.CONFLICT
    sentence = _("Een moment valt buiten de looptijd van dit budget. Kies een andere datum.")


class MerchantNotOpen(Refusal):
    """The shop is not approved (yet), or has stopped. Facts: state."""

    code = "merchant-not-open"
    kind = Kind.CONFLICT
    sentence = _("Deze winkel doet (nog) niet mee. Vraag je gemeente hoe het ervoor staat.")


class IbanInvalid(Refusal):
    """The account number does not add up."""

    code = "iban-invalid"
    kind = Kind.INVALID
    sentence = _("Dit rekeningnummer klopt niet. Kijk het nog eens na.")


class KvkInvalid(Refusal):
    """A Chamber of Commerce number is 8 digits."""

    code = "kvk-invalid"
    kind = Kind.INVALID
    sentence = _("Een KVK-nummer heeft 8 cijfers.")


class NoTill(Refusal):
    """The person works at no till of an approved shop."""

    code = "no-till"
    kind = Kind.FORBIDDEN
    sentence = _("Je hebt geen kassa. Vraag het aan de eigenaar van de winkel.")


class RefundAbroad(Refusal):
    """The payment has a second half in another municipality, which no shop can undo."""

    code = "refund-abroad"
    kind = Kind.CONFLICT
    sentence = _(
        "Deze klant betaalde met munten van een andere gemeente. Dat kun je niet zelf"
        " terugdraaien. Overleg met je gemeente."
    )


class RefundByStaff(Refusal):
    """The sum is above what a shop gives back by itself. Facts: amount, maximum."""

    code = "refund-by-staff"
    kind = Kind.FORBIDDEN
    sentence = _("Zo’n hoog bedrag kun je niet zelf teruggeven. Vraag het aan je gemeente.")


class RefundWholeOnly(Refusal):
    """The rules let a shop give back a payment as a whole only."""

    code = "refund-whole-only"
    kind = Kind.FORBIDDEN
    sentence = _("In jouw gemeente geef je een betaling alleen in één keer helemaal terug.")


class RefundTooLate(Refusal):
    """The payment is past the holding period."""

    code = "refund-too-late"
    kind = Kind.CONFLICT
    sentence = _("Deze betaling kun je niet meer terugdraaien. Overleg met de gemeente.")


class NotTheOwner(Refusal):
    """Staff of a shop asked for what its owner alone decides."""

    code = "not-the-owner"
    kind = Kind.FORBIDDEN
    sentence = _("Dit kan alleen de eigenaar van de winkel.")
