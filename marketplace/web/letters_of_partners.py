"""Letters about shops as partners.

Some go to an address instead of a person: who is invited may not be here yet, and who must hear of
another account is whoever had the address when it was asked.
"""

from django.urls import reverse

from marketplace.models import AccountChange, Merchant, StaffInvitation
from marketplace.services.shop_staff import link_word
from marketplace.web.letters import letter
from tenants.messages.letters import Letter
from tenants.people.models import Person


def letter_of_account_change(change: AccountChange, state: str, address: str) -> Letter:
    """One step of another account, to one of the addresses of before; the new one by its tail."""
    return letter(
        address, "account-change",
        path=reverse("marketplace:shop-account", args=[change.merchant_id]),
        context={
            "change": change, "state": state, "shop": change.merchant,
            "new_tail": str(change.iban)[-4:],
        },
    )  # fmt: skip


def letter_of_invitation(invitation: StaffInvitation) -> Letter:
    """A link by which somebody comes to work for a shop."""
    return letter(
        invitation.email, "staff-invited",
        path=reverse("marketplace:invitation", args=[link_word(invitation)]),
        context={"invitation": invitation, "shop": invitation.merchant},
    )  # fmt: skip


def letter_of_farewell(merchant: Merchant, person: Person) -> Letter:
    """That somebody works for the shop no longer, to this person."""
    context = {"shop": merchant}
    return letter(person, "staff-left", path=reverse("marketplace:home"), context=context)


def letter_of_terms(merchant: Merchant, person: Person, version: int) -> Letter:
    """That there are new terms, to an owner of a shop."""
    return letter(
        person, "shop-terms", path=reverse("marketplace:shop-terms", args=[merchant.id]),
        context={"shop": merchant, "version": version},
    )  # fmt: skip
