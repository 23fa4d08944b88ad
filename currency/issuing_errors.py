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
