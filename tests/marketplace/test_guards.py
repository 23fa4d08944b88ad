"""What must never be false is kept by the database itself: each named constraint, met directly."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from marketplace.models import Klus, Merchant, Proof, SignUp, Slot, Till
from tenants.people.models import Party
from tenants.people.services import add_party
from tests.marketplace.cast import END, NOW, START, Town
from tests.marketplace.guards import change, refused


@pytest.fixture
def shop(town: Town) -> Merchant:
    party = add_party(kind=Party.Kind.MERCHANT, name="Bakker Bart")
    return Merchant.objects.create(party=party, name="Bakker Bart", applied_by=town.resident)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("klus_reward_positive", {"reward": 0}),
        ("klus_reward_positive", {"reward": -500}),
        ("klus_takes_time", {"duration_minutes": 0}),
        ("klus_published_with_hold", {"state": "published"}),
        ("klus_coordinates_in_pairs", {"latitude": 50}),
        ("klus_coordinates_in_pairs", {"longitude": 6}),
    ],
)
def test_a_klus_is_never(town: Town, name: str, values: dict[str, object]) -> None:
    refused(name, change(Klus, town.draft(), **values))


def test_a_group_never_lacks_an_hour(town: Town) -> None:
    klus = town.draft()

    refused("klus_group_has_one_hour", change(Klus, klus, is_group=True, is_standing=True))


@pytest.mark.parametrize("values", [{"hold": None}, {"published_at": None}])
def test_a_published_klus_never_loses_its_reservation(town: Town, values) -> None:
    refused("klus_published_with_hold", change(Klus, town.klus(), **values))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("slot_taken_within_places", {"taken": 3}),
        ("slot_has_places", {"places": 0}),
        ("slot_ends_after_start", {"ends_at": START}),
        ("slot_ends_after_start", {"ends_at": START - timedelta(hours=1)}),
    ],
)
def test_a_moment_is_never(town: Town, name: str, values: dict[str, object]) -> None:
    refused(name, change(Slot, town.klus(places=2).slots.get(), **values))


def test_a_moment_never_has_fewer_than_nobody(town: Town) -> None:
    slot = town.klus().slots.get()

    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Slot.objects.filter(id=slot.id).update(taken=-1)

    # Django's own check of a positive number comes first by name; either keeps it.
    assert error.value.__cause__.diag.constraint_name in (
        "slot_taken_within_places", "marketplace_slot_taken_check",
    )  # fmt: skip


def test_a_klus_never_has_the_same_moment_twice(town: Town) -> None:
    klus = town.klus()

    refused(
        "slot_once",
        lambda: Slot.objects.create(klus=klus, starts_at=START, ends_at=END, places=1),
    )


def test_nobody_has_a_place_twice_but_may_take_it_again_after_giving_it_back(town: Town) -> None:
    found = town.signed_up()

    def again() -> SignUp:
        return SignUp.objects.create(slot=found.slot, resident=found.resident, signed_up_at=NOW)

    refused("sign_up_once_per_slot", again)
    change(SignUp, found, state="cancelled")()
    assert again().id


@pytest.mark.parametrize("state", ["approved", "sent-back", "rejected", "handed-in"])
def test_nobody_ever_decides_on_their_own_work(town: Town, state: str) -> None:
    found = town.handed_in() if state != "approved" else town.approved()

    refused(
        "sign_up_decided_by_another",
        change(SignUp, found, state=state, decided_by=found.resident, decided_at=NOW),
    )


def test_work_is_approved_exactly_when_it_is_paid(town: Town) -> None:
    paid, waiting = town.approved(), town.handed_in(person=town.another())
    decided = {"decided_by": town.checker, "decided_at": NOW}

    name = "sign_up_approved_with_transfer"
    refused(name, change(SignUp, waiting, state="approved", **decided))
    refused(name, change(SignUp, paid, state="rejected"))
    refused(name, change(SignUp, paid, transfer=None))
    refused(name, change(SignUp, waiting, transfer=paid.transfer))


@pytest.mark.parametrize("state", ["sent-back", "rejected"])
def test_a_decision_always_has_a_maker(town: Town, state: str) -> None:
    found = town.handed_in()
    name = "sign_up_decision_has_a_maker"

    refused(name, change(SignUp, found, state=state))
    refused(name, change(SignUp, found, state=state, decided_by=town.checker))
    refused(name, change(SignUp, found, state=state, decided_at=NOW))


def test_a_proof_is_never_empty(town: Town) -> None:
    proof = town.handed_in().proofs.get()

    refused("proof_not_empty", change(Proof, proof, size=0))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("merchant_kvk_eight_digits", {"kvk_number": "1234567"}),
        ("merchant_kvk_eight_digits", {"kvk_number": "1234567a"}),
        ("merchant_approval_has_a_maker", {"state": "approved"}),
        ("merchant_coordinates_in_pairs", {"latitude": 50}),
    ],
)
def test_a_shop_is_never(shop: Merchant, name: str, values: dict[str, object]) -> None:
    refused(name, change(Merchant, shop, **values))


def test_nobody_ever_lets_in_their_own_shop(town: Town, shop: Merchant) -> None:
    refused(
        "merchant_approved_by_another",
        change(Merchant, shop, approved_by=town.resident, approved_at=NOW, state="approved"),
    )


def test_a_shop_never_has_two_tills_of_one_name(shop: Merchant) -> None:
    Till.objects.create(merchant=shop, name="Kassa 1")

    refused("till_name_once", lambda: Till.objects.create(merchant=shop, name="Kassa 1"))


def test_what_people_did_is_never_deleted_under_them(town: Town) -> None:
    found = town.handed_in()

    for row in (found, found.slot, found.slot.klus, found.resident):
        with pytest.raises(ProtectedError):
            row.delete()
