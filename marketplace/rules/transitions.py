"""Which step leads where, and who may take it: the one table of all that is worked on.

The words of the states are those of `marketplace.models`; a test holds the two together.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from marketplace.errors import StepNotPossible
from tenants.errors import NotAllowed


class Verb(StrEnum):
    """A step, as commands and audit events call it."""

    TAKE_UP = "take-up-idea"
    DECLINE = "decline-idea"
    WITHDRAW = "withdraw-idea"
    CHANGE = "change-klus"
    CHECK_KLUS = "check-klus"
    PUBLISH = "publish-klus"
    CLOSE = "close-klus"
    FINISH = "finish-klus"
    CANCEL_KLUS = "cancel-klus"
    SIGN_DEAL = "sign-buurtdeal"
    HAND_OVER = "hand-over"
    REVIEW_DEAL = "review-buurtdeal"
    STOP_DEAL = "stop-buurtdeal"
    END_DEAL = "end-buurtdeal"
    CHECK_IN = "check-in"
    HAND_IN = "hand-in-proof"
    APPROVE = "approve-proof"
    SEND_BACK = "send-back"
    APPROVE_PARTLY = "approve-partly"
    REJECT = "reject-proof"
    CANCEL = "cancel-sign-up"
    SIGN_OFF_LATE = "sign-off-late"
    MISS = "mark-no-show"
    LOOK_AGAIN = "ask-second-look"
    GRANT = "grant-second-look"
    UPHOLD = "uphold-rejection"
    ASK_OPINION = "ask-second-opinion"
    AGREE = "agree-to-klus"
    DISAGREE = "disagree-with-klus"
    TAKE_BACK = "take-opinion-back"
    GIVE_PLACE = "give-place"
    LEAVE = "leave-waiting-list"
    SKIP = "skip-who-waits"
    END_WAITING = "end-waiting"


class Hat(StrEnum):
    """In which part somebody takes a step."""

    RESIDENT = "resident"
    ORGANISER = "organiser"
    CHECKER = "checker"
    ADVISER = "adviser"
    HOUSE = "house"


class Step(NamedTuple):
    """From this state, this verb by one of these hats, to that state."""

    state: str
    verb: Verb
    who: frozenset[Hat]
    next: str


def _step(state: str, verb: Verb, next_state: str, *who: Hat) -> Step:
    return Step(state, verb, frozenset(who), next_state)


KLUS: Final = (
    _step("draft", Verb.CHANGE, "draft", Hat.ORGANISER),
    # By another organiser than who made it.
    _step("draft", Verb.CHECK_KLUS, "checked", Hat.ORGANISER),
    # Where the municipality asks for a check, a draft is refused; and so is, draft or checked, what
    # looks like paid work and nobody has agreed to.
    _step("draft", Verb.PUBLISH, "published", Hat.ORGANISER),
    _step("draft", Verb.CANCEL_KLUS, "cancelled", Hat.ORGANISER),
    _step("checked", Verb.CHANGE, "draft", Hat.ORGANISER),
    _step("checked", Verb.PUBLISH, "published", Hat.ORGANISER),
    _step("checked", Verb.CANCEL_KLUS, "cancelled", Hat.ORGANISER),
    _step("published", Verb.CHANGE, "published", Hat.ORGANISER),
    _step("published", Verb.CLOSE, "closed", Hat.ORGANISER, Hat.HOUSE),
    _step("published", Verb.CANCEL_KLUS, "cancelled", Hat.ORGANISER),
    # Once nobody of it is under way, and nobody waits for an answer.
    _step("closed", Verb.FINISH, "finished", Hat.HOUSE),
)
SIGN_UP: Final = (
    _step("signed-up", Verb.CHECK_IN, "checked-in", Hat.RESIDENT, Hat.ORGANISER),
    _step("signed-up", Verb.CANCEL, "cancelled", Hat.RESIDENT, Hat.HOUSE),
    # Within the hours that the municipality keeps: it is remembered that it was late.
    _step("signed-up", Verb.SIGN_OFF_LATE, "cancelled", Hat.RESIDENT),
    _step("signed-up", Verb.MISS, "no-show", Hat.ORGANISER, Hat.HOUSE),
    # A wrong name ticked off: without this step its coins would stay promised for ever.
    _step("checked-in", Verb.MISS, "no-show", Hat.ORGANISER),
    _step("checked-in", Verb.HAND_IN, "handed-in", Hat.RESIDENT),
    _step("sent-back", Verb.HAND_IN, "handed-in", Hat.RESIDENT),
    _step("handed-in", Verb.APPROVE, "approved", Hat.CHECKER),
    _step("handed-in", Verb.APPROVE_PARTLY, "partly", Hat.CHECKER),
    _step("handed-in", Verb.SEND_BACK, "sent-back", Hat.CHECKER),
    _step("handed-in", Verb.REJECT, "rejected", Hat.CHECKER),
    _step("sent-back", Verb.REJECT, "rejected", Hat.CHECKER),
    _step("rejected", Verb.LOOK_AGAIN, "look-again", Hat.RESIDENT),
    _step("look-again", Verb.GRANT, "approved", Hat.CHECKER),
    _step("look-again", Verb.UPHOLD, "rejected", Hat.CHECKER),
)
IDEA: Final = (
    _step("open", Verb.TAKE_UP, "taken-up", Hat.ORGANISER),
    _step("open", Verb.DECLINE, "declined", Hat.ORGANISER),
    _step("open", Verb.WITHDRAW, "withdrawn", Hat.RESIDENT),
)
OPINION: Final = (
    # Asked anew of a klus that looks like paid work, by name.
    _step("none", Verb.ASK_OPINION, "asked", Hat.ORGANISER),
    _step("asked", Verb.AGREE, "agreed", Hat.ADVISER),
    _step("asked", Verb.DISAGREE, "against", Hat.ADVISER),
    # By the house when the klus is changed: it is no longer what was asked about.
    _step("asked", Verb.TAKE_BACK, "withdrawn", Hat.ORGANISER, Hat.HOUSE),
)
WAITING: Final = (
    _step("waiting", Verb.GIVE_PLACE, "placed", Hat.HOUSE),
    _step("waiting", Verb.LEAVE, "left", Hat.RESIDENT),
    # The place would not do: it is above a limit of this resident, for one.
    _step("waiting", Verb.SKIP, "passed-over", Hat.HOUSE),
    _step("waiting", Verb.END_WAITING, "ended", Hat.HOUSE),
)
# A buurtdeal: who signs may `sign-buurtdeal`; material and looking back change nothing of it.
DEAL: Final = (
    _step("draft", Verb.SIGN_DEAL, "signed", Hat.ORGANISER),
    _step("draft", Verb.STOP_DEAL, "stopped", Hat.ORGANISER),
    _step("signed", Verb.HAND_OVER, "signed", Hat.ORGANISER),
    _step("signed", Verb.REVIEW_DEAL, "signed", Hat.ORGANISER),
    _step("signed", Verb.STOP_DEAL, "stopped", Hat.ORGANISER),
    _step("signed", Verb.END_DEAL, "ended", Hat.HOUSE),
    _step("ended", Verb.REVIEW_DEAL, "ended", Hat.ORGANISER),
)
UNDER_WAY: Final = ("checked-in", "handed-in", "sent-back")
REWARDED: Final = ("approved", "partly")


def next_state(table: Collection[Step], state: str, verb: Verb, hats: Collection[Hat]) -> str:
    """Where the step leads. Raises StepNotPossible, then NotAllowed."""
    for step in table:
        if (step.state, step.verb) == (state, verb):
            if step.who.isdisjoint(hats):
                raise NotAllowed(permission=verb.value)
            return step.next
    raise StepNotPossible(state=state, verb=verb.value)


def verbs_of(table: Collection[Step], state: str, hats: Collection[Hat]) -> frozenset[Verb]:
    """The steps somebody with these hats may take from here: what a page offers."""
    return frozenset(
        step.verb for step in table if step.state == state and not step.who.isdisjoint(hats)
    )


# How a resident's stepper reads: each state, and which of the five dots it stands on.
STAGE: Final[Mapping[str, int]] = {
    "signed-up": 2,
    "checked-in": 3,
    "sent-back": 3,
    "handed-in": 4,
    "approved": 6,
    "partly": 6,
}
