"""The refusals that spread klussen over people."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class SameKlusOften(Refusal):
    """The resident did this klus as often as the rules allow. Facts: maximum."""

    code = "same-klus-often"
    kind = Kind.CONFLICT
    sentence = _(
        "Je deed deze klus al zo vaak als kan. Zo komen ook anderen aan de beurt."
        " Kies een andere klus."
    )


class FirstTimersFirst(Refusal):
    """For now this klus is for who never took part before. Facts: from_at."""

    code = "first-timers-first"
    kind = Kind.CONFLICT
    sentence = _(
        "Deze klus is eerst voor wie nog nooit meedeed. Kom straks terug, of kies een andere klus."
    )
