"""Each step of the table through its command: who may, gets there; who may not, does not."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import transaction

from marketplace.errors import SelfApproval, StepNotPossible
from marketplace.models import Klus, SignUp
from marketplace.rules.transitions import KLUS, SIGN_UP, Hat, Verb
from marketplace.services.approvals import (
    approve_partly,
    approve_proof,
    reject_proof,
    send_back,
)
from marketplace.services.klus_changes import change_klus
from marketplace.services.klus_checks import check_klus, finish_klus
from marketplace.services.klussen import cancel_klus, close_klus, publish_klus
from marketplace.services.sign_ups import cancel_sign_up, check_in, hand_in_proof, mark_no_show
from tenants.errors import NotAllowed
from tenants.people.models import Person, Role
from tenants.people.services import grant_role
from tests.marketplace.cast import END, NOW, START, Town, a_photo, make_person

HATS = {Hat.ORGANISER: "publish-klus", Hat.CHECKER: "check-proof"}


def somebody(hat: Hat, found: SignUp):
    """A person who wears this one hat for this sign-up."""
    if hat == Hat.RESIDENT:
        return found.resident
    code = f"{hat}-alone"
    Role.objects.get_or_create(code=code, defaults={"name": hat, "permissions": [HATS[hat]]})
    person = make_person(hat)
    grant_role(person=person, code=code, actor=None)
    return person


def partly(sign_up_id: int, actor: Person) -> SignUp:
    return approve_partly(
        sign_up_id=sign_up_id, actor=actor, amount=100, reason="De helft is klaar", now=END
    )


STATES: dict[str, Callable[[Town], SignUp]] = {
    "signed-up": lambda town: town.signed_up(),
    "checked-in": lambda town: town.begun(),
    "handed-in": lambda town: town.handed_in(),
    "approved": lambda town: town.approved(),
    "partly": lambda town: partly(town.handed_in().id, town.checker),
    "sent-back": lambda town: send_back(
        sign_up_id=town.handed_in().id, actor=town.checker, reason="Welke straat?", now=END
    ),
    "rejected": lambda town: reject_proof(
        sign_up_id=town.handed_in().id, actor=town.checker, reason="Niets te zien", now=END
    ),
    "cancelled": lambda town: cancel_sign_up(
        sign_up_id=(found := town.signed_up()).id, actor=found.resident, now=NOW
    ),
    "no-show": lambda town: mark_no_show(
        sign_up_id=town.signed_up().id, actor=town.organiser, now=END
    ),
}
COMMANDS = {
    Verb.CHECK_IN: lambda one, who: check_in(sign_up_id=one, actor=who, now=START),
    Verb.HAND_IN: lambda one, who: hand_in_proof(
        sign_up_id=one, resident=who, photo=a_photo("blue"), note="", now=END
    ),
    Verb.APPROVE: lambda one, who: approve_proof(sign_up_id=one, actor=who, now=END),
    Verb.APPROVE_PARTLY: lambda one, who: partly(one, who),
    Verb.SEND_BACK: lambda one, who: send_back(sign_up_id=one, actor=who, reason="?", now=END),
    Verb.REJECT: lambda one, who: reject_proof(sign_up_id=one, actor=who, reason="Nee", now=END),
    Verb.CANCEL: lambda one, who: cancel_sign_up(sign_up_id=one, actor=who, now=NOW),
    Verb.SIGN_OFF_LATE: lambda one, who: cancel_sign_up(sign_up_id=one, actor=who, now=START),
    Verb.MISS: lambda one, who: mark_no_show(sign_up_id=one, actor=who, now=END),
}
DECISIONS = (Verb.APPROVE, Verb.APPROVE_PARTLY, Verb.SEND_BACK, Verb.REJECT)
# A step taken twice by who may take it is answered as if it were taken once.
REPEATED = {
    ("checked-in", Verb.CHECK_IN, Hat.RESIDENT),
    ("checked-in", Verb.CHECK_IN, Hat.ORGANISER),
    ("cancelled", Verb.CANCEL, Hat.RESIDENT),
    ("cancelled", Verb.SIGN_OFF_LATE, Hat.RESIDENT),
    ("approved", Verb.APPROVE, Hat.CHECKER),
    ("partly", Verb.APPROVE_PARTLY, Hat.CHECKER),
}


def wanted(state: str, verb: Verb, hat: Hat):
    """What the table says of this: the next state, or the refusal."""
    if (state, verb, hat) in REPEATED:
        return state
    for step in SIGN_UP:
        if (step.state, step.verb) == (state, verb):
            return step.next if hat in step.who else NotAllowed
    return StepNotPossible


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", COMMANDS)
def test_a_sign_up_takes_the_steps_of_the_table_and_no_others(town, state, verb):
    found = STATES[state](town)
    assert SignUp.objects.get(id=found.id).state == state

    for hat in (Hat.RESIDENT, Hat.ORGANISER, Hat.CHECKER):
        person, answer = somebody(hat, found), wanted(state, verb, hat)
        is_decision = verb in DECISIONS
        if is_decision and hat != Hat.CHECKER:
            answer = NotAllowed
        with transaction.atomic():
            if isinstance(answer, str):
                COMMANDS[verb](found.id, person)
                assert SignUp.objects.get(id=found.id).state == answer
            else:
                with pytest.raises(answer):
                    COMMANDS[verb](found.id, person)
            transaction.set_rollback(True)


KLUS_COMMANDS = {
    Verb.PUBLISH: lambda one, who: publish_klus(klus_id=one, actor=who, now=NOW),
    Verb.CLOSE: lambda one, who: close_klus(klus_id=one, actor=who, now=NOW),
    Verb.CANCEL_KLUS: lambda one, who: cancel_klus(klus_id=one, actor=who, reason="Storm", now=NOW),
    Verb.CHANGE: lambda one, who: change_klus(
        klus_id=one, actor=who, now=NOW, fields={"title": "Anders"}
    ),
}
# The steps that lead from a draft to each state; the checker is not who made it.
WAY_TO = {
    "draft": (), "checked": ("check",), "published": ("open",), "closed": ("open", "close"),
    "cancelled": ("open", "cancel"), "finished": ("open", "close", "finish"), "pattern": ("keep",),
}  # fmt: skip


def walk(town: Town, made: Klus, state: str) -> None:
    """Bring a draft to a state."""
    acts = {
        "check": lambda: check_klus(klus_id=made.id, actor=town.checker, now=NOW),
        "open": lambda: publish_klus(klus_id=made.id, actor=town.organiser, now=NOW),
        "close": lambda: KLUS_COMMANDS[Verb.CLOSE](made.id, town.organiser),
        "cancel": lambda: KLUS_COMMANDS[Verb.CANCEL_KLUS](made.id, town.organiser),
        "finish": lambda: finish_klus(klus_id=made.id),
        "keep": lambda: Klus.objects.filter(id=made.id).update(state="pattern"),
    }
    for act in WAY_TO[state]:
        acts[act]()


@pytest.mark.parametrize("state", Klus.State.values)
@pytest.mark.parametrize("verb", KLUS_COMMANDS)
def test_a_klus_takes_the_steps_of_the_table_and_no_others(town, state, verb):
    made = town.draft()
    walk(town, made, state)
    found = {step.next for step in KLUS if (step.state, step.verb) == (state, verb)}
    again = {state} if (state, verb) == ("published", Verb.PUBLISH) else found

    with pytest.raises(NotAllowed if again else StepNotPossible):
        KLUS_COMMANDS[verb](made.id, town.resident)
    if again:
        KLUS_COMMANDS[verb](made.id, town.organiser)
        assert {Klus.objects.get(id=made.id).state} == again


def test_the_house_closes_a_klus_and_marks_who_never_came(town):
    found = town.signed_up()

    close_klus(klus_id=found.slot.klus_id, actor=None, now=END)
    mark_no_show(sign_up_id=found.id, actor=None, now=END)

    assert Klus.objects.get(id=found.slot.klus_id).state == "closed"
    assert SignUp.objects.get(id=found.id).state == "no-show"


def test_the_house_never_decides_that_somebody_who_began_was_not_there(town):
    with pytest.raises(NotAllowed):
        mark_no_show(sign_up_id=town.begun().id, actor=None, now=END)


@pytest.mark.parametrize("decide", [approve_proof, reject_proof, send_back])
def test_a_checker_never_decides_on_their_own_work(town, decide):
    found = town.handed_in(person=town.checker)
    reason = {} if decide is approve_proof else {"reason": "Prima"}

    with pytest.raises(SelfApproval):
        decide(sign_up_id=found.id, actor=town.checker, now=END, **reason)

    assert SignUp.objects.get(id=found.id).state == "handed-in"
    assert town.coins_of(town.checker) == 0


@pytest.mark.parametrize("verb", COMMANDS)
def test_a_stranger_takes_no_step_with_somebodys_sign_up(town, verb):
    state = next(step.state for step in SIGN_UP if step.verb == verb)
    found = STATES[state](town)

    with pytest.raises(NotAllowed):
        COMMANDS[verb](found.id, make_person(str(uuid4())))
