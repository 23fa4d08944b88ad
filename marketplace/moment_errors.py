"""The refusals about when a klus is: standing ones, that have a stretch of days and no hour."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class StandingTooLong(Refusal):
    """A stretch of days lies in one calendar month: what volunteers may receive counts by month."""

    code = "standing-too-long"
    kind = Kind.INVALID
    sentence = _("Kies een eerste en een laatste dag in dezelfde maand.")


class GroupNotStanding(Refusal):
    """A group comes together at one hour."""

    code = "group-not-standing"
    kind = Kind.INVALID
    sentence = _("Een groep komt samen op één moment. Kies vaste momenten voor een groepsklus.")
