"""The table of transitions: whole, in the words of the models, and drawn in the documentation."""

import pytest

from marketplace.buurtdeals.models import Buurtdeal
from marketplace.errors import StepNotPossible
from marketplace.models import Klus, KlusIdea, SecondOpinion, SignUp, WaitingEntry
from marketplace.rules.transitions import (
    DEAL,
    IDEA,
    KLUS,
    OPINION,
    SIGN_UP,
    WAITING,
    Hat,
    Verb,
    next_state,
    verbs_of,
)
from marketplace.rules.transitions_page import PAGE, page
from tenants.errors import NotAllowed

TABLES = (DEAL, IDEA, KLUS, OPINION, SIGN_UP, WAITING)


def states_of(table):
    return {name for step in table for name in (step.state, step.next)}


def test_the_table_speaks_of_the_states_that_the_models_have_and_of_no_other():
    # A pattern takes no step: it is copied from.
    assert states_of(KLUS) == set(Klus.State.values) - {Klus.State.PATTERN}
    assert states_of(SIGN_UP) == set(SignUp.State.values)
    assert states_of(DEAL) == set(Buurtdeal.State.values)
    assert states_of(IDEA) == set(KlusIdea.State.values)
    assert states_of(OPINION) == {"none", *SecondOpinion.State.values}
    assert states_of(WAITING) == set(WaitingEntry.State.values)


def test_every_verb_is_a_step_of_one_of_the_tables():
    assert {step.verb for table in TABLES for step in table} == set(Verb)


def test_no_step_stands_twice():
    for table in TABLES:
        starts = [(step.state, step.verb) for step in table]
        assert len(starts) == len(set(starts))


def test_whoever_is_under_way_can_still_be_rewarded_and_can_be_ended_by_somebody_else():
    for state in ("signed-up", "checked-in", "handed-in", "sent-back"):
        reached = {state}
        for _ in SIGN_UP:
            reached |= {step.next for step in SIGN_UP if step.state in reached}
        others = {hat for step in SIGN_UP if step.state == state for hat in step.who}
        assert "approved" in reached
        assert others - {Hat.RESIDENT}, f"{state} could hold coins for ever"


@pytest.mark.parametrize("table", TABLES)
def test_each_step_is_for_its_own_hats_alone(table):
    for step in table:
        for hat in Hat:
            if hat in step.who:
                assert next_state(table, step.state, step.verb, {hat}) == step.next
                assert step.verb in verbs_of(table, step.state, {hat})
            else:
                assert step.verb not in verbs_of(table, step.state, {hat})
                with pytest.raises(NotAllowed):
                    next_state(table, step.state, step.verb, {hat})


@pytest.mark.parametrize("table", TABLES)
def test_a_step_that_is_not_in_the_table_is_possible_for_nobody(table):
    possible = {(step.state, step.verb) for step in table}
    for state in states_of(table):
        for verb in Verb:
            if (state, verb) not in possible:
                with pytest.raises(StepNotPossible) as refused:
                    next_state(table, state, verb, set(Hat))
                assert refused.value.facts == {"state": state, "verb": verb.value}


def test_the_page_in_the_documentation_is_the_table_of_today():
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "draw it anew: HEITJE_TEST=1 PYTHONPATH=platform:."
        " python -m marketplace.rules.transitions_page"
    )
