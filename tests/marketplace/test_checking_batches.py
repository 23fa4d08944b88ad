"""Approving in one go: nothing is paid for ten minutes, then all of it; taking back is whole."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from currency.models import Transfer
from currency.proof import verify_ledger
from currency.services import holds
from marketplace.checking import queries
from marketplace.checking.errors import BatchEmpty, BatchTooLarge, NotYourBatch, UndoTooLate
from marketplace.checking.models import Batch
from marketplace.checking.services.batches import approve_batch, settle_batches, undo_batch
from marketplace.models import SignUp
from marketplace.services.approvals import approve_proof, reject_proof, send_back
from tenants.errors import NotAllowed, NotFound
from tenants.people.models import Grant
from tests.cast import Town as Ledger
from tests.marketplace.cast import BUDGET, END, REWARD, a_photo
from tests.marketplace.test_checking_impartial import under_one_roof
from tests.settlement.cast import at_once

MINUTE = timedelta(minutes=1)
DUE = END + 10 * MINUTE


def three(town):
    klus = town.klus(places=3)
    return [town.handed_in(klus, one) for one in (town.resident, town.another(), town.another())]


def batch(town, found, actor=None, key=None):
    return approve_batch(
        key=key or uuid4(), sign_up_ids=[one.id for one in found], actor=actor or town.checker,
        now=END,
    )  # fmt: skip


def test_nothing_is_paid_within_the_ten_minutes_and_all_of_it_after(town):
    found = three(town)
    made = batch(town, found)

    assert settle_batches(now=DUE - timedelta(seconds=1)) == 0
    assert town.budget.balance == BUDGET
    assert settle_batches(now=DUE) == 3

    made.refresh_from_db()
    assert [town.coins_of(one.resident) for one in found] == [REWARD] * 3
    assert {one.outcome for one in made.items.all()} == {"approved"}
    assert (made.settled_at, settle_batches(now=DUE + MINUTE)) == (DUE, 0)
    assert SignUp.objects.filter(decided_by=town.checker, state="approved").count() == 3


def test_what_is_taken_back_waits_again_and_is_never_paid(town):
    found = three(town)
    made = batch(town, found)
    assert queries.queue_length() == 0

    for _ in range(2):
        undo_batch(batch_id=made.id, actor=town.checker, now=DUE - MINUTE)

    assert (settle_batches(now=DUE), queries.queue_length()) == (0, 3)
    assert Transfer.objects.filter(kind="reward").count() == 0


def test_after_ten_minutes_or_by_somebody_else_nothing_is_taken_back(town):
    made = batch(town, three(town))

    with pytest.raises(NotYourBatch):
        undo_batch(batch_id=made.id, actor=town.organiser, now=END)
    with pytest.raises(UndoTooLate):
        undo_batch(batch_id=made.id, actor=town.checker, now=DUE)
    with pytest.raises(NotFound):
        undo_batch(batch_id=0, actor=town.checker, now=END)
    settle_batches(now=DUE)
    with pytest.raises(UndoTooLate):
        undo_batch(batch_id=made.id, actor=town.checker, now=END)


def test_the_same_key_is_one_batch(town):
    found, key = three(town), uuid4()

    first, second = batch(town, found, key=key), batch(town, found, key=key)

    assert first == second
    assert Batch.objects.count() == 1


def test_only_what_waits_for_this_person_comes_in(town):
    mine, mate, other = three(town)
    group = town.begun(town.klus(), town.another())
    under_one_roof(town.checker, mate.resident)
    batch(town, [mine], town.organiser)

    made = batch(town, [mine, mate, other, group])

    assert [one.sign_up_id for one in made.items.all()] == [other.id]
    for nothing in ([], [mine], [mate]):
        with pytest.raises(BatchEmpty):
            batch(town, nothing)
    with pytest.raises(BatchTooLarge):
        approve_batch(key=uuid4(), sign_up_ids=range(1, 300), actor=town.checker, now=END)
    with pytest.raises(NotAllowed):
        batch(town, [other], town.resident)


def test_what_cannot_be_rewarded_keeps_waiting_and_the_others_are_paid(town):
    full, sent_again, rejected = three(town)
    fine = town.handed_in(person=town.another())
    made = batch(town, [full, sent_again, rejected, fine])
    send_back(sign_up_id=sent_again.id, actor=town.organiser, reason="Te donker", now=END)
    town.hand_in(sent_again, a_photo("blue"), now=END + MINUTE)
    reject_proof(sign_up_id=rejected.id, actor=town.organiser, reason="Niet gedaan", now=END)
    holds.release_hold(hold_id=full.slot.klus.hold_id, amount=REWARD)

    settle_batches(now=DUE)

    outcomes = {one.sign_up_id: one.outcome for one in made.items.all()}
    assert outcomes[sent_again.id] == "changed"
    assert outcomes[rejected.id] == "step-not-possible"
    assert outcomes[fine.id] == "approved"
    assert (town.coins_of(sent_again.resident), town.coins_of(fine.resident)) == (0, REWARD)
    left = queries.left_by_batches(town.checker, DUE)
    assert [one.sign_up_id for one in left] == [sent_again.id]


def test_who_may_not_check_any_more_has_approved_nothing(town):
    (found, *_others) = three(town)
    made = batch(town, [found])
    Grant.objects.filter(person=town.checker).delete()

    settle_batches(now=DUE)

    assert made.items.get().outcome == "not-allowed"
    assert town.coins_of(found.resident) == 0


def test_where_two_people_check_a_batch_is_one_of_them(town):
    Ledger(town.tenant, town.programme).rules(checking={"checkers": 2})
    found = three(town)
    for actor in (town.checker, town.organiser):
        batch(town, found, actor)
        settle_batches(now=DUE)

    assert [town.coins_of(one.resident) for one in found] == [REWARD] * 3


def test_a_batch_is_undone_or_settled_never_both(town):
    made = batch(town, three(town))

    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(id=made.id).update(undone_at=DUE, settled_at=DUE)


def test_settled_twice_and_approved_by_a_colleague_at_once_each_is_paid_once(committed_town):
    town = committed_town
    found = three(town)
    batch(town, found)

    at_once(
        town.tenant,
        partial(settle_batches, now=DUE),
        partial(settle_batches, now=DUE),
        partial(approve_proof, sign_up_id=found[1].id, actor=town.organiser, now=DUE),
    )
    settle_batches(now=DUE)

    assert Transfer.objects.filter(kind="reward").count() == 3
    assert town.budget.balance == BUDGET - 3 * REWARD
    assert verify_ledger(town.tenant.schema_name) == []


def test_taken_back_while_it_settles_it_is_one_of_the_two(committed_town):
    town = committed_town
    made = batch(town, three(town))
    # The clock of the page is a little behind that of the worker.
    undone, _settled = at_once(
        town.tenant,
        partial(undo_batch, batch_id=made.id, actor=town.checker, now=DUE - MINUTE),
        partial(settle_batches, now=DUE),
    )
    settle_batches(now=DUE)

    paid = Transfer.objects.filter(kind="reward").count()
    assert paid == (3 if isinstance(undone, UndoTooLate) else 0)


def test_two_colleagues_who_tick_the_same_at_once_make_no_work_double(committed_town):
    town = committed_town
    found = three(town)

    made = at_once(town.tenant, *(partial(batch, town, found, one)
                                  for one in (town.checker, town.organiser)))  # fmt: skip

    assert sum(isinstance(one, BatchEmpty) for one in made) == 1
    settle_batches(now=DUE)
    assert Transfer.objects.filter(kind="reward").count() == 3
