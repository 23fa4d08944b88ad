"""Commands about taking part: sign up, cancel, begin, hand in a photo, mark who did not come."""

from contextlib import suppress
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from currency.queries import rules_in_force
from currency.rules.wind_down import refuse_unless_earning
from marketplace.checking.errors import CodeNeeded
from marketplace.errors import AlreadySignedUp, KlusNotOpen, SlotFull, SlotPast, StepNotPossible
from marketplace.models import Klus, Proof, SignUp, Slot, WaitingEntry
from marketplace.photos import CleanPhoto, clean_photo
from marketplace.queries.changes import last_moved_at
from marketplace.queries.policy import klus_policy
from marketplace.queries.waiting import ahead_of, waiting_at
from marketplace.rules.attendance import refuse_unless_open, refuse_unless_time_to_check_in
from marketplace.rules.signing_off import is_late
from marketplace.rules.transitions import SIGN_UP, WAITING, Hat, Verb, next_state
from marketplace.services.fairness import refuse_above_times, refuse_unless_first_timer
from marketplace.services.hats import hats_of
from marketplace.services.promises import give_reward_back
from marketplace.services.volunteer_room import release_room, reserve_room
from marketplace.waiting_errors import SignOffTooLate
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.trail.services import audit, tell


@transaction.atomic
def sign_up(*, slot_id: int, resident: Person, now: datetime) -> SignUp:
    """Take a place. Of two people after the last one, one gets it: the database counts.

    Raises NotFound, KlusNotOpen, SlotPast, NoRules, EarningEnded, FirstTimersFirst,
    AlreadySignedUp, SlotFull, SameKlusOften.
    """
    slot = Slot.objects.select_for_update().filter(id=slot_id).first()
    if slot is None:
        raise NotFound
    # Read after the lock: a klus that is called off holds its slots until it is written.
    slot.klus = Klus.objects.get(id=slot.klus_id)
    if slot.klus.state != Klus.State.PUBLISHED:
        raise KlusNotOpen(state=slot.klus.state)
    if slot.open_until <= now:
        raise SlotPast
    refuse_unless_earning(rules_in_force(now).rules, timezone.localdate(slot.ends_at))
    refuse_unless_first_timer(slot, resident, now)
    entry = waiting_at(slot.id).filter(resident=resident).first()
    if slot.free <= ahead_of(slot.id, entry):
        # What is free is for who waits longer.
        _refuse_if_there(slot, resident)
        raise SlotFull
    made = take_place(slot=slot, resident=resident, now=now)
    if entry is not None:
        entry.state = next_state(WAITING, entry.state, Verb.GIVE_PLACE, {Hat.HOUSE})
        entry.ended_at, entry.sign_up = now, made
        entry.save(update_fields=["state", "ended_at", "sign_up"])
    tell("klus.signed-up", sign_up=made.id)
    return made


def take_place(*, slot: Slot, resident: Person, now: datetime) -> SignUp:
    """A place at a moment that the caller has locked and found open; the database counts.

    Raises AlreadySignedUp, SlotFull, SameKlusOften, and what a volunteer's limits raise.
    """
    try:
        with transaction.atomic():
            made = SignUp.objects.create(slot=slot, resident=resident, signed_up_at=now)
    except IntegrityError as error:
        raise AlreadySignedUp from error
    try:
        with transaction.atomic():
            Slot.objects.filter(id=slot.id).update(taken=F("taken") + 1)
    except IntegrityError as error:
        raise SlotFull from error
    reserve_room(made, now=now)
    refuse_above_times(made, now)
    audit(verb="sign-up", thing="sign-up", thing_id=made.id, actor=resident.party_id)
    return made


@transaction.atomic
def cancel_sign_up(*, sign_up_id: int, actor: Person, now: datetime, reason: str = "") -> SignUp:
    """Give the place back, for who waits for one; twice is once.

    Late is remembered, with the reason, and told to who made the klus.
    Raises NotFound, StepNotPossible, NotAllowed, SignOffTooLate.
    """
    slot_id = SignUp.objects.filter(id=sign_up_id).values_list("slot_id", flat=True).first()
    if slot_id is None:
        raise NotFound
    Slot.objects.select_for_update().get(id=slot_id)
    found = locked_sign_up(sign_up_id)
    hats = hats_of(actor, found)
    if found.state == SignUp.State.CANCELLED and Hat.RESIDENT in hats:
        return found
    is_late = is_late_now(found, now)
    verb = Verb.SIGN_OFF_LATE if is_late else Verb.CANCEL
    found.state = next_state(SIGN_UP, found.state, verb, hats)
    if now >= found.slot.ends_at:
        raise SignOffTooLate
    found.ended_at, found.is_late, found.reason = now, is_late, reason.strip()[:300]
    found.save(update_fields=["state", "ended_at", "is_late", "reason"])
    Slot.objects.filter(id=slot_id).update(taken=F("taken") - 1)
    release_room([found])
    if found.slot.klus.state != Klus.State.PUBLISHED:
        # Nobody can take this place any more: its coins go back to the budget.
        give_reward_back(found)
    elif found.slot.open_until > now:
        tell("slot.freed", slot=slot_id)
    if is_late:
        tell("sign-up.late-off", sign_up=found.id)
    audit(verb=verb.value, thing="sign-up", thing_id=found.id, actor=actor.party_id)
    return found


def is_late_now(found: SignUp, now: datetime) -> bool:
    """Whether signing off at this moment is late, by the hours the town keeps."""
    return is_late(
        starts_at=found.slot.open_until,
        now=now,
        late_hours=klus_policy().late_hours,
        signed_up_at=found.signed_up_at,
        was_placed=WaitingEntry.objects.filter(sign_up=found).exists(),
        moved_at=last_moved_at(found.slot),
    )


@transaction.atomic
def check_in(*, sign_up_id: int, actor: Person, now: datetime, at_desk: bool = False) -> SignUp:
    """The work begins. A resident says so on the day itself, an organiser also afterwards.

    `at_desk`: the resident gave the code of the screen there, where a klus is checked by one.
    Raises NotFound, StepNotPossible, NotAllowed, CodeNeeded, CheckInTooEarly, CheckInTooLate.
    """
    found = locked_sign_up(sign_up_id)
    hats = hats_of(actor, found)
    if found.state == SignUp.State.CHECKED_IN and hats & {Hat.RESIDENT, Hat.ORGANISER}:
        return found
    found.state = next_state(SIGN_UP, found.state, Verb.CHECK_IN, hats)
    is_by_code = found.slot.klus.checking == Klus.Checking.CODE
    if Hat.RESIDENT in hats and is_by_code and not at_desk:
        raise CodeNeeded
    if Hat.RESIDENT in hats:
        refuse_unless_time_to_check_in(
            starts_at=found.slot.starts_at,
            ends_at=found.slot.ends_at,
            now=now,
            zone=timezone.get_default_timezone(),
        )
    else:
        refuse_unless_open(starts_at=found.slot.starts_at, now=now)
    found.checked_in_at = now
    found.save(update_fields=["state", "checked_in_at"])
    audit(verb="check-in", thing="sign-up", thing_id=found.id, actor=actor.party_id)
    return found


@transaction.atomic
def mark_no_show(*, sign_up_id: int, actor: Person | None, now: datetime) -> SignUp:
    """Somebody did not come; the coins go back to the budget once the moment is over.

    `actor` None: the house, by the clock.
    Raises NotFound, StepNotPossible (also while it still goes on), NotAllowed.
    """
    found = locked_sign_up(sign_up_id)
    hats = hats_of(actor, found) if actor else frozenset({Hat.HOUSE})
    state = next_state(SIGN_UP, found.state, Verb.MISS, hats)
    if now < found.slot.ends_at:
        raise StepNotPossible(state=found.state, verb=Verb.MISS.value)
    found.state, found.ended_at = state, now
    found.save(update_fields=["state", "ended_at"])
    release_room([found])
    give_reward_back(found)
    audit(verb="mark-no-show", thing="sign-up", thing_id=found.id,
          actor=actor.party_id if actor else None)  # fmt: skip
    return found


def hand_in_proof(
    *, sign_up_id: int, resident: Person, photo: bytes, note: str, now: datetime
) -> Proof:
    """Show the work: a photo, cleaned and written anew, and a word with it.

    The same photo handed in twice is one proof. Raises PhotoTooLarge, PhotoNotAPhoto, NotFound,
    StepNotPossible, NotAllowed.
    """
    # Decoding takes up to a second: it is done before anything is locked.
    clean = clean_photo(photo)
    proof: Proof | None = None
    is_kept = False
    try:
        with transaction.atomic():
            found = locked_sign_up(sign_up_id)
            earlier = _same_proof(found, resident, clean)
            if earlier is not None:
                return earlier
            hats = hats_of(resident, found)
            found.state = next_state(SIGN_UP, found.state, Verb.HAND_IN, hats)
            found.handed_in_at = now
            found.save(update_fields=["state", "handed_in_at"])
            proof = _kept(found, clean, note, now)
            audit(verb="hand-in-proof", thing="sign-up", thing_id=found.id,
                  actor=resident.party_id)  # fmt: skip
            tell("proof.handed-in", sign_up=found.id)
        is_kept = True
    finally:
        if proof is not None and not is_kept:
            with suppress(OSError):
                proof.photo.delete(save=False)
    return proof


def _refuse_if_there(slot: Slot, resident: Person) -> None:
    there = SignUp.objects.filter(slot=slot, resident=resident)
    if there.exclude(state=SignUp.State.CANCELLED).exists():
        raise AlreadySignedUp


def locked_sign_up(sign_up_id: int) -> SignUp:
    """A sign-up with its slot and klus, locked until commit. Raises NotFound."""
    found = (
        SignUp.objects.select_for_update(of=("self",))
        .select_related("slot__klus__hold", "resident__party")
        .filter(id=sign_up_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def _same_proof(found: SignUp, resident: Person, clean: CleanPhoto) -> Proof | None:
    if found.state != SignUp.State.HANDED_IN or found.resident_id != resident.id:
        return None
    newest = found.proofs.first()
    return newest if newest is not None and newest.sha256 == clean.sha256 else None


def _kept(found: SignUp, clean: CleanPhoto, note: str, now: datetime) -> Proof:
    proof = Proof(
        sign_up=found,
        note=note.strip()[:500],
        sha256=clean.sha256,
        size=len(clean.data),
        width=clean.width,
        height=clean.height,
        made_at=now,
    )
    proof.photo.save("bewijs.jpg", ContentFile(clean.data), save=False)
    proof.save()
    return proof
