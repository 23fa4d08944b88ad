"""Several people at the same moment: a place, a reward and a reservation happen once."""

from functools import partial
from uuid import uuid4

from currency.models import Hold, Transfer
from currency.proof import verify_ledger
from currency.rules.document import Pots
from marketplace.errors import ResidentBalanceFull, SlotFull, StepNotPossible
from marketplace.models import Klus, Merchant, Proof, SignUp, Slot
from marketplace.services.approvals import approve_proof, reject_proof
from marketplace.services.klussen import cancel_klus, close_klus, publish_klus
from marketplace.services.merchants import ShopDetails, apply_merchant
from marketplace.services.sign_ups import cancel_sign_up, sign_up
from tests.marketplace.cast import BUDGET, END, NOW, REWARD, Town, a_photo, kept, promised
from tests.marketplace.test_services_approvals import new_rules
from tests.settlement.cast import at_once


def of(answers: list[object], kind: type) -> int:
    return sum(isinstance(answer, kind) for answer in answers)


def test_of_eight_people_after_the_last_place_one_gets_it(committed_town: Town) -> None:
    town = committed_town
    slot = town.klus(places=1).slots.get()
    people = [town.another() for _ in range(8)]

    answers = at_once(
        town.tenant,
        *[partial(sign_up, slot_id=slot.id, resident=person, now=NOW) for person in people],
    )

    assert (of(answers, SignUp), of(answers, SlotFull)) == (1, 7)
    assert Slot.objects.get(id=slot.id).taken == SignUp.objects.count() == 1


def test_a_place_given_back_twice_at_once_is_one_place(committed_town: Town) -> None:
    town = committed_town
    klus = town.klus(places=2)
    found = town.signed_up(klus)
    town.signed_up(klus, town.another())

    cancel = partial(cancel_sign_up, sign_up_id=found.id, actor=town.resident, now=NOW)
    answers = at_once(town.tenant, cancel, cancel, cancel)

    assert of(answers, SignUp) == 3
    assert klus.slots.get().taken == 1


def test_two_checkers_at_once_reward_once(committed_town: Town) -> None:
    town = committed_town
    found = town.handed_in()

    answers = at_once(
        town.tenant,
        *[
            partial(approve_proof, sign_up_id=found.id, actor=checker, now=END)
            for checker in (town.checker, town.organiser, town.checker)
        ],
    )

    assert of(answers, SignUp) == 3
    assert Transfer.objects.filter(kind=Transfer.Kind.REWARD).count() == 1
    assert town.coins_of(town.resident) == REWARD
    assert verify_ledger(town.tenant.schema_name) == []


def test_of_yes_and_no_at_once_one_is_heard(committed_town: Town) -> None:
    town = committed_town
    klus = town.klus(places=1)
    found = town.handed_in(klus)

    answers = at_once(
        town.tenant,
        partial(approve_proof, sign_up_id=found.id, actor=town.checker, now=END),
        partial(reject_proof, sign_up_id=found.id, actor=town.organiser, reason="Nee", now=END),
    )

    done = SignUp.objects.get(id=found.id)
    assert (of(answers, SignUp), of(answers, StepNotPossible)) == (1, 1)
    assert town.coins_of(town.resident) == (REWARD if done.state == "approved" else 0)
    assert (town.budget.held, kept(klus)) == (0, 0)
    assert town.budget.balance + town.coins_of(town.resident) == BUDGET


def test_publishing_twice_at_once_reserves_once(committed_town: Town) -> None:
    town = committed_town
    klus = town.draft(places=3)

    publish = partial(publish_klus, klus_id=klus.id, actor=town.organiser, now=NOW)
    answers = at_once(town.tenant, publish, publish, publish)

    assert {answer.hold_id for answer in answers} == {Hold.objects.get().id}
    assert town.budget.held == 3 * REWARD


def test_two_klussen_that_want_the_last_of_a_budget_do_not_both_get_it(
    committed_town: Town,
) -> None:
    town = committed_town
    wanted = [town.draft(places=150), town.draft(places=150)]

    answers = at_once(
        town.tenant,
        *[partial(publish_klus, klus_id=k.id, actor=town.organiser, now=NOW) for k in wanted],
    )

    assert of(answers, Klus) == 1
    assert town.budget.held == 150 * REWARD
    assert Klus.objects.filter(state="draft").count() == 1


def test_two_photos_at_once_are_one_proof(committed_town: Town, media) -> None:
    town = committed_town
    found = town.begun()

    answers = at_once(
        town.tenant,
        lambda: town.hand_in(found, a_photo("red")),
        lambda: town.hand_in(found, a_photo("blue")),
    )

    assert (of(answers, Proof), of(answers, StepNotPossible)) == (1, 1)
    assert Proof.objects.count() == sum(path.is_file() for path in media.rglob("*")) == 1


def test_two_rewards_at_once_never_fill_a_balance_above_its_maximum(committed_town: Town) -> None:
    town = committed_town
    waiting = [town.handed_in(), town.handed_in()]
    new_rules(pots=Pots(maximum_balance=2 * REWARD - 1))

    answers = at_once(
        town.tenant,
        *[
            partial(approve_proof, sign_up_id=one.id, actor=town.checker, now=END)
            for one in waiting
        ],
    )

    assert (of(answers, SignUp), of(answers, ResidentBalanceFull)) == (1, 1)
    assert town.coins_of(town.resident) == REWARD


def test_whatever_happens_while_a_klus_is_called_off_nothing_is_lost(committed_town: Town) -> None:
    town = committed_town
    klus = town.klus(places=4)
    leaving, waiting, busy = (town.another() for _ in range(3))
    gone, _, handed = (
        town.signed_up(klus, leaving), town.signed_up(klus, waiting), town.handed_in(klus, busy),
    )  # fmt: skip
    slot = klus.slots.get()

    at_once(
        town.tenant,
        partial(cancel_klus, klus_id=klus.id, actor=town.organiser, reason="Storm", now=NOW),
        partial(close_klus, klus_id=klus.id, actor=town.checker, now=NOW),
        partial(cancel_sign_up, sign_up_id=gone.id, actor=leaving, now=NOW),
        partial(sign_up, slot_id=slot.id, resident=town.resident, now=NOW),
        partial(approve_proof, sign_up_id=handed.id, actor=town.checker, now=END),
    )

    assert kept(klus) == promised(klus) == town.budget.held
    taken = SignUp.objects.filter(slot=slot).exclude(state="cancelled").count()
    assert Slot.objects.get(id=slot.id).taken == taken
    assert town.budget.balance + town.coins_of(busy) == BUDGET


def test_a_shop_that_is_asked_for_twice_at_once_is_one_shop(committed_town: Town) -> None:
    town = committed_town
    apply = partial(
        apply_merchant, key=uuid4(), details=ShopDetails(name="Bakker Bart"),
        owner=town.resident, now=NOW,
    )  # fmt: skip

    answers = at_once(town.tenant, apply, apply, apply)

    assert {answer.id for answer in answers} == {Merchant.objects.get().id}
