"""Which step leads where with a thing and with its loan: the one table of the klusbox.

The words of the states are those of `marketplace.klusbox.models`; a test holds them together.
"""

from collections.abc import Collection
from enum import StrEnum
from typing import Final, NamedTuple

from marketplace.klusbox.errors import LendingStepNotPossible
from tenants.errors import NotAllowed


class Act(StrEnum):
    """A step, as commands, movements and audit events call it."""

    ADD = "add-item"
    HAND_OUT = "hand-out"
    TAKE_BACK = "take-back"
    TAKE_BACK_BROKEN = "take-back-broken"
    REPORT_LOST = "report-lost"
    SET_ASIDE = "set-aside"
    MEND = "mend"
    MISS = "miss"
    FIND = "find"
    MOVE_BOX = "move-box"
    WRITE_OFF = "write-off"
    CANCEL = "cancel-loan"
    LAPSE = "lapse-loan"
    DROP = "drop-loan"


class Part(StrEnum):
    """In which part somebody takes a step."""

    BORROWER = "borrower"
    LENDER = "lender"
    HOUSE = "house"


class LendingStep(NamedTuple):
    """From this state, this act by one of these parts, to that state."""

    state: str
    verb: Act
    who: frozenset[Part]
    next: str


def _step(state: str, act: Act, next_state: str, *who: Part) -> LendingStep:
    return LendingStep(state, act, frozenset(who or (Part.LENDER,)), next_state)


ITEM: Final = (
    _step("box", Act.HAND_OUT, "out"),
    _step("out", Act.TAKE_BACK, "box"),
    _step("out", Act.TAKE_BACK_BROKEN, "repair"),
    _step("out", Act.REPORT_LOST, "missing"),
    _step("box", Act.SET_ASIDE, "repair"),
    _step("repair", Act.MEND, "box"),
    _step("box", Act.MISS, "missing"),
    _step("repair", Act.MISS, "missing"),
    _step("missing", Act.FIND, "box"),
    _step("box", Act.MOVE_BOX, "box"),
    _step("box", Act.WRITE_OFF, "gone"),
    _step("repair", Act.WRITE_OFF, "gone"),
    _step("missing", Act.WRITE_OFF, "gone"),
)
LOAN: Final = (
    _step("reserved", Act.HAND_OUT, "out"),
    _step("out", Act.TAKE_BACK, "back"),
    _step("out", Act.TAKE_BACK_BROKEN, "back"),
    _step("out", Act.REPORT_LOST, "lost"),
    _step("reserved", Act.CANCEL, "cancelled", Part.BORROWER, Part.LENDER),
    _step("reserved", Act.LAPSE, "lapsed", Part.HOUSE),
    # The thing broke, got lost or is late, and no other one of its kind is free.
    _step("reserved", Act.DROP, "dropped", Part.LENDER, Part.HOUSE),
)
LIVE: Final = ("reserved", "out")


def next_of(table: Collection[LendingStep], state: str, act: Act, part: Part) -> str:
    """Where the step leads. Raises LendingStepNotPossible, then NotAllowed."""
    for step in table:
        if (step.state, step.verb) == (state, act):
            if part not in step.who:
                raise NotAllowed(permission=act.value)
            return step.next
    raise LendingStepNotPossible(state=state, verb=act.value)


def acts_of(table: Collection[LendingStep], state: str, part: Part) -> frozenset[Act]:
    """The steps somebody may take from here: what a page offers."""
    return frozenset(step.verb for step in table if step.state == state and part in step.who)
