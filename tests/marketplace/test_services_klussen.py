"""Making, publishing, closing and calling off a klus, and what its budget keeps aside for it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from currency.errors import BudgetTooSmall, KeyReused, RewardOutside
from currency.models import Hold
from marketplace.errors import (
    KlusNotOpen,
    KlusWithoutSlots,
    MomentInvalid,
    ReasonMissing,
    SlotOutsideProgramme,
    SlotPast,
)
from marketplace.models import Klus, SignUp
from marketplace.rules.moments import Moment
from marketplace.services.klussen import cancel_klus, close_klus, create_klus, publish_klus
from marketplace.services.sign_ups import cancel_sign_up, sign_up
from tenants.errors import NotAllowed, NotFound
from tenants.trail.models import AuditEvent, OutboxEvent
from tests.marketplace.cast import BUDGET, DAY, END, NOW, REWARD, START, kept, promised


def made(town, **changed):
    told = {
        "key": uuid4(), "actor": town.organiser, "title": " Blad harken ", "description": "Harken",
        "category": Klus.Category.GREEN, "programme": town.programme, "place": "Park",
        "reward": REWARD, "duration_minutes": 60, "moments": [Moment(START, END, 3)], "now": NOW,
    }  # fmt: skip
    return create_klus(**(told | changed))


def test_a_draft_reserves_nothing_and_is_made_once(town):
    key = uuid4()
    first = made(town, key=key)

    assert made(town, key=key).id == first.id

    assert first.title == "Blad harken"
    assert first.slots.count() == 1
    assert town.budget.held == 0


def test_a_key_used_for_another_klus_is_refused(town):
    key = uuid4()
    made(town, key=key)

    with pytest.raises(KeyReused):
        made(town, key=key, title="Iets anders")


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"moments": []}, KlusWithoutSlots),
        ({"moments": [Moment(START, END, 1)] * 2}, MomentInvalid),
        ({"reward": 99}, RewardOutside),
        ({"reward": 5_001}, RewardOutside),
    ],
)
def test_a_klus_that_makes_no_sense_is_not_made(town, changed, refusal):
    with pytest.raises(refusal):
        made(town, **changed)

    assert not Klus.objects.exists()


def test_a_resident_makes_and_publishes_no_klus(town):
    draft = town.draft()

    with pytest.raises(NotAllowed):
        made(town, actor=town.resident)
    with pytest.raises(NotAllowed):
        publish_klus(klus_id=draft.id, actor=town.resident, now=NOW)


def test_publishing_sets_places_times_reward_aside_once(town):
    klus = town.draft(places=3, moments=2)

    first = publish_klus(klus_id=klus.id, actor=town.organiser, now=NOW)
    again = publish_klus(klus_id=klus.id, actor=town.organiser, now=NOW)

    assert first.hold_id == again.hold_id
    assert town.budget.held == 6 * REWARD
    assert town.budget.balance == BUDGET
    assert AuditEvent.objects.filter(verb="publish-klus").count() == 1


def test_a_budget_that_is_too_small_is_refused_with_its_figures_and_keeps_the_draft(town):
    klus = town.draft(places=201)

    with pytest.raises(BudgetTooSmall) as refused:
        publish_klus(klus_id=klus.id, actor=town.organiser, now=NOW)

    assert refused.value.facts == {"amount": 201 * REWARD, "available": BUDGET}
    assert Klus.objects.get(id=klus.id).state == "draft"
    assert (town.budget.held, Hold.objects.count()) == (0, 0)


def test_the_last_coin_of_a_budget_can_be_reserved(town):
    klus = town.klus(places=200)

    assert town.budget.available == 0
    assert kept(klus) == BUDGET


@pytest.mark.parametrize("now", [START, END + 30 * DAY])
def test_a_moment_that_has_begun_is_not_published(town, now):
    with pytest.raises(SlotPast):
        publish_klus(klus_id=town.draft().id, actor=town.organiser, now=now)


@pytest.mark.parametrize("starts_at", [START + 60 * DAY, END.replace(month=12, day=31, hour=23)])
def test_a_moment_outside_the_time_of_its_budget_is_not_published(town, starts_at):
    klus = made(town, moments=[Moment(starts_at, starts_at + timedelta(hours=2), 1)])

    with pytest.raises(SlotOutsideProgramme) as refused:
        publish_klus(klus_id=klus.id, actor=town.organiser, now=NOW)

    assert refused.value.facts == {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}


def test_closing_gives_back_the_places_nobody_took_and_keeps_what_is_promised(town):
    klus = town.klus(places=5)
    town.signed_up(klus)
    town.begun(klus, town.another())

    close_klus(klus_id=klus.id, actor=town.organiser, now=NOW)

    assert kept(klus) == promised(klus) == 2 * REWARD
    with pytest.raises(KlusNotOpen):
        sign_up(slot_id=klus.slots.get().id, resident=town.another(), now=NOW)


def test_an_organiser_who_closes_after_the_day_ends_for_who_never_came(town):
    klus = town.klus()
    missed, there = town.signed_up(klus), town.handed_in(klus, town.another())

    close_klus(klus_id=klus.id, actor=town.organiser, now=END + DAY)

    assert SignUp.objects.get(id=missed.id).state == "no-show"
    assert SignUp.objects.get(id=there.id).state == "handed-in"
    assert kept(klus) == REWARD


def test_what_is_cancelled_after_closing_goes_back_to_the_budget(town):
    found = town.signed_up(town.klus(places=1))
    close_klus(klus_id=found.slot.klus_id, actor=town.organiser, now=NOW)

    cancel_sign_up(sign_up_id=found.id, actor=town.resident, now=NOW)

    assert (town.budget.held, kept(found.slot.klus)) == (0, 0)
    assert Hold.objects.get().state == "closed"


def test_calling_off_frees_the_places_tells_each_and_says_why(town):
    klus = town.klus(places=3)
    waiting, begun = town.signed_up(klus), town.begun(klus, town.another())

    cancel_klus(klus_id=klus.id, actor=town.organiser, reason=" Te veel wind ", now=NOW)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == ("cancelled", "Te veel wind")
    assert SignUp.objects.get(id=begun.id).state == "checked-in"
    assert klus.slots.get().taken == 1
    assert kept(klus) == promised(klus) == REWARD
    told = OutboxEvent.objects.filter(kind="sign-up.called-off")
    assert [event.facts for event in told] == [{"sign_up": waiting.id}]


def test_a_klus_is_not_called_off_without_a_reason(town):
    klus = town.klus()

    with pytest.raises(ReasonMissing):
        cancel_klus(klus_id=klus.id, actor=town.organiser, reason=" \n", now=NOW)

    assert Klus.objects.get(id=klus.id).state == "published"
    assert kept(klus) == 2 * REWARD


def test_a_draft_that_is_called_off_had_nothing_to_give_back(town):
    cancel_klus(klus_id=town.draft().id, actor=town.organiser, reason="Toch niet", now=NOW)

    assert (town.budget.held, town.budget.balance) == (0, BUDGET)


@pytest.mark.parametrize("act", [publish_klus, close_klus])
def test_a_klus_that_is_not_there_is_told_to_be_missing(town, act):
    with pytest.raises(NotFound):
        act(klus_id=404, actor=town.organiser, now=NOW)
