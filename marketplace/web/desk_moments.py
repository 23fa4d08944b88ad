"""A klus' moments with who comes to each, and what a desk may say of them now. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from marketplace.models import SignUp, Slot
from marketplace.rules.attendance import OPENS_BEFORE
from marketplace.rules.transitions import SIGN_UP, Hat, Verb, verbs_of


@dataclass(frozen=True)
class Guest:
    """Somebody who comes, and which of the two buttons their row has."""

    sign_up: SignUp
    may_be_present: bool
    may_be_missed: bool


@dataclass(frozen=True)
class MomentRow:
    """One moment with its guests, by name."""

    slot: Slot
    guests: Sequence[Guest]
    is_past: bool

    @property
    def opens_at(self) -> datetime:
        """From when somebody can be ticked off."""
        return self.slot.starts_at - OPENS_BEFORE


def moment_rows(
    slots: Iterable[Slot], sign_ups: Iterable[SignUp], *, now: datetime
) -> Sequence[MomentRow]:
    """The moments in the given order."""
    by_slot: dict[int, list[Guest]] = {}
    for sign_up in sign_ups:
        by_slot.setdefault(sign_up.slot_id, []).append(_guest(sign_up, now))
    return [MomentRow(slot, by_slot.get(slot.id, []), slot.ends_at <= now) for slot in slots]


def _guest(sign_up: SignUp, now: datetime) -> Guest:
    verbs = verbs_of(SIGN_UP, sign_up.state, {Hat.ORGANISER})
    return Guest(
        sign_up,
        may_be_present=Verb.CHECK_IN in verbs and now >= sign_up.slot.starts_at - OPENS_BEFORE,
        may_be_missed=Verb.MISS in verbs and now >= sign_up.slot.ends_at,
    )
