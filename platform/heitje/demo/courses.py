"""One person and one moment of a klus: sign up, come, show the work, hear what the checker says."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from heitje.demo.pictures import photo
from heitje.demo.plans import minor
from heitje.demo.timeline import Timeline
from marketplace.services.approvals import (
    approve_partly,
    approve_proof,
    reject_proof,
    send_back,
)
from marketplace.services.sign_ups import (
    cancel_sign_up,
    check_in,
    hand_in_proof,
    mark_no_show,
    sign_up,
)
from marketplace.waiting_errors import PartNotYet
from tenants.people.models import Person

if TYPE_CHECKING:
    from heitje.demo.work import Work

NOTES: Final = (
    "Alles is opgeruimd. Drie zakken vol.",
    "Het was gezellig, volgende week kom ik weer.",
    "",
    "De afvalbak bij de ingang is kapot.",
    "We waren iets eerder klaar dan gedacht.",
    "",
    "Foto is van de achterkant, daar was het meeste werk.",
    "Mijn zoon heeft ook geholpen.",
    "",
    "Er zijn te weinig handschoenen, kunnen er een paar bij?",
)
QUESTIONS: Final = (
    "Kun je een foto maken waarop het hele perk te zien is?",
    "De foto is te donker. Heb je er nog een?",
    "Tot hoe laat was je er ongeveer?",
)
REFUSALS: Final = (
    "Op de foto is de afgesproken plek niet te zien en niemand heeft je daar gezien.",
    "Deze foto is van een andere dag.",
)
HALF: Final = "Eén kant van het pad is klaar, de andere kant nog niet."
DONE: Final = "done"
CANCELLED: Final = "cancelled"
NO_SHOW: Final = "no-show"
# Has a place, and has not begun.
COMES: Final = "comes"
FRIDAY: Final = 4
# Of a hundred people who signed up, how many go which way.
ENDINGS: Final = (DONE,) * 91 + (CANCELLED,) * 5 + (NO_SHOW,) * 4


@dataclass
class Course:
    """How somebody takes part in one moment of a klus."""

    work: Work
    person: Person
    start: datetime
    ending: str
    handed_in: datetime | None
    seed: int
    sign_up_id: int = 0

    def join(self, at: datetime) -> None:
        """Take a place."""
        slot = self.work.slot(self.start)
        self.sign_up_id = sign_up(slot_id=slot.id, resident=self.person, now=at).id

    def leave(self, at: datetime) -> None:
        """Give the place back."""
        cancel_sign_up(sign_up_id=self.sign_up_id, actor=self.person, now=at)

    def stay_away(self, at: datetime) -> None:
        """The organiser saw nobody."""
        organiser = self.work.place.officer("organiser")
        mark_no_show(sign_up_id=self.sign_up_id, actor=organiser, now=at)

    def begin(self, at: datetime) -> None:
        """Most say so themselves; for some the organiser does."""
        helped = self.seed % 10 == 0
        actor = self.work.place.officer("organiser") if helped else self.person
        check_in(sign_up_id=self.sign_up_id, actor=actor, now=at)

    def hand_in(self, at: datetime) -> None:
        """Show the work."""
        self._show(Random(self.seed), at)

    def hand_in_again(self, at: datetime) -> None:
        """Answer the checker's question with another photo."""
        self._show(Random(self.seed + 1), at)

    def approve(self, at: datetime) -> None:
        """The work is good."""
        approve_proof(sign_up_id=self.sign_up_id, actor=self._checker(), now=at)

    def approve_a_part(self, at: datetime) -> None:
        """Half of it was done; where a colleague has to look first, it keeps waiting."""
        amount = minor(self.work.plan.coins) // 2
        with suppress(PartNotYet):
            approve_partly(
                sign_up_id=self.sign_up_id, actor=self._checker(), amount=amount, reason=HALF,
                now=at,
            )  # fmt: skip

    def ask(self, at: datetime) -> None:
        """The checker wants to know something first."""
        question = QUESTIONS[self.seed % len(QUESTIONS)]
        send_back(sign_up_id=self.sign_up_id, actor=self._checker(), reason=question, now=at)

    def reject(self, at: datetime) -> None:
        """The work was not done."""
        reason = REFUSALS[self.seed % len(REFUSALS)]
        reject_proof(sign_up_id=self.sign_up_id, actor=self._checker(), reason=reason, now=at)

    def _show(self, chance: Random, at: datetime) -> None:
        hand_in_proof(
            sign_up_id=self.sign_up_id,
            resident=self.person,
            photo=photo(self.work.plan.category, chance),
            note=chance.choice(NOTES),
            now=at,
        )

    def _checker(self) -> Person:
        return self.work.place.officer("manager" if self.seed % 3 else "organiser")


def take_part(
    work: Work, person: Person, start: datetime, timeline: Timeline, chance: Random,
    ending: str | None = None,
) -> Course:  # fmt: skip
    """Put everything up to handing in on the timeline."""
    work.taken.setdefault(start, []).append(person)
    ending = ending or (COMES if work.called_off else chance.choice(ENDINGS))
    if work.plan.kind == "full":  # nobody leaves, so that it stays full whatever the hour
        ending = COMES
    course = Course(work, person, start, ending, None, chance.randrange(10**6))
    place, over = work.place, work.end_of(start)
    joined = _joins(min(start, work.called_off or timeline.now, timeline.now), chance)
    timeline.add(joined, place, course.join)
    if ending == CANCELLED:
        work.taken[start].remove(person)
        timeline.add(joined + (start - joined) / 2, place, course.leave)
    elif ending == NO_SHOW:
        timeline.add(over + timedelta(minutes=40), place, course.stay_away)
    elif ending == DONE:
        timeline.add(start + timedelta(minutes=chance.randint(-9, 12)), place, course.begin)
        course.handed_in = over + timedelta(minutes=chance.randint(4, 150))
        timeline.add(course.handed_in, place, course.hand_in)
    return course


def plan_decisions(
    courses: list[Course], timeline: Timeline, chance: Random, *, waiting: int
) -> None:
    """Let checkers decide on what was handed in; the latest few wait for a visitor."""
    handed_in = sorted(
        (course.handed_in, number)
        for number, course in enumerate(courses)
        if course.handed_in is not None and course.handed_in <= timeline.now
    )
    waits = [courses[number] for _, number in handed_in[-waiting:]]
    *decided, asked = [(at, courses[number]) for at, number in handed_in[:-waiting]]
    _repeat_a_photo(waits, [course for _, course in decided])
    for at, course in decided:
        _decide(course, at, timeline, chance)
    # The last of them has a question to answer.
    at, course = asked
    timeline.add(at + (timeline.now - at) / 3, course.work.place, course.ask)


def _repeat_a_photo(waits: list[Course], earlier: list[Course]) -> None:
    """One of those who wait sends a photo that was sent before: the checker is warned."""
    for course in waits:
        for other in earlier:
            if other.work.plan.category == course.work.plan.category:
                course.seed = other.seed
                return


def _decide(course: Course, handed_in: datetime, timeline: Timeline, chance: Random) -> None:
    """The checker looks at it in the next days, and says yes, no, or asks something first."""
    place = course.work.place
    seen = in_office_hours(handed_in + timedelta(hours=chance.randint(3, 40)), chance)
    seen = min(seen, handed_in + (timeline.now - handed_in) * 2 / 3)
    verdict = chance.random()
    if verdict < 0.04:
        timeline.add(seen, place, course.reject)
    elif verdict < 0.055:
        timeline.add(seen, place, course.approve_a_part)
    elif verdict < 0.1:
        again = seen + (timeline.now - seen) / 6
        timeline.add(seen, place, course.ask)
        timeline.add(again, place, course.hand_in_again)
        timeline.add(again + (timeline.now - again) / 3, place, course.approve)
    else:
        timeline.add(seen, place, course.approve)


def _joins(latest: datetime, chance: Random) -> datetime:
    """Some hours or days before; every klus is shown longer than that."""
    return latest - timedelta(minutes=chance.randint(30, 600), hours=chance.randint(0, 80))


def in_office_hours(after: datetime, chance: Random) -> datetime:
    """The first moment between nine and five on a working day that is later."""
    local = timezone.localtime(after)
    found = local.replace(hour=chance.randint(9, 16), minute=chance.randint(0, 59))
    while found <= local or found.weekday() > FRIDAY:
        found += timedelta(days=1)
    return found
