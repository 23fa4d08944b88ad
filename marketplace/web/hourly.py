"""A warning for who makes a klus: what it gives an hour, beside what a volunteer may receive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from currency.queries import rules_in_force
from currency.rules.volunteers import cents_of, is_above, norm_on
from marketplace.models import Klus, Slot
from marketplace.rules.promises import expected_share, paid_minutes
from tenants.queries import current_tenant


@dataclass(frozen=True)
class HourlyNote:
    """Cents for an hour, and for whom it is too much."""

    hourly: int
    most: int
    most_young: int
    is_for_nobody: bool


def hourly_note(klus: Klus, slots: Sequence[Slot], now: datetime) -> HourlyNote | None:
    """The first moment at which it is too much for somebody; None where it never is."""
    volunteers = rules_in_force(now).rules.volunteers
    if not volunteers.applies:
        return None
    value = current_tenant().coin_value_cents
    for slot in slots:
        norm = norm_on(volunteers.norms, localdate(slot.starts_at))
        share = expected_share(klus.reward, is_group=klus.is_group, places=slot.places)
        cents = cents_of(share, coin_value_cents=value)
        minutes = paid_minutes(slot.starts_at, slot.ends_at, klus.duration_minutes)
        if norm and is_above(cents, minutes=minutes, hourly=norm.hourly_under_21):
            return HourlyNote(
                hourly=-(-cents * 60 // minutes),
                most=norm.hourly,
                most_young=norm.hourly_under_21,
                is_for_nobody=is_above(cents, minutes=minutes, hourly=norm.hourly),
            )
    return None
