"""Changing a klus: a draft freely, an open one so that nobody loses what they signed up for.

Who takes part, or waits for a place, is told what is different. What a klus keeps aside follows
its places. Locks as in `klussen`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from currency.queries import rules_in_force
from currency.rules.wind_down import refuse_unless_earning
from marketplace.errors import MomentInvalid
from marketplace.life_errors import KlusFixed, MovedTooFar, NothingChanged, PlacesTaken
from marketplace.models import Klus, KlusChange, SignUp, Slot, WaitingEntry
from marketplace.rules.moments import MOST_PLACES
from marketplace.rules.transitions import KLUS, UNDER_WAY, Verb, next_state
from marketplace.services.hats import hats_of
from marketplace.services.klussen import (
    locked_klus,
    refuse_unless_fair,
    refuse_unless_timely,
)
from marketplace.services.opinions import drop_open_opinion, refuse_unless_still_agreed
from marketplace.services.promises import keep_for_places
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.trail.services import audit, tell_each

What = KlusChange.What
# Of a klus its field, and what a change of it is called.
FIELDS: Final[Mapping[str, str]] = {
    "title": What.TITLE, "description": What.DESCRIPTION, "category": What.CATEGORY,
    "neighbourhood": What.NEIGHBOURHOOD, "place": What.PLACE, "reward": What.REWARD,
    "duration_minutes": What.DURATION,
}  # fmt: skip
FIXED: Final = ("reward", "duration_minutes")
# How many places there are is nobody's plan for the day.
UNTOLD: Final = (What.PLACES,)


@dataclass(frozen=True)
class SlotChange:
    """How one moment is to be; it stays as long as it was."""

    slot_id: int
    starts_at: datetime
    places: int


@dataclass
class _Edit:
    """What one command changes, as rows to keep."""

    klus: Klus
    actor: Person
    now: datetime
    rows: list[KlusChange] = field(default_factory=list)

    def note(self, what: str, before: object, after: object, slot: Slot | None = None) -> None:
        self.rows.append(
            KlusChange(
                klus=self.klus, slot=slot, what=what, before=_kept(before), after=_kept(after),
                changed_by=self.actor, at=self.now,
            )
        )  # fmt: skip


@transaction.atomic
def change_klus(
    *, klus_id: int, actor: Person, now: datetime, fields: Mapping[str, object],
    slots: Sequence[SlotChange] = (),
) -> Klus:  # fmt: skip
    """Make these fields (of `FIELDS`) and moments as they are given; what is not named stays.

    A checked klus is a draft again. Raises NotFound, StepNotPossible, NotAllowed, KlusFixed,
    NothingChanged, ChangeNeedsOpinion, MomentInvalid, PlacesTaken, MovedTooFar, SlotPast,
    SlotOutsideProgramme, RewardOutside, EarningEnded, BudgetTooSmall, OrganiserBudgetReached.
    """
    klus = locked_klus(klus_id)
    was_open = klus.state == Klus.State.PUBLISHED
    klus.state = next_state(KLUS, klus.state, Verb.CHANGE, hats_of(actor, klus=klus))
    edit = _Edit(klus, actor, now)
    _change_fields(edit, fields, is_fixed=was_open)
    changed = _change_slots(edit, slots)
    if not edit.rows:
        raise NothingChanged
    if klus.state == Klus.State.DRAFT:
        klus.checked_by = klus.checked_at = None
    klus.save()
    _refuse_unless_possible(klus, changed, now)
    drop_open_opinion(klus)
    if was_open:
        refuse_unless_still_agreed(klus)
        keep_for_places(klus, now)
    KlusChange.objects.bulk_create(edit.rows)
    audit(verb="change-klus", thing="klus", thing_id=klus.id, actor=actor.party_id,
          changed=sorted({row.what for row in edit.rows}))  # fmt: skip
    if was_open:
        _tell(edit, changed)
    return klus


def _change_fields(edit: _Edit, fields: Mapping[str, object], *, is_fixed: bool) -> None:
    for name, after in fields.items():
        before = getattr(edit.klus, name)
        after = after.strip() if isinstance(after, str) else after
        if before == after:
            continue
        if is_fixed and name in FIXED:
            raise KlusFixed(field=name)
        setattr(edit.klus, name, after)
        edit.note(FIELDS[name], before, after)


def _change_slots(edit: _Edit, slots: Sequence[SlotChange]) -> list[Slot]:
    """The moments that are different now; each is written."""
    rows = {slot.id: slot for slot in edit.klus.slots.select_for_update().order_by("id")}
    changed = []
    for asked in slots:
        slot = rows.get(asked.slot_id)
        if slot is None:
            raise NotFound
        if (slot.starts_at, slot.places) != (asked.starts_at, asked.places):
            _change_slot(edit, slot, asked)
            changed.append(slot)
    starts = [slot.starts_at for slot in rows.values()]
    if len(set(starts)) < len(starts):
        raise MomentInvalid(field="starts_at")
    _write(changed)
    return changed


def _change_slot(edit: _Edit, slot: Slot, asked: SlotChange) -> None:
    if not 1 <= asked.places <= MOST_PLACES:
        raise MomentInvalid(field="places", maximum=MOST_PLACES)
    if asked.places < slot.taken:
        raise PlacesTaken(taken=slot.taken)
    if asked.starts_at != slot.starts_at:
        begun = slot.sign_ups.filter(state__in=UNDER_WAY).exists()
        first, last = localdate(slot.starts_at), localdate(asked.starts_at)
        if begun or (slot.taken and (first.year, first.month) != (last.year, last.month)):
            raise MovedTooFar
        edit.note(What.START, slot.starts_at, asked.starts_at, slot)
        slot.ends_at += asked.starts_at - slot.starts_at
        slot.starts_at = asked.starts_at
    if asked.places != slot.places:
        edit.note(What.PLACES, slot.places, asked.places, slot)
        slot.places = asked.places


def _write(changed: Sequence[Slot]) -> None:
    """Two moments may change places: first out of each other's way, then where they belong."""
    moved = {slot.id: slot.starts_at for slot in changed}
    for number, slot in enumerate(changed):
        aside = datetime(1970, 1, 1, tzinfo=UTC).replace(microsecond=number)
        Slot.objects.filter(id=slot.id).update(starts_at=aside)
    for slot in changed:
        slot.starts_at = moved[slot.id]
        slot.save(update_fields=["starts_at", "ends_at", "places"])


def _refuse_unless_possible(klus: Klus, changed: Sequence[Slot], now: datetime) -> None:
    rules = rules_in_force(now).rules
    if changed:
        for slot in changed:
            slot.klus = klus
        refuse_unless_timely(changed, klus.programme, now)
        refuse_unless_earning(rules, max(localdate(slot.ends_at) for slot in changed))
    if klus.state == Klus.State.DRAFT:
        refuse_unless_fair(rules, klus.reward, klus.is_group, list(klus.slots.all()))


def _tell(edit: _Edit, changed: Sequence[Slot]) -> None:
    """One event for each who takes part in, or waits for, a moment that is told of."""
    told = [row for row in edit.rows if row.what not in UNTOLD]
    at = edit.now.isoformat()
    people = SignUp.objects.filter(slot__klus=edit.klus, state=SignUp.State.SIGNED_UP)
    waiting = WaitingEntry.objects.filter(slot__klus=edit.klus, state=WaitingEntry.State.WAITING)
    if not any(row.slot is None for row in told):
        moved = [row.slot for row in told]
        people, waiting = people.filter(slot__in=moved), waiting.filter(slot__in=moved)
    tell_each("klus.changed", [{"sign_up": one, "at": at} for one in _ids(people)])
    tell_each("klus.changed", [{"waiting": one, "at": at} for one in _ids(waiting)])
    tell_each("slot.freed", [{"slot": slot.id} for slot in changed if slot.free])


def _ids(found: object) -> list[int]:
    return list(found.order_by("id").values_list("id", flat=True))  # type: ignore[attr-defined]


def _kept(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(getattr(value, "name", None) or ("" if value is None else value))
