"""The life of a version before it holds: drafted, changed, replayed, proposed, sent back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from currency import queries, rule_errors
from currency.models import RuleSet
from currency.rules.digest import document_digest
from currency.rules.templates import TEMPLATES
from currency.services import rules as services
from tenants.errors import NeedsSecondPerson, NotFound
from tenants.trail.models import AuditEvent
from tests.cast import NOW, Town, proposed, replayed

ANNA, BOB = uuid4(), uuid4()
LATER = NOW + timedelta(days=30)


def draft(note: str = "", **sections: object) -> RuleSet:
    return services.draft_rules(document=sections, actor=ANNA, now=NOW, note=note)


def change(found: RuleSet, seen: bytes | None = None, **sections: object) -> RuleSet:
    return services.change_draft(
        version=found.version, document=sections, note="anders", actor=BOB, now=LATER, seen=seen
    )


def test_a_draft_is_whole_and_judges_nothing(town: Town) -> None:
    made = draft(note=" Zomer ", payments={"maximum": 700})

    assert (made.version, made.state, made.note) == (2, "draft", "Zomer")
    assert made.document["redemption"]["holding_days"] == 7
    assert queries.rules_in_force(LATER).version == 1


def test_the_same_draft_asked_twice_is_one_and_another_is_another(town: Town) -> None:
    made = draft(payments={"maximum": 700})

    assert draft(payments={"maximum": 700}) == made
    assert draft(payments={"maximum": 701}).version == made.version + 1


def test_a_draft_starts_from_what_holds_from_a_version_or_from_a_template(town: Town) -> None:
    town.rules(payments={"maximum": 700})

    now, based_on = queries.starting_document(template="", version=None, now=NOW)
    first, based_on_first = queries.starting_document(template="", version=1, now=NOW)
    bank, of_none = queries.starting_document(template="time-bank", version=None, now=NOW)

    assert (now["payments"]["maximum"], based_on) == (700, 2)
    assert (first["payments"]["maximum"], based_on_first) == (15_000, 1)
    assert (bank, of_none) == (TEMPLATES["time-bank"].model_dump(mode="json"), None)
    for wrong in ({"template": "gold", "version": None}, {"template": "", "version": 99}):
        with pytest.raises(NotFound):
            queries.starting_document(now=NOW, **wrong)


def test_a_draft_is_changed_by_whoever_read_it_as_it_is(town: Town) -> None:
    made = draft()
    read = document_digest(made.document)

    changed = change(made, seen=read, payments={"maximum": 700})

    assert (changed.note, changed.drafted_by, changed.drafted_at) == ("anders", BOB, LATER)
    with pytest.raises(rule_errors.RulesChanged):
        change(made, seen=read, payments={"maximum": 800})
    assert RuleSet.objects.get(version=made.version).document["payments"]["maximum"] == 700


def test_a_draft_is_thrown_away_with_its_replays_and_nothing_else_is(town: Town) -> None:
    made, waits = replayed(draft()), proposed({"payments": {"maximum": 700}}, ANNA)

    services.discard_draft(version=made.version, actor=ANNA)

    assert not RuleSet.objects.filter(version=made.version).exists()
    for version in (waits.version, 1, 99):
        with pytest.raises(rule_errors.RulesNotOpen):
            services.discard_draft(version=version, actor=ANNA)


def test_only_a_draft_with_a_finished_replay_of_itself_is_proposed(town: Town) -> None:
    made = draft()
    with pytest.raises(rule_errors.ReplayMissing):
        services.propose_rules(version=made.version, actor=ANNA)
    replayed(made)
    changed = change(made, payments={"maximum": 700})
    with pytest.raises(rule_errors.ReplayMissing) as refused:
        services.propose_rules(version=made.version, actor=ANNA)

    done = services.propose_rules(version=replayed(changed).version, actor=ANNA)

    assert refused.value.facts == {"version": made.version}
    assert (done.state, done.proposed_by) == ("proposed", ANNA)
    assert services.propose_rules(version=made.version, actor=ANNA) == done
    with pytest.raises(rule_errors.RulesNotOpen):
        services.propose_rules(version=made.version, actor=BOB)


def test_a_proposal_does_not_change_until_it_is_a_draft_again(town: Town) -> None:
    made = proposed({}, ANNA)
    with pytest.raises(rule_errors.RulesNotOpen):
        change(made)

    back = services.withdraw_proposal(version=made.version, actor=ANNA)

    assert (back.state, back.proposed_by) == ("draft", None)
    assert change(back, payments={"maximum": 700}).state == "draft"
    with pytest.raises(rule_errors.RulesNotOpen):
        services.withdraw_proposal(version=made.version, actor=ANNA)


def test_a_second_person_declines_with_a_reason_that_stays_until_it_is_proposed_anew(
    town: Town,
) -> None:
    made = proposed({}, ANNA)
    with pytest.raises(rule_errors.DeclineReasonMissing):
        services.decline_rules(version=made.version, actor=BOB, reason="  ")
    with pytest.raises(NeedsSecondPerson):
        services.decline_rules(version=made.version, actor=ANNA, reason="Toch niet")

    back = services.decline_rules(version=made.version, actor=BOB, reason=" Te hoog ")

    assert (back.state, back.declined_because) == ("draft", "Te hoog")
    assert services.propose_rules(version=made.version, actor=ANNA).declined_because == ""


def test_who_approves_approves_what_was_read(town: Town) -> None:
    made = proposed({}, ANNA)
    asked = {"version": made.version, "actor": BOB, "starts_at": LATER, "now": NOW}

    with pytest.raises(rule_errors.RulesChanged):
        services.approve_rules(**asked, seen=bytes(32))

    assert services.approve_rules(**asked, seen=document_digest(made.document)).state == "approved"


def test_every_step_stands_in_the_trail(town: Town) -> None:
    made = proposed({}, ANNA)
    services.decline_rules(version=made.version, actor=BOB, reason="Nee")
    change(made)
    services.discard_draft(version=made.version, actor=ANNA)

    verbs = AuditEvent.objects.filter(thing="rules").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == [
        "draft-rules", "propose-rules", "decline-rules", "change-rules", "discard-rules",
    ]  # fmt: skip
