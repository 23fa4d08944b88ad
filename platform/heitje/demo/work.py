"""The klussen of a town through the weeks: planned, published, done, checked, closed."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from currency.keys import key_for
from heitje.demo.courses import Course, take_part
from heitje.demo.place import Place
from heitje.demo.plans import KlusPlan, minor
from heitje.demo.timeline import Timeline, moment
from marketplace.models import Klus, Slot
from marketplace.rules.moments import Moment
from marketplace.services.klussen import (
    cancel_klus,
    close_klus,
    create_klus,
    publish_klus,
)
from tenants.people.models import Person

WEEKS_BACK: Final = 9
WEEKS_AHEAD: Final = 3
LONGEST_QUARTERS: Final = 15
CALLED_OFF: Final = "Het heeft de hele week geregend. De bomen hebben nu genoeg water."


@dataclass
class Work:
    """A klus on its way through time, and who has a place at which moment."""

    plan: KlusPlan
    place: Place
    starts: list[datetime]
    ends: timedelta | None = None
    called_off: datetime | None = None
    klus: Klus | None = None
    taken: dict[datetime, list[Person]] = field(default_factory=dict)

    def slot(self, start: datetime) -> Slot:
        """The moment that begins then."""
        assert self.klus is not None, "it was published before anybody could take part"
        return self.klus.slots.get(starts_at=start)

    def end_of(self, start: datetime) -> datetime:
        """When that moment is over."""
        return start + (self.ends or timedelta(minutes=self.plan.minutes))

    def room(self, start: datetime) -> int:
        """Places nobody has planned to take."""
        return self.plan.places - len(self.taken.get(start, []))

    def publish(self, at: datetime) -> None:
        """Make it, and show it an hour later unless it stays a draft."""
        self._create(at)
        if self.plan.kind != "draft":
            assert self.klus is not None, "made above"
            publish_klus(klus_id=self.klus.id, actor=self.place.officer("organiser"), now=at)

    def close(self, at: datetime) -> None:
        """It is over, and nobody can take part any more."""
        assert self.klus is not None, "what closes was published"
        close_klus(klus_id=self.klus.id, actor=self.place.officer("manager"), now=at)

    def call_it_off(self, at: datetime) -> None:
        """It does not go on after all."""
        assert self.klus is not None, "what is called off was published"
        cancel_klus(
            klus_id=self.klus.id, actor=self.place.officer("organiser"), reason=CALLED_OFF, now=at
        )

    def _create(self, at: datetime) -> None:
        plan, place = self.plan, self.place
        self.klus = create_klus(
            key=key_for("demo", "klus", plan.title),
            actor=place.officer("organiser"),
            title=plan.title,
            description=plan.text,
            category=plan.category,
            programme=place.programmes[plan.area],
            place=plan.place,
            reward=minor(plan.coins),
            duration_minutes=plan.minutes,
            moments=[Moment(start, self.end_of(start), plan.places) for start in self.starts],
            neighbourhood=place.areas[plan.area],
            point=place.plan.area(plan.area).near(Random(plan.title)),
            organiser=place.organisations[plan.category],
            suits=plan.suits,
            languages=plan.languages,
            now=at - timedelta(hours=1),
        )


def plan_work(place: Place, timeline: Timeline, chance: Random) -> dict[str, Work]:
    """Put every klus of a town on the timeline; answers them by title."""
    works = {}
    for plan in place.plan.klussen:
        work = Work(plan, place, *_moments(plan, timeline, chance))
        first = work.starts[0]
        ahead = timedelta(days=chance.randint(5, 9), minutes=chance.randint(0, 300))
        shown = max(timeline.begins, min(first - ahead, timeline.now - ahead))
        timeline.add(shown, place, work.publish)
        if plan.kind == "past":
            closed = work.end_of(work.starts[-1]) + timedelta(days=3)
            timeline.add(closed, place, work.close)
        if plan.kind == "cancelled":
            work.called_off = timeline.now - timedelta(hours=20)
            timeline.add(work.called_off, place, work.call_it_off)
        works[plan.title] = work
    return works


def plan_taking_part(
    place: Place, works: dict[str, Work], timeline: Timeline, chance: Random, *, busy: list[Person]
) -> list[Course]:
    """Let residents take places; `busy` people have plans of their own. Answers what they do."""
    courses = []
    days: set[tuple[int, date]] = set()
    for work in works.values():
        if work.plan.kind == "draft":
            continue
        for start in work.starts:
            for person in _who_comes(work, start, timeline, days, chance, busy):
                days.add((person.id, start.date()))
                courses.append(take_part(work, person, start, timeline, chance))
    return courses


def _who_comes(
    work: Work, start: datetime, timeline: Timeline, days: set[tuple[int, date]], chance: Random,
    busy: list[Person],
) -> list[Person]:  # fmt: skip
    free = [
        person
        for person in work.place.residents
        if person not in busy and (person.id, start.date()) not in days
    ]
    room = work.room(start)
    if work.plan.kind == "full":
        wanted = room
    elif start > timeline.now:
        # The further ahead, the fewer have decided; a place is always left.
        weeks = (start - timeline.now).days // 7
        wanted = max(0, min(room - 1, chance.randint(0, 2) - weeks + 1))
    else:
        wanted = min(room, chance.choice([1, 2, 2, 3]))
    return chance.sample(free, min(wanted, len(free)))


def _moments(
    plan: KlusPlan, timeline: Timeline, chance: Random
) -> tuple[list[datetime], timedelta | None]:
    """When a klus begins, and how long its moments last when not as long as the work."""
    today = timeline.today
    if plan.kind == "today":
        return _open_all_day(timeline)
    upcoming = _next(today, plan.weekday)
    weeks = range(1 if plan.kind in ("full", "cancelled") else chance.randint(1, WEEKS_AHEAD))
    if plan.kind == "weekly":
        weeks = range(-WEEKS_BACK + 1, WEEKS_AHEAD)
    elif plan.kind == "past":
        back = chance.randint(2, WEEKS_BACK - 1)
        weeks = range(-back, -back + 2)
    return [moment(upcoming + timedelta(weeks=week), plan.starts) for week in weeks], None


def _next(today: date, weekday: int) -> date:
    """The next such day of the week, from tomorrow on."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _open_all_day(timeline: Timeline) -> tuple[list[datetime], timedelta]:
    """Goes on at this very moment, and until late in the evening whenever that is possible."""
    usual, late = moment(timeline.today, "8.00"), moment(timeline.today, "22.00")
    quarter = timeline.now.replace(minute=timeline.now.minute // 15 * 15, second=0, microsecond=0)
    start = min(usual, quarter)
    return [start], max(late, quarter + timedelta(hours=2)) - start
