"""Letters to residents about their klussen: plain text, in their own language.

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

from marketplace.models import SignUp
from tenants.models import Tenant
from tenants.queries import current_tenant, primary_host

SUBJECTS: Final[Mapping[str, str | Promise]] = {
    SignUp.State.APPROVED: _("Je klus is goedgekeurd"),
    SignUp.State.SENT_BACK: _("Een vraag over je klus"),
    SignUp.State.REJECTED: _("Je klus is niet goedgekeurd"),
    SignUp.State.CANCELLED: _("Een klus gaat niet door"),
}


def letter_about(sign_up: SignUp) -> EmailMessage:
    """What became of this sign-up, to the resident; for the states of `SUBJECTS`."""
    person = sign_up.resident
    tenant = current_tenant()
    with translation.override(person.language):
        context = {
            "name": person.first_name,
            "klus": sign_up.slot.klus,
            "sign_up": sign_up,
            "tenant": tenant,
            "url": _address(tenant, reverse("marketplace:my-klus", args=[sign_up.id])),
        }
        body = render_to_string(f"marketplace/letters/{sign_up.state}.txt", context)
        return EmailMessage(str(SUBJECTS[sign_up.state]), body, to=[person.email])


def _address(tenant: Tenant, path: str) -> str:
    """A link into the town's own pages, from where no request says how they are reached."""
    scheme, port = ("https", "") if settings.HTTPS else ("http", f":{settings.PORT}")
    return f"{scheme}://{primary_host(tenant)}{port}{path}"
