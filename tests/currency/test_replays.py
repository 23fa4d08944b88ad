"""Asking for a replay: one row for who asks the same, a report in the end, or why there is none."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from currency.errors import KeyReused
from currency.models import Replay, RuleSet
from currency.queries import finished_replay, newest_replay
from currency.replay import Report
from currency.rule_errors import ReplayMonthsInvalid, RulesInvalid, RulesNotOpen
from currency.rules.document import Rules
from currency.services import replays
from currency.services.replays import LEFT_AFTER, is_left, run_replay, start_replay
from tests.cast import NOW, Town
from tests.currency.replay_cast import END, on, pays

ANNA, BOB = uuid4(), uuid4()


def a_draft(state: str = "draft", **sections: Any) -> RuleSet:
    document = Rules.model_validate(sections).model_dump(mode="json")
    return RuleSet.objects.create(version=90, document=document, state=state)


def start(found: RuleSet, **more: Any) -> Replay:
    asked: dict[str, Any] = {"months": 6, "actor": ANNA, "now": NOW, **more}
    return start_replay(version=found.version, **asked)


def done(found: Replay) -> Replay:
    assert run_replay(replay_id=found.id, clock=lambda: END)
    found.refresh_from_db()
    return found


def test_a_finished_replay_has_its_report_and_belongs_to_the_document(town: Town) -> None:
    pays(town, town.resident(2_000), town.shop(), 900, on(2))
    draft = a_draft(payments={"maximum": 500})

    found = done(start(draft))

    assert (found.state, found.seen, found.total) == ("done", 2, 2)
    assert found.finished_at == END
    report = Report.model_validate(found.report)
    assert [(one.rule, one.count, one.amount) for one in report.differences] == [
        ("payments.maximum", 1, 900)
    ]
    assert finished_replay(draft) == found


def test_a_replay_of_nothing_is_done_and_counts(town: Town) -> None:
    draft = a_draft()

    found = done(start(draft, months=1))

    assert Report.model_validate(found.report).is_empty
    assert finished_replay(draft) == found


def test_who_asks_the_same_while_it_waits_gets_the_same_replay(town: Town) -> None:
    draft = a_draft()
    first = start(draft)

    assert start(draft, actor=BOB) == first
    assert start(draft, months=3) != first
    assert start(draft, key=first.key) == first
    with pytest.raises(KeyReused):
        start(draft, key=first.key, months=2)


def test_the_same_key_is_the_same_replay_also_when_it_is_done(town: Town) -> None:
    draft, key = a_draft(), uuid4()
    first = done(start(draft, key=key))

    assert start(draft, key=key) == first
    assert start(draft, key=uuid4()) != first


def test_a_replay_that_lost_its_worker_is_begun_again(town: Town) -> None:
    draft = a_draft()
    first = start(draft)
    Replay.objects.update(state="running", seen=5, total=9)
    later = NOW + LEFT_AFTER + timedelta(seconds=1)

    assert not is_left(Replay.objects.get(), NOW + LEFT_AFTER)
    again = start(draft, now=later)

    assert again == first
    assert (again.state, again.seen, again.asked_at) == ("waiting", 0, later)
    assert done(again).state == "done"


def test_what_is_done_is_not_done_again(town: Town) -> None:
    found = done(start(a_draft()))

    assert not run_replay(replay_id=found.id, clock=lambda: END + timedelta(hours=1))
    assert not run_replay(replay_id=found.id + 1, clock=lambda: END)
    found.refresh_from_db()
    assert found.finished_at == END


def test_a_draft_that_changed_meanwhile_has_no_replay(town: Town) -> None:
    draft = a_draft()
    found = start(draft)
    changed = Rules.model_validate({"payments": {"maximum": 500}}).model_dump(mode="json")
    RuleSet.objects.filter(id=draft.id).update(document=changed)

    assert not run_replay(replay_id=found.id, clock=lambda: END)

    found.refresh_from_db()
    draft.refresh_from_db()
    assert (found.state, found.report) == ("failed", {"failed": "draft-changed"})
    assert newest_replay(draft) is None


def test_a_fault_leaves_it_failed_and_open_to_another_try(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    draft = a_draft()
    found = start(draft)
    with monkeypatch.context() as broken:
        broken.setattr(replays, "replay", breaks)
        with pytest.raises(ZeroDivisionError):
            run_replay(replay_id=found.id, clock=lambda: END)

    found.refresh_from_db()
    assert (found.state, found.report) == ("failed", {"failed": "fault"})
    assert finished_replay(draft) is None
    assert done(start(draft)) != found


@pytest.mark.parametrize("months", [0, -1, 25])
def test_it_looks_back_over_one_to_twenty_four_months(town: Town, months: int) -> None:
    with pytest.raises(ReplayMonthsInvalid):
        start(a_draft(), months=months)


def test_what_holds_already_is_not_replayed_and_nonsense_neither(town: Town) -> None:
    in_force = RuleSet.objects.get(state="approved")
    with pytest.raises(RulesNotOpen):
        start(in_force)
    with pytest.raises(RulesNotOpen):
        start_replay(version=999, months=6, actor=ANNA, now=NOW)

    draft = a_draft()
    draft.document["payments"]["maximum"] = draft.document["payments"]["maximum_per_day"] + 1
    draft.save()
    with pytest.raises(RulesInvalid):
        start(draft)


def test_a_proposal_may_be_replayed_too(town: Town) -> None:
    assert done(start(a_draft(state="proposed"))).state == "done"


def test_a_replay_sees_its_own_town_alone(town: Town, abroad: Town) -> None:
    pays(abroad, abroad.resident(2_000), abroad.shop(), 900, on(2))

    report = Report.model_validate(done(start(a_draft(payments={"maximum": 500}))).report)

    assert report.is_empty
    with abroad.here():
        assert not Replay.objects.exists()


def test_how_far_it_is_can_be_seen_meanwhile(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("currency.replay.reading.TRANSFERS_AT_ONCE", 1)
    resident, shop = town.resident(2_000), town.shop()
    for day in (2, 3):
        pays(town, resident, shop, 100, on(day))
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(replays, "_told", lambda _, seen, total: told.append((seen, total)))

    done(start(a_draft()))

    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
