"""Letters to residents about their klussen, and to staff: plain text, in their own language.

No sum stands in a subject: it is what a locked phone shows to everybody.
"""

from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from currency.models import Alarm, HandOutLine
from marketplace.models import SignUp
from tenants.models import Tenant
from tenants.people.models import Person
from tenants.queries import current_tenant, primary_host

SUBJECTS: Final[Mapping[str, str | Promise]] = {
    SignUp.State.APPROVED: _("Je klus is goedgekeurd"),
    SignUp.State.SENT_BACK: _("Een vraag over je klus"),
    SignUp.State.REJECTED: _("Je klus is niet goedgekeurd"),
    SignUp.State.CANCELLED: _("Een klus gaat niet door"),
}


def letter_about(sign_up: SignUp) -> EmailMessage:
    """What became of this sign-up, to the resident; for the states of `SUBJECTS`."""
    path = reverse("marketplace:my-klus", args=[sign_up.id])
    context = {"klus": sign_up.slot.klus, "sign_up": sign_up}
    return letter_to(
        sign_up.resident, SUBJECTS[sign_up.state], sign_up.state, path=path, context=context
    )


def letter_of_alarm(alarm: Alarm, person: Person) -> EmailMessage:
    """A watched figure crossed its bound, to somebody who answers for the euros."""
    return letter_to(
        person, _("Let op: de dekking van de munt") if alarm.kind == Alarm.Kind.COVER
        else _("Let op: een grens is bereikt"),
        "alarm", path=reverse("marketplace:console-cover"), context={"alarm": alarm},
    )  # fmt: skip


def letter_of_gift(line: HandOutLine) -> EmailMessage:
    """Coins from a list, to the resident who got them."""
    context = {"hand_out": line.hand_out, "amount": line.amount}
    return letter_to(
        line.party.person, _("Je hebt iets gekregen van je gemeente"), "hand-out",
        path=reverse("currency:statement"), context=context,
    )  # fmt: skip


def letter_to(
    person: Person, subject: str | Promise, name: str, *, path: str, context: Mapping[str, object]
) -> EmailMessage:
    """The letter of this name (`templates/marketplace/letters/`), in the person's language."""
    tenant = current_tenant()
    with translation.override(person.language):
        shown = {
            "name": person.first_name, "tenant": tenant, "url": _address(tenant, path), **context
        }  # fmt: skip
        body = render_to_string(f"marketplace/letters/{name}.txt", shown)
        return EmailMessage(str(subject), body, to=[person.email])


def _address(tenant: Tenant, path: str) -> str:
    """A link into the town's own pages, from where no request says how they are reached."""
    scheme, port = ("https", "") if settings.HTTPS else ("http", f":{settings.PORT}")
    return f"{scheme}://{primary_host(tenant)}{port}{path}"
