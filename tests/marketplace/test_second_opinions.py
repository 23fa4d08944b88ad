"""A klus that looks like paid work is published once a colleague agrees, by name and with why."""

from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from marketplace.errors import ReasonMissing, StepNotPossible
from marketplace.guard_errors import (
    ChangeNeedsOpinion,
    NotAnAdviser,
    NothingToJudge,
    OpinionOpen,
    SecondOpinionNeeded,
    WatchedInvalid,
)
from marketplace.models import Klus, KlusPolicy, SecondOpinion, WatchedWork
from marketplace.queries.guard import register, signals_of
from marketplace.services.klus_changes import SlotChange, change_klus
from marketplace.services.klussen import cancel_klus, close_klus, publish_klus
from marketplace.services.opinions import (
    answer_second_opinion,
    ask_second_opinion,
    withdraw_second_opinion,
)
from marketplace.services.policy import change_policy, keep_watched_work
from tenants.errors import NotAllowed, NotFound
from tenants.people.models import Person
from tenants.people.services import grant_role
from tenants.trail.services import relay_outbox
from tests.marketplace.cast import DAY, END, NOW, Town, make_person
from tests.settlement.cast import at_once


@pytest.fixture
def board(town: Town) -> Person:
    """Somebody of the board, who judges; this town watches litter picking."""
    watch(town)
    return make_person("bestuur", "agreements")


def watch(town: Town) -> WatchedWork:
    return keep_watched_work(
        actor=town.clerk, watched_id=None, name="Straten vegen", why="", category="",
        words=["zwerfvuil"],
    )  # fmt: skip


def ask(town: Town, klus: Klus, of: Person, by: Person | None = None) -> SecondOpinion:
    return ask_second_opinion(
        klus_id=klus.id, actor=by or town.organiser, asked_of=of,
        question="Het is een keer per jaar.", now=NOW,
    )  # fmt: skip


def answer(found: SecondOpinion, agrees: bool = True, by: Person | None = None) -> SecondOpinion:
    return answer_second_opinion(
        opinion_id=found.id, actor=by or found.asked_of, agrees=agrees,
        reason="De veegploeg komt hier niet.", now=NOW,
    )  # fmt: skip


def publish(town: Town, klus: Klus) -> Klus:
    return publish_klus(klus_id=klus.id, actor=town.organiser, now=NOW)


def test_it_opens_only_after_a_yes(town: Town, board: Person) -> None:
    klus = town.draft()
    with pytest.raises(SecondOpinionNeeded) as refused:
        publish(town, klus)
    assert refused.value.facts == {"signals": ["kind"]}
    found = ask(town, klus, board)
    with pytest.raises(SecondOpinionNeeded):
        publish(town, klus)

    answer(found)

    assert publish(town, klus).state == "published"


def test_a_no_keeps_it_closed_and_stands_in_the_register(town: Town, board: Person) -> None:
    klus = town.draft()
    answer(ask(town, klus, board), agrees=False)
    with pytest.raises(SecondOpinionNeeded):
        publish(town, klus)

    (row,) = register(year=2026)
    assert (row.state, row.asked_of, row.klus) == ("against", board, klus)
    assert register(year=2025).count() == 0
    # Somebody else may be asked after that.
    answer(ask(town, klus, town.clerk))
    assert publish(town, klus).state == "published"


def test_what_is_changed_afterwards_is_judged_anew(town: Town, board: Person) -> None:
    klus = town.draft()
    answer(ask(town, klus, board))
    change_klus(
        klus_id=klus.id, actor=town.organiser, now=NOW, fields={"description": "Elke dag vegen."}
    )
    with pytest.raises(SecondOpinionNeeded):
        publish(town, klus)

    open_one = ask(town, klus, board)
    change_klus(klus_id=klus.id, actor=town.organiser, now=NOW, fields={"place": "Overal"})
    open_one.refresh_from_db()
    assert open_one.state == "withdrawn"
    with pytest.raises(StepNotPossible):
        answer(open_one)


def test_only_who_was_asked_by_name_answers_and_never_who_asks_or_made_it(
    town: Town, board: Person
) -> None:
    klus = town.draft()
    for wrong in (town.organiser, town.checker, town.resident):
        with pytest.raises(NotAnAdviser):
            ask(town, klus, wrong)
    with pytest.raises(NotAnAdviser):
        ask(town, klus, town.clerk, by=town.clerk)
    found = ask(town, klus, board)
    for wrong in (town.clerk, town.organiser, town.resident):
        with pytest.raises(NotAllowed):
            answer(found, by=wrong)
    with pytest.raises(NotAllowed):
        ask(town, klus, board, by=town.resident)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondOpinion.objects.update(asked_by=board)


def test_asking_and_answering_twice_is_once(town: Town, board: Person) -> None:
    klus = town.draft()
    found = ask(town, klus, board)
    assert ask(town, klus, board) == found
    with pytest.raises(OpinionOpen):
        ask(town, klus, town.clerk)
    assert answer(found) == answer(found)
    with pytest.raises(StepNotPossible):
        answer(found, agrees=False)


def test_question_and_answer_say_why_and_reach_each_other(town: Town, board: Person) -> None:
    klus = town.draft()
    found = ask(town, klus, board)
    with pytest.raises(ReasonMissing):
        answer_second_opinion(opinion_id=found.id, actor=board, agrees=True, reason=" ", now=NOW)
    relay_outbox(now=END + DAY)
    answer(found)
    relay_outbox(now=END + DAY)

    assert [one.to for one in mail.outbox] == [[board.email], [town.organiser.email]]
    assert "Het is een keer per jaar." in mail.outbox[0].body
    assert "De veegploeg komt hier niet." in mail.outbox[1].body


def test_a_question_is_taken_back_by_hand_or_with_the_klus(town: Town, board: Person) -> None:
    found = ask(town, town.draft(), board)
    for _ in range(2):
        withdraw_second_opinion(opinion_id=found.id, actor=town.checker)
    other = ask(town, town.draft(), board)
    cancel_klus(klus_id=other.klus_id, actor=town.organiser, reason="Toch niet", now=NOW)

    assert set(SecondOpinion.objects.values_list("state", flat=True)) == {"withdrawn"}
    with pytest.raises(NotFound):
        withdraw_second_opinion(opinion_id=404, actor=town.checker)


def test_what_does_not_look_like_paid_work_needs_nobody(town: Town) -> None:
    klus = town.draft()
    with pytest.raises(NothingToJudge):
        ask(town, klus, town.clerk)
    assert publish(town, klus).state == "published"


def test_hours_of_all_klussen_at_one_place_count_together(town: Town) -> None:
    KlusPolicy.objects.create(most_hours_a_week=8)
    first = town.klus(places=4)
    assert signals_of(first) == []

    second = town.draft(places=1)

    with pytest.raises(SecondOpinionNeeded) as refused:
        publish(town, second)
    assert refused.value.facts == {"signals": ["hours"]}
    close_klus(klus_id=first.id, actor=town.organiser, now=END)
    assert [one.code for one in signals_of(second)] == ["hours"]
    Klus.objects.filter(id=second.id).update(place="Een heel andere plek")
    assert publish(town, second).state == "published"


def test_an_open_klus_grows_no_further_than_was_agreed(town: Town) -> None:
    KlusPolicy.objects.create(most_hours_a_week=8)
    klus = town.klus(places=3)
    slot = klus.slots.get()
    grow = partial(change_klus, klus_id=klus.id, actor=town.organiser, now=NOW, fields={})

    with pytest.raises(ChangeNeedsOpinion), transaction.atomic():
        grow(slots=[SlotChange(slot.id, slot.starts_at, 5)])
    grow(slots=[SlotChange(slot.id, slot.starts_at + timedelta(hours=1), 4)])

    assert klus.slots.get().places == 4


def test_the_list_and_the_rules_are_kept_by_who_may(town: Town) -> None:
    made = watch(town)
    with pytest.raises(WatchedInvalid):
        watch(town)
    keep = partial(keep_watched_work, name="Vegen", why="", category="", words=[" "])
    with pytest.raises(WatchedInvalid):
        keep(actor=town.clerk, watched_id=made.id)
    with pytest.raises(NotAllowed):
        keep(actor=town.organiser, watched_id=made.id)
    with pytest.raises(NotFound):
        keep(actor=town.clerk, watched_id=404)
    with pytest.raises(NotAllowed):
        change_policy(
            actor=town.organiser, late_hours=1, needs_check=True, most_hours_a_week=1,
            most_weeks_at_place=1,
        )  # fmt: skip
    for wrong in ({"words": []}, {"name": "x", "words": [], "category": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            WatchedWork.objects.update(**wrong)


def test_yes_and_a_change_at_once_never_open_what_nobody_judged(committed_town: Town) -> None:
    town = committed_town
    watch(town)
    klus = town.draft()
    found = ask(town, klus, town.clerk)

    at_once(
        town.tenant, partial(answer, found),
        partial(
            change_klus, klus_id=klus.id, actor=town.organiser, now=NOW,
            fields={"description": "Elke dag vegen."},
        ),
    )  # fmt: skip

    with pytest.raises(SecondOpinionNeeded):
        publish(town, klus)


def test_an_organisation_asks_for_its_own_klussen_and_for_no_other(
    town: Town, board: Person
) -> None:
    club, klus = make_person("vereniging"), town.draft()
    grant_role(person=club, code="organiser", actor=None, within=klus.organiser)
    other = town.draft()
    Klus.objects.filter(id=other.id).update(organiser=town.clerk.party)

    assert ask(town, klus, board, by=club).asked_by == club
    with pytest.raises(NotAllowed):
        ask(town, other, board, by=club)
