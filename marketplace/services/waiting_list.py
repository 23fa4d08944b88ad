"""Commands about the waiting list: join, leave, and give a free place to who waits longest.

Whoever waits goes before whoever comes new: `sign_ups.sign_up` leaves them their places. A place
is given in a transaction of its own, after the one that freed it: two volunteers' rooms are never
locked crosswise.
"""

from datetime import datetime
from typing import Final

import structlog
from django.db import transaction
from django.utils import timezone

from currency.queries import rules_in_force
from currency.rules.wind_down import refuse_unless_earning
from marketplace.errors import AlreadySignedUp, KlusNotOpen, SlotPast
from marketplace.models import Klus, SignUp, Slot, WaitingEntry
from marketplace.queries.waiting import (
    ahead_of,
    waiting_at,
)
from marketplace.rules.transitions import WAITING, Hat, Verb, next_state
from marketplace.services.sign_ups import take_place
from marketplace.waiting_errors import PlaceFree
from tenants.errors import NotAllowed, NotFound, Refusal
from tenants.people.models import Person
from tenants.trail.services import audit, tell

HOUSE: Final = frozenset({Hat.HOUSE})
log = structlog.get_logger(__name__)


@transaction.atomic
def join_waiting_list(*, slot_id: int, resident: Person, now: datetime) -> WaitingEntry:
    """Wait for a place at a moment that is full; twice is once.

    Raises NotFound, KlusNotOpen, SlotPast, NoRules, EarningEnded, AlreadySignedUp, PlaceFree.
    """
    slot = _locked(slot_id)
    if slot.klus.state != Klus.State.PUBLISHED:
        raise KlusNotOpen(state=slot.klus.state)
    if slot.open_until <= now:
        raise SlotPast
    refuse_unless_earning(rules_in_force(now).rules, timezone.localdate(slot.ends_at))
    live = SignUp.objects.filter(slot=slot, resident=resident)
    if live.exclude(state=SignUp.State.CANCELLED).exists():
        raise AlreadySignedUp
    earlier = waiting_at(slot.id).filter(resident=resident).first()
    if earlier is not None:
        return earlier
    if slot.free > ahead_of(slot.id, None):
        raise PlaceFree
    made = WaitingEntry.objects.create(slot=slot, resident=resident, since=now)
    audit(verb="join-waiting-list", thing="waiting", thing_id=made.id, actor=resident.party_id)
    return made


@transaction.atomic
def leave_waiting_list(*, waiting_id: int, actor: Person, now: datetime) -> WaitingEntry:
    """Wait no longer; twice is once. Raises NotFound, StepNotPossible, NotAllowed."""
    found = WaitingEntry.objects.filter(id=waiting_id).first()
    if found is None:
        raise NotFound
    # The moment first: a place that is just being given is given, or not given at all.
    _locked(found.slot_id)
    found = WaitingEntry.objects.select_for_update().get(id=waiting_id)
    if found.resident_id != actor.id:
        raise NotAllowed(permission=Verb.LEAVE.value)
    if found.state == WaitingEntry.State.LEFT:
        return found
    _end(found, Verb.LEAVE, frozenset({Hat.RESIDENT}), now)
    audit(verb="leave-waiting-list", thing="waiting", thing_id=found.id, actor=actor.party_id)
    # Whoever waits behind may have a place that was kept for this one.
    tell("slot.freed", slot=found.slot_id)
    return found


@transaction.atomic
def give_places(*, slot_id: int, now: datetime) -> list[SignUp]:
    """Free places of a moment go to who waits longest; they are told. Twice is once.

    Who may not take part, for a limit of their own, is passed over and told as well.
    Raises NotFound.
    """
    slot = _locked(slot_id)
    given: list[SignUp] = []
    if slot.klus.state != Klus.State.PUBLISHED or slot.open_until <= now:
        return given
    for entry in waiting_at(slot.id).select_for_update(of=("self",)).select_related("resident"):
        slot.refresh_from_db(fields=["taken"])
        if slot.free < 1:
            break
        made = _placed(entry, slot, now)
        if made is not None:
            given.append(made)
    return given


@transaction.atomic
def end_waiting_for(*, waiting_id: int, now: datetime) -> WaitingEntry:
    """The moment has begun, or nobody can take part any more. Raises StepNotPossible."""
    found = WaitingEntry.objects.select_for_update().get(id=waiting_id)
    _end(found, Verb.END_WAITING, HOUSE, now)
    return found


def end_waiting_of(klus: Klus, *, now: datetime, is_told: bool) -> None:
    """Nobody waits for a klus that takes nobody more. Its moments are locked by the caller."""
    found = WaitingEntry.objects.filter(slot__klus=klus, state=WaitingEntry.State.WAITING)
    for entry in found.select_for_update().order_by("id"):
        _end(entry, Verb.END_WAITING, HOUSE, now)
        if is_told:
            tell("waiting.ended", waiting=entry.id)


def _placed(entry: WaitingEntry, slot: Slot, now: datetime) -> SignUp | None:
    try:
        with transaction.atomic():
            entry.sign_up = take_place(slot=slot, resident=entry.resident, now=now)
            _end(entry, Verb.GIVE_PLACE, HOUSE, now)
    except Refusal as refusal:
        entry.sign_up, entry.code = None, refusal.code
        entry.state = WaitingEntry.State.WAITING
        _end(entry, Verb.SKIP, HOUSE, now)
        log.info("waiting_passed_over", id=entry.id, code=refusal.code)
        tell("waiting.passed-over", waiting=entry.id)
        return None
    audit(verb=Verb.GIVE_PLACE.value, thing="waiting", thing_id=entry.id, actor=None)
    tell("waiting.placed", waiting=entry.id)
    return entry.sign_up


def _end(entry: WaitingEntry, verb: Verb, hats: frozenset[Hat], now: datetime) -> None:
    entry.state, entry.ended_at = next_state(WAITING, entry.state, verb, hats), now
    entry.save(update_fields=["state", "ended_at", "sign_up", "code"])


def _locked(slot_id: int) -> Slot:
    slot = Slot.objects.select_for_update(of=("self",)).filter(id=slot_id).first()
    if slot is None:
        raise NotFound
    # Read after the lock: a klus that is called off holds its moments until it is written.
    slot.klus = Klus.objects.get(id=slot.klus_id)
    return slot
