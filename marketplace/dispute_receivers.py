"""What the marketplace tells both sides of a payment that was reported, decided or put right."""

from collections.abc import Iterable, Mapping

from currency.models import Dispute, Transfer
from marketplace.web.dispute_letters import (
    letters_of_correction,
    letters_of_decision,
    letters_of_report,
)
from tenants.messages.letters import Letter
from tenants.trail.services import tells


@tells("dispute.opened")
def tell_the_shop_of_a_report(facts: Mapping[str, object]) -> None:
    """To the owners of the shop, unless it is over already."""
    found = Dispute.objects.filter(id=int(str(facts["dispute"]))).first()
    if found is not None and found.state == Dispute.State.OPEN:
        _send(letters_of_report(found))


@tells("dispute.decided")
def tell_how_a_report_ended(facts: Mapping[str, object]) -> None:
    """To the resident and the owners of the shop."""
    _send(letters_of_decision(Dispute.objects.get(id=int(str(facts["dispute"])))))


@tells("payment.corrected")
def tell_what_staff_gave_back(facts: Mapping[str, object]) -> None:
    """To the resident and the owners of the shop."""
    _send(letters_of_correction(Transfer.objects.get(id=int(str(facts["transfer"])))))


def _send(letters: Iterable[Letter]) -> None:
    for letter in letters:
        letter.send()
