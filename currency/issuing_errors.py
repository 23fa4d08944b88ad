"""The refusals of budgets, of giving coins from a list and of buying them."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class ProgrammeCapReached(Refusal):
    """The budget would be given more than it may ever be given. Facts: amount, room."""

    code = "programme-cap-reached"
    kind = Kind.CONFLICT
    sentence = _("Dit budget krijgt dan meer dan het hoogstens mag krijgen. Kies een lager bedrag.")


class ProgrammeNotRunning(Refusal):
    """The budget's period has not begun or is over. Facts: starts_on, ends_on."""

    code = "programme-not-running"
    kind = Kind.CONFLICT
    sentence = _("Dit budget is nog niet begonnen of is al afgelopen. Kies een ander budget.")


class ListUnreadable(Refusal):
    """The file is no list of lines with a person and an amount. Facts: why."""

    code = "list-unreadable"
    kind = Kind.INVALID
    sentence = _("Deze lijst kunnen we niet lezen. Bewaar hem als CSV, met hoogstens 5.000 regels.")


class ListInvalid(Refusal):
    """Lines are wrong, so nothing is done. Facts: lines, each with its number and why."""

    code = "list-invalid"
    kind = Kind.INVALID
    sentence = _("Er kloppen regels niet. Er is niets klaargezet. Verbeter ze en stuur opnieuw.")


class HandOutTwice(Refusal):
    """The same list was put forward under the same name before. Facts: hand_out."""

    code = "hand-out-twice"
    kind = Kind.CONFLICT
    sentence = _("Deze lijst is al eerder klaargezet met dezelfde naam.")


class HandOutNotOpen(Refusal):
    """It was done or stopped already. Facts: state."""

    code = "hand-out-not-open"
    kind = Kind.CONFLICT
    sentence = _("Deze lijst is al uitgedeeld of gestopt.")


class HandOutToSelf(Refusal):
    """Who stands on the list may not approve it."""

    code = "hand-out-to-self"
    kind = Kind.FORBIDDEN
    sentence = _("Je staat zelf op deze lijst. Een collega moet hem goedkeuren.")


class PotNotForGiving(Refusal):
    """Coins from a list go into the gift or the emergency pot. Facts: pot."""

    code = "pot-not-for-giving"
    kind = Kind.INVALID
    sentence = _("Kies tussen een gift en noodsteun.")


class PotNotSpent(Refusal):
    """By the rules nobody may spend from the pot these coins would go into. Facts: pot."""

    code = "pot-not-spent"
    kind = Kind.CONFLICT
    sentence = _("Uit dit potje kan nu niemand betalen. De regels van je gemeente zeggen dat.")


class TopUpOff(Refusal):
    """The rules let nobody buy coins."""

    code = "top-up-off"
    kind = Kind.CONFLICT
    sentence = _("In deze gemeente kun je geen munten kopen.")


class TopUpOutside(Refusal):
    """Less than the minimum or more than the maximum at once. Facts: amount, minimum, maximum."""

    code = "top-up-outside-rules"
    kind = Kind.INVALID
    sentence = _("Dit bedrag past niet bij de regels voor opwaarderen. Kies een ander bedrag.")


class TopUpMonthFull(Refusal):
    """The resident would buy more this month than the rules allow. Facts: maximum."""

    code = "top-up-month-full"
    kind = Kind.CONFLICT
    sentence = _("Deze inwoner kan deze maand niet zoveel meer opwaarderen.")


class BonusNotCovered(Refusal):
    """There are no euros set aside for the bonus. Facts: amount, room."""

    code = "bonus-not-covered"
    kind = Kind.CONFLICT
    sentence = _("Er staan niet genoeg euro’s apart voor de bonus. Stort eerst bij.")


class ReferenceInvalid(Refusal):
    """How it was paid is told in at most 35 letters, figures, dashes and spaces."""

    code = "reference-invalid"
    kind = Kind.INVALID
    sentence = _("Gebruik voor het bonnummer hoogstens 35 letters, cijfers, streepjes en spaties.")
