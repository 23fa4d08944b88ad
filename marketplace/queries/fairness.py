"""Reads about whose turn it is."""

from datetime import datetime

from django.db.models import Q

from currency.queries import rules_in_force
from marketplace.models import Klus, SignUp, Slot
from marketplace.rules.fairness import first_timers_until
from tenants.people.models import Person

# What was called off, or was never done, took nobody's turn.
NOT_DONE = (SignUp.State.CANCELLED, SignUp.State.NO_SHOW, SignUp.State.REJECTED)
REWARDED = (SignUp.State.APPROVED, SignUp.State.PARTLY)


def times_of(person: Person, klus: Klus) -> int:
    """How often somebody did, or is about to do, this klus.

    The same klus is also the one that comes back each week or was copied: of the same title, by the
    same organiser.
    """
    same = Q(slot__klus=klus) | Q(
        slot__klus__title=klus.title, slot__klus__organiser=klus.organiser_id
    )
    found = SignUp.objects.filter(same, resident=person)
    return found.exclude(state__in=NOT_DONE).count()


def took_part_before(person: Person) -> bool:
    """Whether somebody was ever rewarded for a klus."""
    return SignUp.objects.filter(resident=person, state__in=REWARDED).exists()


def first_timers_until_of(slot: Slot, klus: Klus, now: datetime) -> datetime | None:
    """Until when this moment is for who never took part; None when it is for everybody by now."""
    if klus.published_at is None:
        return None
    until = first_timers_until(
        published_at=klus.published_at,
        open_until=slot.open_until,
        hours=rules_in_force(now).rules.fairness.first_timers_hours,
    )
    return until if until is not None and now < until else None
