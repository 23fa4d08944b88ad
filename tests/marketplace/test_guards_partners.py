"""What must never be false of shops as partners, met directly in the database."""

from datetime import datetime, timedelta

import pytest

from marketplace.models import (
    AccountChange,
    Branch,
    Merchant,
    ShopTerms,
    StaffInvitation,
    TermsAcceptance,
)
from tenants.people.models import Party
from tenants.people.services import add_party
from tests.marketplace.cast import NOW, Town
from tests.marketplace.guards import change, refused
from tests.settlement.cast import shop_iban

LATER = NOW + timedelta(days=7)


@pytest.fixture
def shop(town: Town) -> Merchant:
    party = add_party(kind=Party.Kind.MERCHANT, name="Bakker Bart")
    return Merchant.objects.create(party=party, name="Bakker Bart", applied_by=town.resident)


def asked(shop: Merchant, town: Town, usable_at: datetime = LATER) -> AccountChange:
    return AccountChange.objects.create(
        merchant=shop, iban=shop_iban(3), account_name="Bart", told_to="bart@bakker.example",
        asked_by=town.resident, asked_at=NOW, usable_at=usable_at,
    )  # fmt: skip


def invited(shop: Merchant, town: Town) -> StaffInvitation:
    return StaffInvitation.objects.create(
        merchant=shop, email="piet@bakker.example", duty="staff", invited_by=town.resident,
        invited_at=NOW, expires_at=LATER,
    )  # fmt: skip


def test_a_branch_has_a_name_of_its_own_and_both_coordinates(shop: Merchant) -> None:
    branch = Branch.objects.create(merchant=shop, name="Markt", address="Markt 1")

    twice = {"merchant": shop, "name": "Markt", "address": "Markt 2"}
    refused("branch_name_once", lambda: Branch.objects.create(**twice))
    refused("branch_coordinates_in_pairs", change(Branch, branch, latitude=50))


def test_terms_are_agreed_to_once(town: Town, shop: Merchant) -> None:
    terms = ShopTerms.objects.create(
        version=99, text="Afspraken", published_at=NOW, published_by=town.clerk
    )
    once = {"merchant": shop, "terms": terms, "person": town.resident, "at": NOW}
    TermsAcceptance.objects.create(**once)

    refused("terms_accepted_once", lambda: TermsAcceptance.objects.create(**once))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("invitation_ends_after_start", {"expires_at": NOW}),
        ("invitation_accepted_by_somebody", {"accepted_at": NOW}),
    ],
)
def test_an_invitation_is_never(
    town: Town, shop: Merchant, name: str, values: dict[str, object]
) -> None:
    refused(name, change(StaffInvitation, invited(shop, town), **values))


def test_an_invitation_is_open_once_and_not_taken_and_withdrawn(town: Town, shop: Merchant) -> None:
    made = invited(shop, town)

    refused("invitation_waits_once", lambda: invited(shop, town))
    both = {"accepted_at": NOW, "accepted_by": town.resident, "withdrawn_at": NOW}
    refused("invitation_accepted_or_withdrawn", change(StaffInvitation, made, **both))


def test_another_account_is_never_of_one_person_or_used_too_soon(
    town: Town, shop: Merchant
) -> None:
    refused("account_change_waits_after", lambda: asked(shop, town, usable_at=NOW))
    made, by = asked(shop, town), {"decided_by": town.clerk, "decided_at": NOW}

    refused("account_change_waits_once", lambda: asked(shop, town))
    refused("account_change_by_another", change(AccountChange, made, decided_by=town.resident))
    refused("account_change_has_a_decider", change(AccountChange, made, state="declined"))
    change(AccountChange, made, state="approved", **by)()
    early = {"state": "applied", "ended_at": NOW}
    refused("account_change_waited", change(AccountChange, made, **early))


def test_what_is_said_of_a_pause_is_said_during_one(shop: Merchant) -> None:
    refused("merchant_note_of_a_pause", change(Merchant, shop, pause_note="Met vakantie"))
