"""Letters about paying each other: somebody asks, somebody said no, a contribution was not paid."""

from django.urls import reverse

from currency.models import Contribution, PaymentRequest
from marketplace.web.letters import letter
from tenants.messages.letters import Letter
from tenants.people.models import Person


def letter_of_request(request: PaymentRequest, person: Person) -> Letter:
    """An open request to who is asked; a declined one to who asked."""
    is_open = request.state == PaymentRequest.State.OPEN
    return letter(
        person,
        "request-asked" if is_open else "request-declined",
        path=reverse("currency:requests"),
        context={"asked": request, "payee": request.payee.holder.name},
    )


def letter_of_contribution(
    found: Contribution, person: Person, name: str, *, reason: str
) -> Letter:
    """A payment that was skipped, or a contribution that stopped."""
    return letter(
        person,
        name,
        path=reverse("marketplace:contributions"),
        context={"found": found, "payee": found.payee.name, "reason": reason},
    )
