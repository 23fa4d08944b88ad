"""Approving a moment while somebody else does something with it: once, and all or nothing."""

from functools import partial

from currency.models import Counter, Transfer
from currency.proof import verify_ledger
from currency.services.reversals import reverse_transfer
from marketplace.errors import NothingToApprove, StepNotPossible
from marketplace.models import SignUp
from marketplace.services.approvals import approve_proof, reject_proof
from marketplace.services.slot_approvals import SlotApproval, approve_slot
from tests.marketplace.cast import BUDGET, END, Town, kept
from tests.marketplace.test_group_klus import come, group
from tests.settlement.cast import at_once


def counted() -> int:
    found = Counter.objects.filter(name="volunteer-cents", period="2026-11")
    return sum(found.values_list("used", flat=True))


def test_a_moment_approved_twice_at_once_is_rewarded_once(committed_town: Town) -> None:
    town = committed_town
    klus = group(town)
    come(town, klus, 3)

    approve = partial(approve_slot, slot_id=klus.slots.get().id, actor=town.checker, now=END)
    answers = at_once(town.tenant, approve, approve)

    assert sum(isinstance(answer, SlotApproval) for answer in answers) == 1
    assert sum(isinstance(answer, NothingToApprove) for answer in answers) == 1
    assert Transfer.objects.filter(kind="reward").count() == 3
    assert (town.budget.balance, kept(klus), counted()) == (BUDGET - 1_000, 0, 1_000)
    assert verify_ledger(town.tenant.schema_name) == []


def test_one_by_one_and_all_together_at_once_each_is_rewarded_once(committed_town: Town) -> None:
    town = committed_town
    klus = town.klus(places=4)
    first, second, third, fourth = come(town, klus, 4)

    at_once(
        town.tenant,
        partial(approve_slot, slot_id=klus.slots.get().id, actor=town.checker, now=END),
        partial(approve_proof, sign_up_id=fourth.id, actor=town.organiser, now=END),
        partial(reject_proof, sign_up_id=first.id, actor=town.organiser, reason="Nee", now=END),
        partial(approve_proof, sign_up_id=second.id, actor=town.checker, now=END),
    )

    rewarded = SignUp.objects.filter(state="approved")
    assert rewarded.count() == Transfer.objects.filter(kind="reward").count() >= 3
    assert set(SignUp.objects.values_list("state", flat=True)) <= {"approved", "rejected"}
    assert town.budget.balance == BUDGET - 500 * rewarded.count()
    assert (kept(klus), counted()) == (0, 500 * rewarded.count())
    assert third in rewarded


def test_a_reversal_and_an_approval_of_one_person_at_once_both_happen(
    committed_town: Town,
) -> None:
    town = committed_town
    done = town.approved()
    waiting = town.handed_in()

    answers = at_once(
        town.tenant,
        partial(reverse_transfer, transfer_id=done.transfer_id, reason="Fout",
                actor=town.clerk.party_id, at=END),
        partial(approve_proof, sign_up_id=waiting.id, actor=town.checker, now=END),
    )  # fmt: skip

    assert not any(isinstance(answer, StepNotPossible) for answer in answers)
    assert (town.coins_of(town.resident), counted()) == (500, 500)
