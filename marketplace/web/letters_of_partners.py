"""Letters about shops as partners.

Some go to an address instead of a person: who is invited may not be here yet, and who must hear of
another account is whoever had the address when it was asked.
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

from marketplace.models import AccountChange, Merchant, StaffInvitation
from marketplace.services.shop_staff import link_word
from marketplace.web.letters import letter_to
from tenants.people.models import Person
from tenants.people.queries import person_by_email
from tenants.queries import current_tenant, primary_host

CHANGE_SUBJECTS: Final[Mapping[str, str | Promise]] = {
    AccountChange.State.ASKED: _("Iemand vroeg een ander rekeningnummer aan voor je winkel"),
    AccountChange.State.APPROVED: _("Het nieuwe rekeningnummer van je winkel is goedgekeurd"),
    AccountChange.State.APPLIED: _("Je winkel krijgt euro’s op een ander rekeningnummer"),
    AccountChange.State.DECLINED: _("Het nieuwe rekeningnummer van je winkel is afgewezen"),
    AccountChange.State.WITHDRAWN: _("Het nieuwe rekeningnummer van je winkel is ingetrokken"),
}


def letter_of_account_change(change: AccountChange, state: str, address: str) -> EmailMessage:
    """One step of another account, to one of the addresses of before; the new one by its tail."""
    return _letter_to_address(
        address, CHANGE_SUBJECTS[state], "account-change",
        path=reverse("marketplace:shop-account", args=[change.merchant_id]),
        context={
            "change": change, "state": state, "shop": change.merchant,
            "new_tail": str(change.iban)[-4:],
        },
    )  # fmt: skip


def letter_of_invitation(invitation: StaffInvitation) -> EmailMessage:
    """A link by which somebody comes to work for a shop."""
    return _letter_to_address(
        invitation.email, _("Je bent gevraagd om in een winkel te werken"), "staff-invited",
        path=reverse("marketplace:invitation", args=[link_word(invitation)]),
        context={"invitation": invitation, "shop": invitation.merchant},
    )  # fmt: skip


def tell_of_farewell(merchant: Merchant, person: Person) -> None:
    """That somebody works for the shop no longer, to this person."""
    letter_to(
        person, _("Je werkt niet meer in een winkel"), "staff-left",
        path=reverse("marketplace:home"), context={"shop": merchant},
    ).send()  # fmt: skip


def tell_of_terms(merchant: Merchant, person: Person, version: int) -> None:
    """That there are new terms, to an owner of a shop."""
    letter_to(
        person, _("Nieuwe voorwaarden voor je winkel"), "shop-terms",
        path=reverse("marketplace:shop-terms", args=[merchant.id]),
        context={"shop": merchant, "version": version},
    ).send()  # fmt: skip


def _letter_to_address(
    address: str, subject: str | Promise, name: str, *, path: str, context: Mapping[str, object]
) -> EmailMessage:
    tenant, person = current_tenant(), person_by_email(address)
    scheme, port = ("https", "") if settings.HTTPS else ("http", f":{settings.PORT}")
    url = f"{scheme}://{primary_host(tenant)}{port}{path}"
    with translation.override(person.language if person else settings.LANGUAGE_CODE):
        body = render_to_string(
            f"marketplace/letters/{name}.txt", {"tenant": tenant, "url": url, **context}
        )
        return EmailMessage(str(subject), body, to=[address])
