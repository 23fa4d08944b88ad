"""A group klus: one reward for a moment, kept whole, parted over who took part, all at once."""

from uuid import uuid4

import pytest

from currency.errors import RewardOutside
from currency.models import Counter, Transfer
from currency.proof import verify_ledger
from currency.rules.document import NORM_2025, Pots, Rewards, Volunteers
from marketplace import queries
from marketplace.errors import (
    GroupNotReady,
    GroupTogether,
    MinutesInvalid,
    NothingToApprove,
    ResidentBalanceFull,
    ResidentLimitReached,
    SelfApproval,
)
from marketplace.models import Klus, SignUp
from marketplace.rules.moments import Moment
from marketplace.services.approvals import approve_proof, reject_proof
from marketplace.services.klussen import cancel_klus, close_klus, create_klus, publish_klus
from marketplace.services.sign_ups import cancel_sign_up, mark_no_show
from marketplace.services.slot_approvals import approve_slot
from tenants.errors import NotAllowed
from tenants.people.models import Person
from tests.marketplace.cast import BUDGET, DAY, END, NOW, START, Town, a_photo, kept
from tests.marketplace.test_services_approvals import new_rules


def group(town: Town, *, reward: int = 1_000, places: int = 3, moments: int = 1) -> Klus:
    """An open klus with one reward for all who come to a moment."""
    made = create_klus(
        key=uuid4(), actor=town.organiser, title="Tuin omspitten", description="Samen.",
        category=Klus.Category.GREEN, programme=town.programme, place="Tuin", reward=reward,
        is_group=True, duration_minutes=120, now=NOW,
        moments=[Moment(START + n * DAY, END + n * DAY, places) for n in range(moments)],
    )  # fmt: skip
    return publish_klus(klus_id=made.id, actor=town.organiser, now=NOW)


def come(town: Town, klus: Klus, count: int) -> list[SignUp]:
    """So many people who did the work."""
    return [town.handed_in(klus, town.another()) for _ in range(count)]


def approve(town: Town, klus: Klus, actor: Person | None = None, **more: object):
    return approve_slot(
        slot_id=klus.slots.first().id, actor=actor or town.checker, now=END, **more
    )  # fmt: skip


def test_it_keeps_one_reward_for_each_moment(town: Town) -> None:
    klus = group(town, moments=2)

    assert (kept(klus), town.budget.held) == (2_000, 2_000)


def test_the_reward_is_parted_alike_to_the_minor_unit(town: Town) -> None:
    klus = group(town)
    people = come(town, klus, 3)

    done = approve(town, klus)

    assert [found.reward for found in done.approved] == [334, 333, 333]
    assert [town.coins_of(found.resident) for found in people] == [334, 333, 333]
    assert (kept(klus), town.budget.balance) == (0, BUDGET - 1_000)
    assert Transfer.objects.filter(kind="reward").count() == 3
    assert verify_ledger(town.tenant.schema_name) == []


def test_who_did_not_come_gets_no_part_and_the_others_get_more(town: Town) -> None:
    klus = group(town)
    come(town, klus, 2)
    missing = town.signed_up(klus, town.another())

    with pytest.raises(GroupNotReady):
        approve(town, klus)
    mark_no_show(sign_up_id=missing.id, actor=town.organiser, now=END)
    assert kept(klus) == 1_000
    done = approve(town, klus)

    assert [found.reward for found in done.approved] == [500, 500]
    counted = Counter.objects.filter(name="volunteer-cents", period="2026")
    assert sorted(counted.values_list("used", flat=True)) == [0, 500, 500]


def test_by_time_each_gets_by_the_minutes_they_were_there(town: Town) -> None:
    new_rules(rewards=Rewards(group_split="by-time"))
    klus = group(town)
    early, late = come(town, klus, 2)

    done = approve(town, klus, minutes={early.id: 120, late.id: 30})

    assert [(found.minutes, found.reward) for found in done.approved] == [(120, 800), (30, 200)]


@pytest.mark.parametrize("wrong", [0, -5, 121])
def test_minutes_outside_the_moment_are_refused(town: Town, wrong: int) -> None:
    new_rules(rewards=Rewards(group_split="by-time"))
    klus = group(town)
    found, _ = come(town, klus, 2)

    with pytest.raises(MinutesInvalid):
        approve(town, klus, minutes={found.id: wrong})

    assert Transfer.objects.filter(kind="reward").count() == 0


def test_nobody_of_a_group_is_approved_alone(town: Town) -> None:
    found, _ = come(town, group(town), 2)

    with pytest.raises(GroupTogether):
        approve_proof(sign_up_id=found.id, actor=town.checker, now=END)


def test_nobody_approves_a_group_they_were_in(town: Town) -> None:
    klus = group(town)
    come(town, klus, 1)
    town.handed_in(klus, town.checker)

    with pytest.raises(SelfApproval):
        approve(town, klus)
    with pytest.raises(NotAllowed):
        approve(town, klus, town.resident)


def test_a_full_balance_or_a_limit_stops_the_whole_group(town: Town) -> None:
    klus = group(town)
    come(town, klus, 2)
    new_rules(pots=Pots(maximum_balance=499))

    with pytest.raises(ResidentBalanceFull):
        approve(town, klus)

    assert Transfer.objects.filter(kind="reward").count() == 0
    assert set(SignUp.objects.values_list("state", flat=True)) == {"handed-in"}


def test_a_part_above_a_volunteers_month_stops_the_whole_group(town: Town) -> None:
    norm = NORM_2025.model_copy(update={"month": 400})
    new_rules(volunteers=Volunteers(norms=(norm,)))
    klus = group(town)
    come(town, klus, 2)

    with pytest.raises(ResidentLimitReached):
        approve(town, klus)

    assert Transfer.objects.filter(kind="reward").count() == 0


def test_above_the_most_for_one_person_the_rest_goes_back_to_the_budget(town: Town) -> None:
    new_rules(rewards=Rewards(maximum=600))
    klus = group(town)
    (alone,) = come(town, klus, 1)

    approve(town, klus)

    assert town.coins_of(alone.resident) == 600
    assert (kept(klus), town.budget.balance) == (0, BUDGET - 600)


def test_a_part_outside_the_rules_is_refused_when_it_is_made(town: Town) -> None:
    with pytest.raises(RewardOutside):
        group(town, reward=299, places=3)


def test_a_rejected_member_leaves_the_reward_to_the_others(town: Town) -> None:
    klus = group(town)
    good, bad = come(town, klus, 2)

    reject_proof(sign_up_id=bad.id, actor=town.checker, reason="Nee", now=END)
    approve(town, klus)

    assert town.coins_of(good.resident) == 1_000


def test_what_nobody_earned_goes_back_when_it_closes_or_is_called_off(town: Town) -> None:
    closed, off = group(town, moments=2), group(town)
    come(town, closed, 1)
    leaving = town.signed_up(off, town.another())
    cancel_sign_up(sign_up_id=leaving.id, actor=leaving.resident, now=NOW)

    close_klus(klus_id=closed.id, actor=town.organiser, now=END + 2 * DAY)
    cancel_klus(klus_id=off.id, actor=town.organiser, reason="Storm", now=NOW)

    assert (kept(closed), kept(off), town.budget.held) == (1_000, 0, 1_000)


def test_the_last_of_a_closed_group_that_falls_away_gives_the_reward_back(town: Town) -> None:
    klus = group(town)
    (alone,) = come(town, klus, 1)
    close_klus(klus_id=klus.id, actor=town.organiser, now=END)

    reject_proof(sign_up_id=alone.id, actor=town.checker, reason="Nee", now=END)

    assert (kept(klus), town.budget.held) == (0, 0)


def test_what_is_on_its_way_in_a_group_is_the_least_one_gets(town: Town) -> None:
    klus = group(town)
    (found,) = come(town, klus, 1)

    assert queries.on_its_way(found.resident) == 333


def test_everybody_of_a_plain_moment_is_approved_at_once(town: Town) -> None:
    klus = town.klus(places=4)
    people = come(town, klus, 3)

    done = approve(town, klus)

    assert [town.coins_of(found.resident) for found in people] == [500, 500, 500]
    assert (len(done.approved), done.full, done.limited) == (3, [], [])
    assert {found.state for found in SignUp.objects.all()} == {"approved"}
    with pytest.raises(NothingToApprove):
        approve(town, klus)
    assert verify_ledger(town.tenant.schema_name) == []


def test_of_a_plain_moment_who_cannot_be_rewarded_now_is_left_waiting(town: Town) -> None:
    klus = town.klus(places=4)
    good, full, limited = come(town, klus, 3)
    own = town.handed_in(klus, town.checker)
    _make_full(town, full.resident)
    norm = NORM_2025.model_copy(update={"month": 1_600})
    new_rules(volunteers=Volunteers(norms=(norm,)), pots=Pots(maximum_balance=900))
    Counter.objects.filter(subject=str(limited.resident.party_id)).update(used=1_601)

    done = approve(town, klus)

    assert (done.approved, done.full, done.limited) == ([good], [full], [limited])
    assert SignUp.objects.filter(state="handed-in").count() == 3
    own.refresh_from_db()
    assert own.state == "handed-in"
    assert kept(klus) == 3 * 500


def _make_full(town: Town, person: Person) -> None:
    for colour in ("red", "blue"):
        found = town.begun(town.klus(), person)
        town.hand_in(found, a_photo(colour))
        approve_proof(sign_up_id=found.id, actor=town.checker, now=END)
