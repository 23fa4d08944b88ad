"""Where the rules ask for several people, the reward comes with the last of them, and once."""

from functools import partial

from marketplace.checking.models import Check
from marketplace.models import SignUp
from marketplace.services.approvals import approve_proof, send_back
from marketplace.services.slot_approvals import approve_slot
from tests.cast import Town as Ledger
from tests.marketplace.cast import DAY, END, REWARD, Town, a_photo
from tests.settlement.cast import at_once


def rules(town: Town, **checking) -> None:
    Ledger(town.tenant, town.programme).rules(checking=checking)


def test_the_first_of_two_pays_nothing_and_the_second_does(town):
    rules(town, checkers=2)
    found = town.handed_in()

    first = approve_proof(sign_up_id=found.id, actor=town.checker, now=END)
    assert (first.state, town.coins_of(found.resident)) == (SignUp.State.HANDED_IN, 0)
    second = approve_proof(sign_up_id=found.id, actor=town.organiser, now=END)

    assert (second.state, second.decided_by) == (SignUp.State.APPROVED, town.organiser)
    assert town.coins_of(found.resident) == REWARD


def test_one_person_twice_is_one_person(town):
    rules(town, checkers=2)
    found = town.handed_in()

    for _ in range(2):
        approve_proof(sign_up_id=found.id, actor=town.checker, now=END)

    assert town.coins_of(found.resident) == 0
    assert Check.objects.count() == 1


def test_only_large_rewards_need_several_where_the_rules_say_so(town):
    rules(town, checkers=2, several_from=REWARD + 1)
    small, large = town.handed_in(), town.handed_in(town.klus(reward=REWARD + 1), town.another())

    for found in (small, large):
        approve_proof(sign_up_id=found.id, actor=town.checker, now=END)

    assert town.coins_of(small.resident) == REWARD
    assert town.coins_of(large.resident) == 0


def test_what_is_handed_in_again_is_looked_at_anew(town):
    rules(town, checkers=2)
    found = town.handed_in()
    approve_proof(sign_up_id=found.id, actor=town.checker, now=END)
    send_back(sign_up_id=found.id, actor=town.organiser, reason="Te donker", now=END)
    town.hand_in(found, a_photo("blue"), now=END + DAY)

    again = approve_proof(sign_up_id=found.id, actor=town.organiser, now=END + DAY)

    assert again.state == SignUp.State.HANDED_IN


def test_a_whole_moment_waits_for_the_second_person_too(town):
    rules(town, checkers=2)
    klus = town.klus(places=2)
    slot_id = town.handed_in(klus).slot_id
    town.handed_in(klus, town.another())

    first = approve_slot(slot_id=slot_id, actor=town.checker, now=END)
    second = approve_slot(slot_id=slot_id, actor=town.organiser, now=END)

    assert (len(first.approved), len(first.agreed)) == (0, 2)
    assert (len(second.approved), len(second.agreed)) == (2, 0)


def test_after_other_rules_it_is_by_the_rules_of_the_moment_of_checking(town):
    rules(town, checkers=2)
    found = town.handed_in()
    approve_proof(sign_up_id=found.id, actor=town.checker, now=END)
    rules(town, checkers=1)

    assert approve_proof(sign_up_id=found.id, actor=town.checker, now=END).state == "approved"


def test_of_three_at_once_exactly_one_is_the_last(committed_town):
    town = committed_town
    rules(town, checkers=3)
    found = town.handed_in()
    people = [town.checker, town.organiser, town.clerk]

    answers = at_once(
        town.tenant,
        *(partial(approve_proof, sign_up_id=found.id, actor=one, now=END) for one in people),
    )

    assert sorted(one.state for one in answers) == ["approved", "handed-in", "handed-in"]
    assert town.coins_of(found.resident) == REWARD
