"""Letters about paying each other: somebody asks, somebody said no, a contribution was not paid."""

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from currency.models import Contribution, PaymentRequest
from marketplace.web.letters import letter_to
from tenants.people.models import Person


def letter_of_request(request: PaymentRequest, person: Person) -> EmailMessage:
    """An open request to who is asked; a declined one to who asked."""
    is_open = request.state == PaymentRequest.State.OPEN
    return letter_to(
        person,
        _("Iemand vraagt je om te betalen") if is_open else _("Je betaalverzoek is afgewezen"),
        "request-asked" if is_open else "request-declined",
        path=reverse("currency:requests"),
        context={"asked": request, "payee": request.payee.holder.name},
    )


def letter_of_contribution(
    found: Contribution, person: Person, name: str, *, reason: str
) -> EmailMessage:
    """A payment that was skipped, or a contribution that stopped."""
    is_over = name == "contribution-ended"
    return letter_to(
        person,
        _("Je vaste bijdrage is gestopt") if is_over else _("Je vaste bijdrage is niet betaald"),
        name,
        path=reverse("marketplace:contributions"),
        context={"found": found, "payee": found.payee.name, "reason": reason},
    )
