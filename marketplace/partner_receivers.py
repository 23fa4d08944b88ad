"""What people of shops are told: another account, an invitation, a farewell, new terms.

Each is told once, as all messages are; some to an address, whoever reads it.
"""

from collections.abc import Mapping

from django.utils import timezone

from marketplace.models import Merchant
from marketplace.queries import partners
from marketplace.web.letters_of_partners import (
    letter_of_account_change,
    letter_of_farewell,
    letter_of_invitation,
    letter_of_terms,
)
from tenants.people.queries import person_by_id
from tenants.trail.services import tells


@tells("account-change.moved")
def tell_of_an_account_change(facts: Mapping[str, object]) -> None:
    """To one of the addresses of when it was asked, whatever happened to the shop since."""
    change = partners.change_of_console(int(str(facts["change"])))
    address = change.addresses[int(str(facts["address"]))]
    letter_of_account_change(change, str(facts["state"]), address).send()


@tells("staff.invited")
def tell_who_is_invited(facts: Mapping[str, object]) -> None:
    """To the address that was given, as long as the invitation can be taken."""
    found = partners.invitation_to_tell_of(int(str(facts["invitation"])), timezone.now())
    if found is not None:
        letter_of_invitation(found).send()


@tells("staff.left")
def tell_who_left(facts: Mapping[str, object]) -> None:
    """To the person; it was somebody else who ended it."""
    merchant, person = _shop(facts), person_by_id(int(str(facts["person"])))
    if merchant is not None and person is not None:
        letter_of_farewell(merchant, person).send()


@tells("shop-terms.published")
def tell_of_new_terms(facts: Mapping[str, object]) -> None:
    """To an owner, unless there is a newer version by now: that is told by itself."""
    merchant, person = _shop(facts), person_by_id(int(str(facts["person"])))
    terms, version = partners.current_terms(), int(str(facts["version"]))
    is_current = terms is not None and terms.version == version
    if merchant is not None and person is not None and is_current:
        letter_of_terms(merchant, person, version).send(f"{merchant.id}-{version}")


def _shop(facts: Mapping[str, object]) -> Merchant | None:
    return Merchant.objects.filter(id=int(str(facts["merchant"]))).first()
