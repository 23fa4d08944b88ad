"""Whether it is somebody's turn: asked when a place is taken."""

from datetime import datetime

from currency.queries import rules_in_force
from marketplace.fairness_errors import FirstTimersFirst, SameKlusOften
from marketplace.models import SignUp, Slot
from marketplace.queries.fairness import first_timers_until_of, times_of, took_part_before
from tenants.people.models import Person


def refuse_unless_first_timer(slot: Slot, resident: Person, now: datetime) -> None:
    """Raises FirstTimersFirst while a moment is for who never took part, to who did."""
    until = first_timers_until_of(slot, slot.klus, now)
    if until is not None and took_part_before(resident):
        raise FirstTimersFirst(from_at=until.isoformat())


def refuse_above_times(made: SignUp, now: datetime) -> None:
    """Judge a sign-up that was just made. Raises SameKlusOften."""
    maximum = rules_in_force(now).rules.fairness.times_same_klus
    if maximum is None:
        return
    # Two moments of one klus taken at once are counted one after the other. People are locked
    # after volunteers' room, as everywhere.
    Person.objects.select_for_update(no_key=True).get(id=made.resident_id)
    if times_of(made.resident, made.slot.klus) > maximum:
        raise SameKlusOften(maximum=maximum)
