"""A code on a screen: who is really there types it when they come, and again when they are done.

Giving the code at the end hands the work in, and whoever opened the screen has checked it with
that. It still is never their own work or that of their household; then a colleague looks.
"""

import secrets
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from marketplace.checking.errors import CodeWrong, DoneTooSoon, WayOfChecking
from marketplace.checking.models import Desk
from marketplace.models import Klus, SignUp, Slot
from marketplace.rules.desk_codes import is_good
from marketplace.rules.promises import paid_minutes
from marketplace.rules.transitions import SIGN_UP, Verb, next_state
from marketplace.services.approvals import approve_proof
from marketplace.services.checkers import refuse_unless_checks
from marketplace.services.hats import hats_of
from marketplace.services.sign_ups import check_in, locked_sign_up
from tenants.errors import NotAllowed, NotFound, Refusal
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may, refuse_unless_may_somewhere
from tenants.trail.services import audit, tell

log = structlog.get_logger(__name__)


@transaction.atomic
def open_desk(*, slot_id: int, actor: Person, now: datetime) -> Desk:
    """Show a code for this moment, in this person's name. Opened again it has a new secret.

    Raises NotAllowed, NotFound, NotYourKlus, WayOfChecking.
    """
    slot = _slot(slot_id, actor)
    if slot.klus.checking != Klus.Checking.CODE:
        raise WayOfChecking(checking=slot.klus.checking)
    desk, _is_new = Desk.objects.update_or_create(
        slot=slot,
        defaults={
            "secret": secrets.token_hex(32), "opened_by": actor, "opened_at": now,
            "closed_at": None,
        },
    )  # fmt: skip
    audit(verb="open-desk", thing="slot", thing_id=slot.id, actor=actor.party_id)
    return desk


@transaction.atomic
def close_desk(*, slot_id: int, actor: Person, now: datetime) -> Desk:
    """No code is good any more; twice is once. Raises NotAllowed, NotFound, NotYourKlus."""
    slot = _slot(slot_id, actor)
    desk = Desk.objects.select_for_update().filter(slot=slot).first()
    if desk is None:
        raise NotFound
    if desk.closed_at is None:
        desk.closed_at = now
        desk.save(update_fields=["closed_at"])
        audit(verb="close-desk", thing="slot", thing_id=slot.id, actor=actor.party_id)
    return desk


@transaction.atomic
def give_code(*, sign_up_id: int, resident: Person, code: str, now: datetime) -> SignUp:
    """Type the code: the first time the work begins, the next time it is done and checked.

    Raises NotFound, NotAllowed, WayOfChecking, CodeWrong, DoneTooSoon, StepNotPossible,
    CheckInTooEarly, CheckInTooLate.
    """
    found = locked_sign_up(sign_up_id)
    if found.resident_id != resident.id:
        raise NotAllowed(permission=Verb.CHECK_IN.value)
    if found.slot.klus.checking != Klus.Checking.CODE:
        raise WayOfChecking(checking=found.slot.klus.checking)
    desk = (
        Desk.objects.select_related("opened_by__party")
        .filter(slot=found.slot_id, closed_at=None)
        .first()
    )
    if desk is None or not is_good(desk.secret, code, now):
        raise CodeWrong
    if found.state == SignUp.State.SIGNED_UP:
        return check_in(sign_up_id=found.id, actor=resident, now=now, at_desk=True)
    return _done(found, resident, desk, now)


@transaction.atomic
def report_done(*, sign_up_id: int, resident: Person, now: datetime) -> SignUp:
    """Say that the work is done, for the team that comes by; twice is once.

    Raises NotFound, NotAllowed, WayOfChecking, StepNotPossible.
    """
    found = locked_sign_up(sign_up_id)
    if found.slot.klus.checking != Klus.Checking.ROUND:
        raise WayOfChecking(checking=found.slot.klus.checking)
    if found.state == SignUp.State.HANDED_IN and found.resident_id == resident.id:
        return found
    return _handed_in(found, resident, now)


def _done(found: SignUp, resident: Person, desk: Desk, now: datetime) -> SignUp:
    slot = found.slot
    if found.checked_in_at is not None:
        minutes = paid_minutes(slot.starts_at, slot.ends_at, slot.klus.duration_minutes)
        from_at = found.checked_in_at + timedelta(minutes=minutes) / 2
        if now < from_at:
            raise DoneTooSoon(from_at=from_at.isoformat())
    handed_in = _handed_in(found, resident, now)
    try:
        with transaction.atomic():
            return approve_proof(
                sign_up_id=found.id, actor=desk.opened_by, now=now, how=Klus.Checking.CODE
            )
    except Refusal as refusal:
        # A housemate's, a group's, a full balance: somebody looks at it in the queue.
        log.info("desk_left_to_queue", sign_up=found.id, code=refusal.code)
    return handed_in


def _handed_in(found: SignUp, resident: Person, now: datetime) -> SignUp:
    found.state = next_state(SIGN_UP, found.state, Verb.HAND_IN, hats_of(resident, found))
    found.handed_in_at = now
    found.save(update_fields=["state", "handed_in_at"])
    audit(verb="hand-in-proof", thing="sign-up", thing_id=found.id, actor=resident.party_id)
    tell("proof.handed-in", sign_up=found.id)
    return found


def _slot(slot_id: int, actor: Person) -> Slot:
    refuse_unless_may_somewhere(actor, "check-proof")
    slot = Slot.objects.select_for_update(of=("self",)).select_related("klus").filter(id=slot_id)
    found = slot.first()
    if found is None:
        raise NotFound
    refuse_unless_may(actor, "check-proof", within=found.klus.organiser_id)
    refuse_unless_checks(actor, found.klus_id)
    return found
