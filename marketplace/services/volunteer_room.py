"""What a sign-up takes of the resident's room as a volunteer: the marketplace's word for it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from currency.keys import key_for
from currency.services.volunteers import (
    Claim,
    release_volunteer_rooms,
    reserve_volunteer_room,
)
from marketplace.models import SignUp
from marketplace.rules.promises import expected_share, paid_minutes


def room_key(sign_up_id: int) -> UUID:
    """The key of what one sign-up takes."""
    return key_for("volunteer", sign_up_id)


def reserve_room(found: SignUp, *, now: datetime) -> None:
    """Set aside what the work is expected to give.

    Raises BirthdayUnknown, HourlyNormPassed, VolunteerLimitReached.
    """
    slot = found.slot
    klus = slot.klus
    reserve_volunteer_room(
        key=room_key(found.id),
        person=found.resident,
        day=localdate(slot.starts_at),
        amount=expected_share(klus.reward, is_group=klus.is_group, places=slot.places),
        minutes=paid_minutes(slot.starts_at, slot.ends_at, klus.duration_minutes),
        at=now,
    )


def claim_of(found: SignUp, amount: int) -> Claim:
    """What is about to be paid for a sign-up."""
    return Claim(
        key=room_key(found.id),
        person=found.resident,
        day=localdate(found.slot.starts_at),
        amount=amount,
    )


def release_room(sign_ups: Iterable[SignUp]) -> None:
    """Nothing will be paid for these."""
    release_volunteer_rooms([room_key(found.id) for found in sign_ups])
