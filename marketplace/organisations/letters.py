"""What an organisation is told when the municipality decided about it."""

from collections.abc import Mapping
from types import SimpleNamespace as Made
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.letter_kinds import template_of
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import organisation_to_tell_of
from marketplace.web.letters import letter
from tenants.messages.kinds import Kind
from tenants.messages.models import Sort
from tenants.trail.services import tells

_EXAMPLE: Final = {
    "organisation": Made(party=Made(name="Buurtvereniging De Linde"), reason="Er is geen budget.")
}
WHEN: Final[Mapping[str, str | Promise]] = {
    Organisation.State.APPROVED: _("Een organisatie mag meedoen"),
    Organisation.State.DECLINED: _("Een organisatie mag niet meedoen"),
    Organisation.State.STOPPED: _("Een organisatie doet niet meer mee"),
}


def kinds() -> list[Kind]:
    """One for each decision."""
    return [
        Kind(
            name=name_of(state),
            sort=Sort.WORK,
            template=template_of(name_of(state)),
            when=when,
            example=lambda: _EXAMPLE,
        )
        for state, when in WHEN.items()
    ]


def name_of(state: str) -> str:
    """The name of the letter about this state."""
    return f"organisation-{state}"


@tells("organisation.decided")
def tell_what_was_decided(facts: Mapping[str, object]) -> None:
    """To who asked for it, unless it was decided otherwise meanwhile."""
    found = organisation_to_tell_of(int(str(facts["organisation"])), str(facts["state"]))
    if found is not None:
        path = reverse("organisations:organisation", args=[found.id])
        context = {"organisation": found}
        letter(found.applied_by, name_of(found.state), path=path, context=context).send()
