"""Where a shop stands: its own place, branches with their hours and tills, and a pause."""

from datetime import time
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from currency.models import PaymentRequest
from marketplace import queries
from marketplace.errors import MerchantNotOpen
from marketplace.models import Branch, Merchant
from marketplace.partner_errors import BranchClosed, MerchantPaused, NameTaken, VatInvalid
from marketplace.queries import partners
from marketplace.rules.opening_hours_given import DayProblem, problem_of, week_of
from marketplace.services import places
from marketplace.services.merchants import categorise_merchant, stop_merchant, valid_vat
from marketplace.services.till_requests import ask_resident, split_at_till
from marketplace.services.tills import ask_payment, refund_payment
from tenants.errors import NotAllowed, NotFound
from tenants.people.models import Seat
from tests.marketplace.cast import NOW, Town, make_person
from tests.marketplace.partner_cast import HOURS, a_place, a_shop, works_there
from tests.marketplace.till_cast import with_coins

NINE, NOON, ONE, FIVE = time(9), time(12), time(13), time(17)


@pytest.fixture
def shop(town: Town):
    return a_shop(town)


@pytest.fixture
def own(shop):
    return {"merchant_id": shop.merchant.id, "actor": shop.owner}


def test_a_shop_says_where_it_stands_and_when_it_is_open(shop, own) -> None:
    places.change_own_place(place=a_place("Akerstraat 9"), **own)
    branch = places.add_branch(name=" Hoensbroek ", place=a_place(), **own)

    first, second = partners.places_of(Merchant.objects.get(id=shop.merchant.id))
    assert (first.branch, first.address, first.hours) == (None, "Akerstraat 9", HOURS)
    assert (second.branch, second.name, second.address) == (branch, "Hoensbroek", "Markt 2")
    assert [till.name for till in first.tills] == ["Kassa 1"]


def test_a_till_stands_at_a_branch_and_a_branch_that_closes_puts_it_away(shop, own) -> None:
    branch = places.add_branch(name="Hoensbroek", place=a_place(), **own)
    till = places.add_till(name="Kassa 2", branch_id=branch.id, **own)
    assert queries.tills_of(shop.owner).count() == 2

    places.change_branch(
        branch_id=branch.id, name="Hoensbroek", place=a_place(), is_open=False, **own
    )

    assert [one.id for one in queries.tills_of(shop.owner)] == [shop.till.id]
    change = {"till_id": till.id, "name": "Kassa 2", "branch_id": branch.id, **own}
    with pytest.raises(BranchClosed):
        places.change_till(is_active=True, **change)
    with pytest.raises(BranchClosed):
        places.add_till(name="Kassa 3", branch_id=branch.id, **own)
    assert list(partners.open_branches(shop.merchant)) == []
    assert places.change_till(is_active=False, **change).branch == branch
    assert places.change_till(**{**change, "branch_id": None}, is_active=True).branch is None


def test_a_name_is_used_once_for_a_branch_and_for_a_till(own) -> None:
    first = places.add_branch(name="Markt", place=a_place(), **own)
    second = places.add_branch(name="Kerk", place=a_place(), **own)
    till = places.add_till(name="Kassa 2", **own)

    with pytest.raises(NameTaken):
        places.add_branch(name="Markt ", place=a_place(), **own)
    with pytest.raises(NameTaken):
        places.change_branch(
            branch_id=second.id, name=first.name, place=a_place(), is_open=True, **own
        )
    with pytest.raises(NameTaken):
        places.change_till(till_id=till.id, name="Kassa 1", branch_id=None, is_active=True, **own)


@pytest.mark.parametrize("who", ["staff", "stranger", "clerk"])
def test_who_does_not_keep_the_shop_changes_nothing_of_it(town: Town, shop, who: str) -> None:
    actors = {"staff": works_there(shop), "stranger": make_person("x"), "clerk": town.clerk}
    own = {"merchant_id": shop.merchant.id, "actor": actors[who]}

    for act, more in (
        (places.change_own_place, {"place": a_place()}),
        (places.change_about, {"about": "", "vat_number": ""}),
        (places.add_branch, {"name": "Markt", "place": a_place()}),
        (places.add_till, {"name": "Kassa 9"}),
        (places.pause_merchant, {"note": "", "now": NOW}),
        (places.resume_merchant, {}),
    ):
        with pytest.raises(NotFound):
            act(**own, **more)  # type: ignore[operator]


def test_a_lead_keeps_places_and_tills_but_not_those_of_another_shop(town: Town, shop) -> None:
    lead, other = works_there(shop, Seat.Duty.LEAD), a_shop(town, "Slagerij")
    own = {"merchant_id": shop.merchant.id, "actor": lead}
    theirs = places.add_branch(
        merchant_id=other.merchant.id, actor=other.owner, name="Markt", place=a_place()
    )

    assert places.add_branch(name="Kerk", place=a_place(), **own).merchant == shop.merchant
    with pytest.raises(NotFound):
        places.add_till(name="Kassa 2", branch_id=theirs.id, **own)
    with pytest.raises(NotFound):
        places.change_till(
            till_id=other.till.id, name="Kassa 2", branch_id=None, is_active=False, **own
        )


def test_a_paused_shop_asks_nothing_in_any_way_and_everybody_reads_it(town: Town, shop, own):
    places.pause_merchant(note=" Dicht tot maandag ", now=NOW, **own)
    ask = {"key": uuid4(), "till": shop.till, "actor": shop.owner, "now": NOW}

    with pytest.raises(MerchantPaused):
        ask_payment(amount=500, **ask)
    with pytest.raises(MerchantPaused):
        split_at_till(total=500, shares=[250, 250], **ask)
    with pytest.raises(MerchantPaused):
        ask_resident(email=town.resident.email, amount=500, **ask)
    found = queries.merchant(shop.merchant.id)
    assert (found.is_paused, found.pause_note) == (True, "Dicht tot maandag")

    places.resume_merchant(**own)
    places.resume_merchant(**own)
    assert isinstance(ask_payment(amount=500, **ask), PaymentRequest)
    assert Merchant.objects.get(id=shop.merchant.id).pause_note == ""


def test_a_paused_shop_still_gives_back(town: Town, shop, own) -> None:
    sold = shop.sells(with_coins(town))
    places.pause_merchant(note="", now=NOW, **own)

    done = refund_payment(
        request_id=sold.id, till=shop.till, actor=shop.owner, reason="Op", now=sold.transfer.at
    )

    assert done.reverses_id == sold.transfer_id


def test_pausing_is_no_way_around_having_stopped(town: Town, shop, own) -> None:
    places.pause_merchant(note="", now=NOW, **own)
    stop_merchant(merchant_id=shop.merchant.id, actor=town.clerk, now=NOW)

    with pytest.raises(MerchantNotOpen):
        ask_payment(key=uuid4(), amount=500, till=shop.till, actor=shop.owner, now=NOW)


def test_staff_says_what_kind_of_shop_it_is_and_earmarked_coins_follow(town: Town, shop) -> None:
    categorise_merchant(merchant_id=shop.merchant.id, category="bike", actor=town.clerk)

    found = Merchant.objects.select_related("party").get(id=shop.merchant.id)
    assert (found.category, found.party.category) == ("bike", "bike")
    with pytest.raises(NotAllowed):
        categorise_merchant(merchant_id=shop.merchant.id, category="food", actor=shop.owner)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""), ("004495445B01", "NL004495445B01"), ("nl 0044.95.445.b01", "NL004495445B01"),
        ("BE 0428.759.497", "BE0428759497"), ("DE136695976", "DE136695976"),
    ],
)  # fmt: skip
def test_a_vat_number_is_kept_with_its_country(typed: str, kept: str) -> None:
    assert valid_vat(typed) == kept


@pytest.mark.parametrize("typed", ["NL004495445B00X", "NL123456789B01", "US123456789", "x", "٠٠"])
def test_a_vat_number_that_does_not_add_up_is_refused(own, typed: str) -> None:
    with pytest.raises(VatInvalid):
        places.change_about(about="Brood", vat_number=typed, **own)


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ([], None), ([(None, None), (None, None)], None), ([(NINE, FIVE)], None),
        ([(NINE, NOON), (ONE, FIVE)], None), ([(ONE, FIVE), (NINE, NOON)], None),
        ([(FIVE, ONE)], None), ([(NINE, NOON), (FIVE, ONE)], None),
        ([(NINE, None)], DayProblem.HALF), ([(None, None), (None, FIVE)], DayProblem.HALF),
        ([(NINE, NINE)], DayProblem.SAME), ([(NINE, ONE), (NOON, FIVE)], DayProblem.OVERLAP),
        ([(NINE, ONE), (NINE, FIVE)], DayProblem.OVERLAP),
        ([(ONE, NINE), (FIVE, NINE)], DayProblem.OVERLAP),
    ],
)  # fmt: skip
def test_hours_of_a_day_make_sense_or_not(parts, problem) -> None:
    assert problem_of(parts) == problem


def test_a_week_keeps_open_days_with_their_parts_in_order() -> None:
    typed = {5: [(ONE, FIVE), (NINE, NOON)], 0: [(NINE, FIVE)], 3: [(None, None)]}

    assert week_of(typed) == {
        "0": [["09:00", "17:00"]], "5": [["09:00", "12:00"], ["13:00", "17:00"]],
    }  # fmt: skip


def test_the_database_keeps_branches_and_pauses_whole(shop, own) -> None:
    branch = places.add_branch(name="Markt", place=a_place(), **own)

    with pytest.raises(IntegrityError), transaction.atomic():
        Branch.objects.create(merchant=shop.merchant, name="Markt", address="Elders 1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Branch.objects.filter(id=branch.id).update(latitude="50.9")
    with pytest.raises(IntegrityError), transaction.atomic():
        Merchant.objects.filter(id=shop.merchant.id).update(pause_note="Dicht")
