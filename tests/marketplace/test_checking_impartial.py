"""Nobody judges the work of their own household, now or since the sign-up, by whatever way."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from marketplace.checking.errors import SameHousehold
from marketplace.checking.models import Check
from marketplace.errors import NothingToApprove
from marketplace.models import SignUp
from marketplace.services.approvals import approve_proof, reject_proof, send_back
from marketplace.services.slot_approvals import approve_slot
from tenants.households.queries import lived_together
from tenants.households.services import join_household, leave_household, start_household
from tests.marketplace.cast import DAY, END, NOW, REWARD, START

HOUR = timedelta(hours=1)


def under_one_roof(one, other, at=NOW):
    home = start_household(person=one, now=at).household
    join_household(code=home.code, person=other, now=at)


@pytest.mark.parametrize("decide", [approve_proof, send_back, reject_proof])
def test_a_housemate_decides_nothing(town, decide):
    found = town.handed_in()
    under_one_roof(town.checker, found.resident)
    why = {} if decide is approve_proof else {"reason": "Zomaar"}

    with pytest.raises(SameHousehold):
        decide(sign_up_id=found.id, actor=town.checker, now=END, **why)

    assert town.coins_of(found.resident) == 0


def test_somebody_else_still_checks_it(town):
    found = town.handed_in()
    under_one_roof(town.checker, found.resident)

    approve_proof(sign_up_id=found.id, actor=town.organiser, now=END)

    assert town.coins_of(found.resident) == REWARD


def test_who_moved_out_after_the_sign_up_still_judges_nothing(town):
    found = town.handed_in()
    under_one_roof(town.checker, found.resident)
    leave_household(person=town.checker, now=START)

    with pytest.raises(SameHousehold):
        approve_proof(sign_up_id=found.id, actor=town.checker, now=END)


def test_who_moved_out_long_before_may_judge(town):
    under_one_roof(town.checker, town.resident, NOW - 9 * DAY)
    leave_household(person=town.checker, now=NOW - DAY)
    found = town.handed_in()

    assert approve_proof(sign_up_id=found.id, actor=town.checker, now=END).state == "approved"


def test_two_who_lived_there_one_after_the_other_never_lived_together(town):
    home = start_household(person=town.resident, now=NOW).household
    third = town.another()
    join_household(code=home.code, person=third, now=NOW)
    leave_household(person=town.resident, now=NOW + HOUR)
    join_household(code=home.code, person=town.checker, now=NOW + 2 * HOUR)

    assert not lived_together(town.checker, town.resident, since=NOW)
    assert lived_together(town.checker, third, since=NOW)


def test_of_a_whole_moment_the_housemate_is_left_for_a_colleague(town):
    klus = town.klus(places=2)
    mate, other = town.handed_in(klus), town.handed_in(klus, town.another())
    under_one_roof(town.checker, mate.resident)

    done = approve_slot(slot_id=mate.slot_id, actor=town.checker, now=END)

    assert [found.id for found in done.approved] == [other.id]
    with pytest.raises(NothingToApprove):
        approve_slot(slot_id=mate.slot_id, actor=town.checker, now=END)


@pytest.mark.parametrize("who", ["resident", "mate"])
def test_the_database_takes_no_check_by_the_household_either(town, who):
    found = town.handed_in()
    under_one_roof(town.checker, found.resident)
    checker = found.resident if who == "resident" else town.checker

    with pytest.raises(IntegrityError, match="one household"), transaction.atomic():
        Check.objects.create(
            sign_up=found, checker=checker, round_at=found.handed_in_at, how="photo", at=END
        )


def test_the_database_takes_no_decision_by_the_household_either(town):
    found = town.handed_in()
    under_one_roof(town.checker, found.resident)

    with pytest.raises(IntegrityError, match="one household"), transaction.atomic():
        SignUp.objects.filter(id=found.id).update(
            state="rejected", decided_by=town.checker, decided_at=END
        )
