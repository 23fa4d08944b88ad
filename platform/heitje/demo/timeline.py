"""History is made in order: what happened first is done first, in whichever town it was.

Balances run on from one entry to the next, so nothing can be put in between afterwards. Each day is
one transaction.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count

from django.db import transaction
from django.utils import timezone

from heitje.demo.place import Place
from tenants.schema import look_at, look_at_public

Act = Callable[[datetime], object]


@dataclass(order=True)
class _Event:
    at: datetime
    number: int
    place: Place = field(compare=False)
    act: Act = field(compare=False)


class Timeline:
    """What happens between `begins` and `now`. An act is told the moment it happens at."""

    def __init__(self, *, begins: datetime, now: datetime) -> None:
        self.begins = begins
        self.now = now
        self._events: list[_Event] = []
        self._numbers = count()

    @property
    def today(self) -> date:
        """The day it is, in Dutch time."""
        return timezone.localdate(self.now)

    def add(self, at: datetime, place: Place, act: Act) -> None:
        """Let something happen in a town. What would happen after `now` is left to visitors."""
        if at <= self.now:
            heapq.heappush(self._events, _Event(at, next(self._numbers), place, act))

    def run(self, report: Callable[[int, int], object]) -> None:
        """Let everything happen; `report` hears of each day how many of how many are over."""
        days = (self.today - timezone.localdate(self.begins)).days + 1
        try:
            while self._events:
                day = timezone.localdate(self._events[0].at)
                self._run_day(day)
                report((day - timezone.localdate(self.begins)).days + 1, days)
        finally:
            look_at_public()

    def _run_day(self, day: date) -> None:
        with transaction.atomic():
            while self._events and timezone.localdate(self._events[0].at) == day:
                event = heapq.heappop(self._events)
                look_at(event.place.tenant)
                event.act(event.at)


def moment(day: date, clock: time | str) -> datetime:
    """A moment of a day, in Dutch time: "9.30" or a time."""
    if isinstance(clock, str):
        hour, minute = clock.split(".")
        clock = time(int(hour), int(minute))
    return datetime.combine(day, clock, tzinfo=timezone.get_default_timezone())


def days_before(day: date, days: int) -> date:
    """So many days earlier."""
    return day - timedelta(days=days)
