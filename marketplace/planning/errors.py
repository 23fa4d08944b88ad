"""The refusals of planning: one code and one sentence each."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class RecurrenceInvalid(Refusal):
    """The rule is no RRULE of RFC 5545, or one that is not made here. Facts: part."""

    code = "recurrence-invalid"
    kind = Kind.INVALID
    sentence = _("Deze herhaling begrijpen we niet. Kijk de regel na, of kies er een uit de lijst.")


class RecurrenceNever(Refusal):
    """The rule names no day from its first one on."""

    code = "recurrence-never"
    kind = Kind.INVALID
    sentence = _("Met deze herhaling komt er geen enkele dag uit. Kies andere dagen.")


class StandingByMonth(Refusal):
    """A standing klus comes back by the month or by the year, never more often."""

    code = "standing-by-month"
    kind = Kind.INVALID
    sentence = _("Een klus op eigen moment komt hooguit één keer per maand terug.")


class SeriesOver(Refusal):
    """The series was stopped or has run out. Facts: state."""

    code = "series-over"
    kind = Kind.CONFLICT
    sentence = _("Deze reeks is gestopt. Begin een nieuwe vanaf een klus.")


class OccurrenceMade(Refusal):
    """The klus of this time is put up already: it is called off as any klus."""

    code = "occurrence-made"
    kind = Kind.CONFLICT
    sentence = _("Deze keer staat al open. Gelast de klus zelf af, dan krijgt iedereen bericht.")


class TemplateNameTaken(Refusal):
    """Another pattern has this name."""

    code = "template-name-taken"
    kind = Kind.CONFLICT
    sentence = _("Er is al een voorbeeld met deze naam. Kies een andere naam.")
