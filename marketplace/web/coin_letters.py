"""Letters about coins that end: some of a resident's that expire, or the coin itself.

No sum stands in a subject: it is what a locked phone shows to everybody.
"""

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from currency.models import ExpiryNotice
from currency.queries import CoinEnd
from marketplace.web.letters import letter_to
from tenants.people.models import Person


def letter_of_expiry(notice: ExpiryNotice, person: Person) -> EmailMessage:
    """Some of the resident's coins are good until a day."""
    return letter_to(
        person, _("Een deel van je saldo verloopt"), "expiring",
        path=reverse("marketplace:shops"), context={"notice": notice},
    )  # fmt: skip


def letter_of_the_end(ending: CoinEnd, person: Person, *, is_shop: bool) -> EmailMessage:
    """The coin stops, and these are its last days."""
    return letter_to(
        person, _("De laatste dagen van onze munt"), "coin-ends",
        path=reverse("marketplace:shops"), context={"ending": ending, "is_shop": is_shop},
    )  # fmt: skip
