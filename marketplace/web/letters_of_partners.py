"""Letters about shops as partners.

Two go to an address instead of a person: who is invited may not be here yet, and who must hear of
another account is whoever had the address when it was asked. What they say stands with the other
kinds of message.
"""

from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from marketplace.letter_kinds import template_of
from marketplace.models import AccountChange, Merchant, StaffInvitation
from marketplace.services.shop_staff import link_word
from marketplace.web.letters import letter
from tenants.messages.letters import Letter
from tenants.messages.words import address_of, words_of
from tenants.people.models import Person
from tenants.people.queries import person_by_email
from tenants.queries import current_tenant


def letter_of_account_change(change: AccountChange, state: str, address: str) -> EmailMessage:
    """One step of another account, to one of the addresses of before; the new one by its tail."""
    context = {
        "change": change, "state": state, "shop": change.merchant,
        "new_tail": str(change.iban)[-4:],
    }  # fmt: skip
    path = reverse("marketplace:shop-account", args=[change.merchant_id])
    return _letter_to_address(address, "account-change", path=path, context=context)


def letter_of_invitation(invitation: StaffInvitation) -> EmailMessage:
    """A link by which somebody comes to work for a shop."""
    path = reverse("marketplace:invitation", args=[link_word(invitation)])
    context = {"invitation": invitation, "shop": invitation.merchant}
    return _letter_to_address(invitation.email, "staff-invited", path=path, context=context)


def letter_of_farewell(merchant: Merchant, person: Person) -> Letter:
    """That somebody works for the shop no longer, to this person."""
    return letter(
        person, "staff-left", path=reverse("marketplace:home"), context={"shop": merchant}
    )


def letter_of_terms(merchant: Merchant, person: Person, version: int) -> Letter:
    """That there are new terms, to an owner of a shop."""
    path = reverse("marketplace:shop-terms", args=[merchant.id])
    return letter(person, "shop-terms", path=path, context={"shop": merchant, "version": version})


def _letter_to_address(
    address: str, name: str, *, path: str, context: Mapping[str, object]
) -> EmailMessage:
    person = person_by_email(address)
    language = person.language if person else settings.LANGUAGE_CODE
    words = words_of(template_of(name), context, language=language)
    shown = {"text": words.text, "url": address_of(path), "tenant": current_tenant()}
    with translation.override(language):
        body = render_to_string("marketplace/letters/to_address.txt", shown)
    return EmailMessage(words.subject, body, to=[address])
