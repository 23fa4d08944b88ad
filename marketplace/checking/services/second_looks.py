"""A second look: somebody whose work was rejected asks that another person looks.

What was set aside went back to the budget when the work was rejected. So a reward that is granted
after all is set aside anew, and refused while the budget has not enough.
"""

from datetime import datetime

from django.db import transaction

from currency.keys import key_for
from marketplace.checking.errors import NoSecondLook, SamePersonAgain, WordsMissing
from marketplace.checking.models import SecondLook
from marketplace.checking.queries import may_look_again
from marketplace.checking.services.checks import refuse_unless_impartial
from marketplace.errors import ReasonMissing
from marketplace.models import SignUp
from marketplace.rules.promises import expected_share
from marketplace.rules.transitions import SIGN_UP, Verb, next_state
from marketplace.services.hats import hats_of
from marketplace.services.promises import set_aside
from marketplace.services.rewarding import judge_room, pay_reward
from marketplace.services.sign_ups import locked_sign_up
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit, tell

Outcome = SecondLook.Outcome


@transaction.atomic
def ask_second_look(*, sign_up_id: int, resident: Person, words: str, now: datetime) -> SecondLook:
    """Ask that somebody else looks; the same words twice are one question.

    Raises NotFound, StepNotPossible, NotAllowed, NoSecondLook, WordsMissing.
    """
    found = locked_sign_up(sign_up_id)
    told = words.strip()[:500]
    earlier = SecondLook.objects.filter(sign_up=found).first()
    is_same = earlier is not None and earlier.words == told
    if earlier is not None and is_same and found.resident_id == resident.id:
        return earlier
    state = next_state(SIGN_UP, found.state, Verb.LOOK_AGAIN, hats_of(resident, found))
    if not may_look_again(found, now):
        raise NoSecondLook
    if not told:
        raise WordsMissing
    assert found.decided_by_id is not None, "what is rejected was decided by somebody"
    made = SecondLook.objects.create(
        sign_up=found, words=told, asked_at=now, first_by_id=found.decided_by_id,
        first_reason=found.reason,
    )  # fmt: skip
    found.state = state
    found.save(update_fields=["state"])
    audit(verb="ask-second-look", thing="sign-up", thing_id=found.id, actor=resident.party_id)
    tell("second-look.asked", sign_up=found.id)
    return made


@transaction.atomic
def grant_second_look(*, sign_up_id: int, actor: Person, now: datetime) -> SignUp:
    """The work was good after all: the reward is set aside anew and paid. Twice is once.

    Of a group somebody gets what each would have got when all had come. Raises NotAllowed,
    NotFound, SelfApproval, SameHousehold, StepNotPossible, SamePersonAgain, BudgetTooSmall,
    OrganiserBudgetReached, and what a reward raises.
    """
    refuse_unless_may(actor, "check-proof")
    found = locked_sign_up(sign_up_id)
    look = SecondLook.objects.filter(sign_up=found).first()
    if look is not None and look.outcome == Outcome.GRANTED:
        return found
    found.state = _judged(found, look, actor, Verb.GRANT)
    klus = found.slot.klus
    amount = expected_share(klus.reward, is_group=klus.is_group, places=found.slot.places)
    judge_room(found, amount, now)
    hold = set_aside(klus, amount, key=key_for("second-look", found.id), now=now)
    found.reward = amount
    found.transfer = pay_reward(found, amount, actor, now, hold=hold)
    found.ended_at, found.reason = now, ""
    return _kept(found, Outcome.GRANTED, actor, now, Verb.GRANT)


@transaction.atomic
def uphold_rejection(*, sign_up_id: int, actor: Person, reason: str, now: datetime) -> SignUp:
    """It stays rejected, with a reason of the second person.

    Raises NotAllowed, NotFound, SelfApproval, SameHousehold, StepNotPossible, SamePersonAgain,
    ReasonMissing.
    """
    refuse_unless_may(actor, "check-proof")
    found = locked_sign_up(sign_up_id)
    look = SecondLook.objects.filter(sign_up=found).first()
    found.state = _judged(found, look, actor, Verb.UPHOLD)
    if not reason.strip():
        raise ReasonMissing
    found.reason = reason.strip()[:300]
    return _kept(found, Outcome.UPHELD, actor, now, Verb.UPHOLD)


def _judged(found: SignUp, look: SecondLook | None, actor: Person, verb: Verb) -> str:
    refuse_unless_impartial(found, actor)
    state = next_state(SIGN_UP, found.state, verb, hats_of(actor, found))
    assert look is not None, "the state says that a second look was asked"
    if look.first_by_id == actor.id:
        raise SamePersonAgain
    return state


def _kept(
    found: SignUp, outcome: SecondLook.Outcome, actor: Person, now: datetime, verb: Verb
) -> SignUp:
    found.decided_by, found.decided_at = actor, now
    found.save()
    SecondLook.objects.filter(sign_up=found).update(
        outcome=outcome, decided_by=actor, decided_at=now
    )
    audit(verb=verb.value, thing="sign-up", thing_id=found.id, actor=actor.party_id)
    tell("proof.decided", sign_up=found.id, state=found.state)
    return found
