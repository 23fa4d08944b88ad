"""Deciding on handed-in work. Never by the resident's own household.

Approving pays, in one transaction.
"""

from datetime import datetime

from django.db import transaction

from marketplace.checking.services.checks import find_good, refuse_unless_impartial
from marketplace.errors import (
    GroupTogether,
    ReasonMissing,
)
from marketplace.models import SignUp
from marketplace.rules.transitions import SIGN_UP, Verb, next_state
from marketplace.services.checkers import refuse_unless_checks
from marketplace.services.hats import hats_of
from marketplace.services.promises import give_back, give_reward_back
from marketplace.services.rewarding import pay_reward
from marketplace.services.sign_ups import locked_sign_up
from marketplace.services.volunteer_room import release_room
from marketplace.waiting_errors import PartInvalid, PartNotYet
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may, refuse_unless_may_somewhere
from tenants.trail.services import audit, tell


@transaction.atomic
def approve_proof(
    *, sign_up_id: int, actor: Person, now: datetime, how: str | None = None
) -> SignUp:
    """The work is good: the reward is posted and the sign-up is done. Approving twice is once.

    Where the rules ask for several people the work keeps waiting until as many found it good.
    `how` it was looked at; None: in the way of the klus. Raises NotAllowed, NotFound, SelfApproval,
    SameHousehold, NotYourKlus, GroupTogether, StepNotPossible, ResidentLimitReached and
    ResidentBalanceFull (the work then keeps waiting), and what else a reward raises.
    """
    found = _to_decide(sign_up_id, actor)
    if found.state == SignUp.State.APPROVED:
        return found
    klus = found.slot.klus
    if klus.is_group:
        raise GroupTogether
    state = next_state(SIGN_UP, found.state, Verb.APPROVE, hats_of(actor, found))
    if not find_good([found], {found.id: klus.reward}, actor, now, how or klus.checking):
        return found
    found.state = state
    found.reward = found.slot.klus.reward
    found.transfer = pay_reward(found, found.reward, actor, now)
    return _decided(found, actor, now, Verb.APPROVE, "")


@transaction.atomic
def approve_partly(
    *, sign_up_id: int, actor: Person, amount: int, reason: str, now: datetime
) -> SignUp:
    """A part of the work was done: `amount` minor units are paid, the rest goes to the budget.

    Where the rules ask for several people, the last of them can. The same amount twice is once.
    Raises what `approve_proof` raises, and PartInvalid, ReasonMissing, PartNotYet.
    """
    found = _to_decide(sign_up_id, actor)
    if found.state == SignUp.State.PARTLY and found.reward == amount:
        return found
    klus = found.slot.klus
    if klus.is_group:
        raise GroupTogether
    state = next_state(SIGN_UP, found.state, Verb.APPROVE_PARTLY, hats_of(actor, found))
    if not 1 <= amount < klus.reward:
        raise PartInvalid(maximum=klus.reward - 1)
    told = _reason(reason)
    if not find_good([found], {found.id: klus.reward}, actor, now, klus.checking):
        # Undone with this transaction: a look that asks for less is not a yes to all of it.
        raise PartNotYet
    found.state = state
    found.reward = amount
    found.transfer = pay_reward(found, amount, actor, now)
    decided = _decided(found, actor, now, Verb.APPROVE_PARTLY, told)
    give_back(klus, klus.reward - amount)
    return decided


@transaction.atomic
def send_back(*, sign_up_id: int, actor: Person, reason: str, now: datetime) -> SignUp:
    """Ask for something more; the resident can hand in again.

    Raises NotAllowed, NotFound, SelfApproval, SameHousehold, NotYourKlus, StepNotPossible,
    ReasonMissing.
    """
    found = _to_decide(sign_up_id, actor)
    found.state = next_state(SIGN_UP, found.state, Verb.SEND_BACK, hats_of(actor, found))
    return _decided(found, actor, now, Verb.SEND_BACK, _reason(reason))


@transaction.atomic
def reject_proof(*, sign_up_id: int, actor: Person, reason: str, now: datetime) -> SignUp:
    """The work was not done: no reward, and its coins go back to the budget.

    Raises NotAllowed, NotFound, SelfApproval, SameHousehold, NotYourKlus, StepNotPossible,
    ReasonMissing.
    """
    found = _to_decide(sign_up_id, actor)
    found.state = next_state(SIGN_UP, found.state, Verb.REJECT, hats_of(actor, found))
    found.ended_at = now
    decided = _decided(found, actor, now, Verb.REJECT, _reason(reason))
    release_room([found])
    give_reward_back(found)
    return decided


def _to_decide(sign_up_id: int, actor: Person) -> SignUp:
    refuse_unless_may_somewhere(actor, "check-proof")
    found = locked_sign_up(sign_up_id)
    refuse_unless_may(actor, "check-proof", within=found.slot.klus.organiser_id)
    refuse_unless_impartial(found, actor)
    refuse_unless_checks(actor, found.slot.klus_id)
    return found


def _reason(text: str) -> str:
    if not text.strip():
        raise ReasonMissing
    return text.strip()[:300]


def _decided(found: SignUp, actor: Person, now: datetime, verb: Verb, reason: str) -> SignUp:
    found.decided_by, found.decided_at, found.reason = actor, now, reason
    if verb in (Verb.APPROVE, Verb.APPROVE_PARTLY):
        found.ended_at = now
    found.save()
    audit(verb=verb.value, thing="sign-up", thing_id=found.id, actor=actor.party_id)
    tell("proof.decided", sign_up=found.id, state=found.state)
    return found
