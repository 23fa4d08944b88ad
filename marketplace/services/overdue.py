"""What the house does by the clock: close what is over, mark who never came.

Each klus and each sign-up in a transaction of its own: one that is refused holds up no other, and
a run that is broken off is continued by the next.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

import structlog

from marketplace import queries
from marketplace.queries.ending import klussen_to_finish
from marketplace.queries.waiting import slots_with_room_for_who_waits, waiting_over
from marketplace.services.klus_checks import finish_klus
from marketplace.services.klussen import close_klus
from marketplace.services.sign_ups import mark_no_show
from marketplace.services.waiting_list import end_waiting_for, give_places
from tenants.errors import Refusal

LIMIT: Final = 200
log = structlog.get_logger(__name__)


def close_past_klussen(*, now: datetime, limit: int = LIMIT) -> int:
    """Close up to `limit` klussen whose last day is over; returns how many were closed."""
    found = queries.klussen_past(now).values_list("id", flat=True)[:limit]
    return _each(list(found), lambda klus_id: close_klus(klus_id=klus_id, actor=None, now=now))


def mark_missed(*, now: datetime, limit: int = LIMIT) -> int:
    """Mark up to `limit` people who never came, a week after; returns how many were marked."""
    found = queries.sign_ups_missed(now).values_list("id", flat=True)[:limit]
    return _each(list(found), lambda one: mark_no_show(sign_up_id=one, actor=None, now=now))


def finish_klussen(*, limit: int = LIMIT) -> int:
    """Finish up to `limit` closed klussen of which everybody has an answer; returns how many."""
    found = klussen_to_finish().values_list("id", flat=True)[:limit]
    return _each(list(found), lambda klus_id: finish_klus(klus_id=klus_id))


def give_places_left(*, now: datetime, limit: int = LIMIT) -> int:
    """Give places that came free to who waits, for up to `limit` moments; returns how many.

    What an event does at once is done here once more, for an event that was given up.
    """
    found = slots_with_room_for_who_waits(now).values_list("id", flat=True)[:limit]
    return _each(list(found), lambda slot_id: give_places(slot_id=slot_id, now=now))


def end_waiting(*, now: datetime, limit: int = LIMIT) -> int:
    """Nobody waits for what has begun: take up to `limit` off their lists; returns how many."""
    found = waiting_over(now).values_list("id", flat=True)[:limit]
    return _each(list(found), lambda one: end_waiting_for(waiting_id=one, now=now))


def _each(ids: Iterable[int], act: Callable[[int], object]) -> int:
    done = 0
    for one in ids:
        try:
            act(one)
        except Refusal as refusal:
            # Somebody closed it or called it off since it was read.
            log.info("overdue_passed_over", id=one, code=refusal.code)
        else:
            done += 1
    return done
