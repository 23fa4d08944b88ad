"""Letters about coins that end: some of a resident's that expire, or the coin itself.

No sum stands in a subject: it is what a locked phone shows to everybody.
"""

from django.urls import reverse

from currency.models import ExpiryNotice
from currency.queries import CoinEnd
from marketplace.web.letters import letter
from tenants.messages.letters import Letter
from tenants.people.models import Person


def letter_of_expiry(notice: ExpiryNotice, person: Person) -> Letter:
    """Some of the resident's coins are good until a day."""
    return letter(
        person, "expiring",
        path=reverse("marketplace:shops"), context={"notice": notice},
    )  # fmt: skip


def letter_of_the_end(ending: CoinEnd, person: Person, *, is_shop: bool) -> Letter:
    """The coin stops, and these are its last days."""
    return letter(
        person, "coin-ends",
        path=reverse("marketplace:shops"), context={"ending": ending, "is_shop": is_shop},
    )  # fmt: skip
