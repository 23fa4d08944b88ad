"""Deciding on handed-in work: the reward, the reasons, and the balance that is full."""

from uuid import uuid4

import pytest

from currency.models import Entry, RuleSet, Transfer
from currency.proof import verify_ledger
from currency.rules.document import Pots, Rewards, Rules
from marketplace import queries
from marketplace.errors import ReasonMissing, ResidentBalanceFull
from marketplace.models import SignUp
from marketplace.services.approvals import approve_proof, reject_proof, send_back
from marketplace.services.klussen import cancel_klus, close_klus
from tenants.errors import NotAllowed, NotFound
from tenants.trail.models import AuditEvent, OutboxEvent
from tests.marketplace.cast import BUDGET, DAY, END, NOW, REWARD, Town, a_photo, kept, promised


def new_rules(**parts: object) -> None:
    """Other rules, in force since the work was published."""
    RuleSet.objects.create(
        version=2, document=Rules(**parts).model_dump(mode="json"),
        state=RuleSet.State.APPROVED, starts_at=NOW, approved_at=NOW,
        proposed_by=uuid4(), approved_by=uuid4(),
    )  # fmt: skip


def test_good_work_is_rewarded_out_of_what_was_reserved(town: Town) -> None:
    klus = town.klus(places=3)
    done = town.approved(klus)

    assert town.coins_of(town.resident) == REWARD
    assert (done.decided_by, done.ended_at) == (town.checker, END)
    assert done.transfer.kind == Transfer.Kind.REWARD
    assert (town.budget.balance, town.budget.held) == (BUDGET - REWARD, 2 * REWARD)
    assert kept(klus) == promised(klus)
    assert verify_ledger(town.tenant.schema_name) == []


def test_approving_twice_also_by_two_people_rewards_once(town: Town) -> None:
    first = town.approved()

    again = approve_proof(sign_up_id=first.id, actor=town.organiser, now=END + DAY)

    assert again.transfer_id == first.transfer_id
    assert again.decided_by == town.checker
    assert Entry.objects.filter(transfer__kind=Transfer.Kind.REWARD).count() == 2
    assert AuditEvent.objects.filter(verb="approve-proof").count() == 1


def test_a_full_balance_leaves_the_work_waiting_with_a_sentence_for_the_checker(
    town: Town,
) -> None:
    found = town.handed_in()
    new_rules(pots=Pots(maximum_balance=REWARD - 1))

    with pytest.raises(ResidentBalanceFull) as refused:
        approve_proof(sign_up_id=found.id, actor=town.checker, now=END)

    assert refused.value.facts == {"maximum": REWARD - 1}
    assert "Het saldo van deze inwoner is vol" in str(refused.value.sentence)
    assert [waiting.id for waiting in queries.waiting_proofs()] == [found.id]
    assert kept(found.slot.klus) == 2 * REWARD
    assert not OutboxEvent.objects.filter(kind="proof.decided").exists()


def test_a_balance_may_be_filled_to_the_last_coin(town: Town) -> None:
    new_rules(pots=Pots(maximum_balance=REWARD))

    town.approved()

    assert town.coins_of(town.resident) == REWARD


def test_what_was_promised_is_paid_also_when_the_rules_have_changed_since(town: Town) -> None:
    found = town.handed_in()
    new_rules(rewards=Rewards(per_hour=100, minimum=100, maximum=REWARD - 1))

    approve_proof(sign_up_id=found.id, actor=town.checker, now=END)

    assert town.coins_of(town.resident) == REWARD


def test_work_that_was_handed_in_is_rewarded_also_after_the_budget_has_ended(town: Town) -> None:
    found = town.handed_in()
    later = NOW + 400 * DAY
    close_klus(klus_id=found.slot.klus_id, actor=None, now=later)

    approve_proof(sign_up_id=found.id, actor=town.checker, now=later)

    assert town.coins_of(town.resident) == REWARD
    assert (town.budget.balance, town.budget.held) == (BUDGET - REWARD, 0)


def test_who_had_begun_is_rewarded_also_when_the_klus_was_called_off(town: Town) -> None:
    found = town.begun()
    cancel_klus(klus_id=found.slot.klus_id, actor=town.organiser, reason="Onweer", now=END)
    town.hand_in(found)

    approve_proof(sign_up_id=found.id, actor=town.checker, now=END)

    assert town.coins_of(town.resident) == REWARD
    assert town.budget.held == 0


def test_work_that_is_sent_back_can_be_handed_in_again_and_be_approved(town: Town) -> None:
    found = town.handed_in()
    asked = send_back(sign_up_id=found.id, actor=town.checker, reason=" Waar? ", now=END)
    assert (asked.state, asked.reason) == ("sent-back", "Waar?")

    town.hand_in(found, a_photo("blue"), now=END + DAY)
    done = approve_proof(sign_up_id=found.id, actor=town.organiser, now=END + DAY)

    assert (done.state, done.reason, done.proofs.count()) == ("approved", "", 2)
    assert done.proofs.first().made_at == END + DAY


def test_work_that_is_rejected_gives_its_coins_back_to_the_budget(town: Town) -> None:
    klus = town.klus(places=2)
    found = town.handed_in(klus)

    done = reject_proof(sign_up_id=found.id, actor=town.checker, reason="Niets", now=END)

    assert (done.state, done.ended_at) == ("rejected", END)
    assert town.coins_of(town.resident) == 0
    assert kept(klus) == promised(klus) == REWARD
    assert town.budget.balance == BUDGET


@pytest.mark.parametrize("decide", [send_back, reject_proof])
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_no_is_never_said_without_a_reason(town: Town, decide, reason: str) -> None:
    found = town.handed_in()

    with pytest.raises(ReasonMissing):
        decide(sign_up_id=found.id, actor=town.checker, reason=reason, now=END)

    assert SignUp.objects.get(id=found.id).state == "handed-in"
    assert kept(found.slot.klus) == 2 * REWARD


def test_a_resident_without_the_right_decides_nothing_and_learns_nothing(town: Town) -> None:
    found = town.handed_in()

    for sign_up_id in (found.id, 404):
        with pytest.raises(NotAllowed):
            approve_proof(sign_up_id=sign_up_id, actor=town.another(), now=END)
    with pytest.raises(NotFound):
        approve_proof(sign_up_id=404, actor=town.checker, now=END)


def test_an_organiser_takes_part_and_checks_the_others_but_never_themself(town: Town) -> None:
    klus = town.klus(places=2)
    own, other = town.handed_in(klus, town.organiser), town.handed_in(klus)

    approve_proof(sign_up_id=other.id, actor=town.organiser, now=END)
    approve_proof(sign_up_id=own.id, actor=town.checker, now=END)

    assert town.coins_of(town.organiser) == town.coins_of(town.resident) == REWARD
    assert town.budget.held == 0
