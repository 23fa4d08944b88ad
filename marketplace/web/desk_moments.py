"""A klus' moments with who comes to each, and what a desk may say of them now. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from marketplace.models import SignUp, Slot, WaitingEntry
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
    waiting: Sequence[WaitingEntry] = ()
    late_offs: Sequence[SignUp] = ()

    @property
    def opens_at(self) -> datetime:
        """From when somebody can be ticked off."""
        return self.slot.starts_at - OPENS_BEFORE


def moment_rows(
    slots: Iterable[Slot],
    sign_ups: Iterable[SignUp],
    *,
    now: datetime,
    waiting: Iterable[WaitingEntry] = (),
    late_offs: Iterable[SignUp] = (),
) -> Sequence[MomentRow]:
    """The moments in the given order."""
    waits, late = list(waiting), list(late_offs)
    by_slot: dict[int, list[Guest]] = {}
    for sign_up in sign_ups:
        by_slot.setdefault(sign_up.slot_id, []).append(_guest(sign_up, now))
    return [
        MomentRow(
            slot, by_slot.get(slot.id, []), slot.ends_at <= now,
            [entry for entry in waits if entry.slot_id == slot.id],
            [one for one in late if one.slot_id == slot.id],
        )
        for slot in slots
    ]  # fmt: skip


def _guest(sign_up: SignUp, now: datetime) -> Guest:
    verbs = verbs_of(SIGN_UP, sign_up.state, {Hat.ORGANISER})
    return Guest(
        sign_up,
        may_be_present=Verb.CHECK_IN in verbs and now >= sign_up.slot.starts_at - OPENS_BEFORE,
        may_be_missed=Verb.MISS in verbs and now >= sign_up.slot.ends_at,
    )
