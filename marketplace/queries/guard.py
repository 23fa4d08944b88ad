"""Reads of the guard: what a klus looks like, who is asked, and the register of what was said."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import get_default_timezone, make_aware

from marketplace.models import Klus, SecondOpinion, Slot, WatchedWork
from marketplace.queries.policy import klus_policy
from marketplace.rules.displacement import (
    YEAR,
    Limits,
    Signal,
    Watched,
    Work,
    as_read,
    digest_of,
    is_covered,
    place_key,
    same_place,
    signals,
)
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.people.queries import people_who_may

GIVE = "give-second-opinion"
DONE = (Klus.State.PUBLISHED, Klus.State.CLOSED, Klus.State.FINISHED)
ANSWERED = (SecondOpinion.State.AGREED, SecondOpinion.State.AGAINST)


def watched_work() -> QuerySet[WatchedWork]:
    """The town's whole list, by name."""
    return WatchedWork.objects.order_by("name")


def watched_one(watched_id: int) -> WatchedWork:
    """One kind of work of the list. Raises NotFound."""
    found = WatchedWork.objects.filter(id=watched_id).first()
    if found is None:
        raise NotFound
    return found


def opinion_of_klus(klus_id: int, opinion_id: int) -> SecondOpinion:
    """One question about a klus. Raises NotFound."""
    found = _opinions().filter(klus=klus_id, id=opinion_id).first()
    if found is None:
        raise NotFound
    return found


def signals_of(klus: Klus) -> list[Signal]:
    """Why this klus looks like paid work; empty: it does not."""
    policy = klus_policy()
    limits = Limits(policy.most_hours_a_week, policy.most_weeks_at_place)
    kinds = [
        Watched(one.name, one.category, one.words)
        for one in WatchedWork.objects.filter(is_watched=True).order_by("name")
    ]
    planned = [_work(slot, klus.duration_minutes) for slot in klus.slots.all()]
    counts = limits.hours_a_week is not None or limits.weeks_at_place is not None
    return signals(
        title=klus.title, description=klus.description, category=klus.category, watched=kinds,
        limits=limits, planned=planned, there=_done_there(klus, planned) if counts else [],
        zone=get_default_timezone(),
    )  # fmt: skip


def digest_of_klus(klus: Klus) -> str:
    """The digest of all that a second opinion looks at."""
    return digest_of(
        title=klus.title, description=klus.description, category=klus.category,
        place=place_key(klus.place), minutes=klus.duration_minutes,
        moments=sorted(klus.slots.values_list("starts_at", "places")),
    )  # fmt: skip


def is_agreed(klus: Klus, found: Sequence[Signal], *, as_it_is: bool) -> bool:
    """Whether somebody agreed to all that was seen; `as_it_is`: to the klus as it is now."""
    agreed = klus.opinions.filter(state=SecondOpinion.State.AGREED)
    if as_it_is:
        agreed = agreed.filter(judged=digest_of_klus(klus))
    return any(is_covered(found, as_read(one.signals)) for one in agreed)


def opinions_of(klus: Klus) -> QuerySet[SecondOpinion]:
    """All that was asked and said about a klus, newest first."""
    return klus.opinions.select_related("asked_by", "asked_of").order_by("-asked_at", "-id")


def open_opinion(klus: Klus) -> SecondOpinion | None:
    """What is asked about a klus and not answered yet."""
    return opinions_of(klus).filter(state=SecondOpinion.State.ASKED).first()


def advisers_for(klus: Klus, asker: Person) -> QuerySet[Person]:
    """Who may be asked: whose task it is, and who did not make it or ask it."""
    own = [asker.id, *([klus.made_by_id] if klus.made_by_id else [])]
    return people_who_may(GIVE).exclude(id__in=own).order_by("name", "id")


def opinions_asked_of(person: Person) -> QuerySet[SecondOpinion]:
    """What waits for this person's answer, longest first."""
    return _opinions().filter(asked_of=person, state=SecondOpinion.State.ASKED).order_by("asked_at")


def opinion_asked_of(person: Person, opinion_id: int) -> SecondOpinion:
    """One question for this person, answered or not. Raises NotFound."""
    found = _opinions().filter(asked_of=person, id=opinion_id).first()
    if found is None:
        raise NotFound
    return found


def register(*, year: int | None = None) -> QuerySet[SecondOpinion]:
    """All answers, newest first; of one calendar year when it is named."""
    found = _opinions().filter(state__in=ANSWERED)
    if year is not None:
        first, last = (_midnight(date(one, 1, 1)) for one in (year, year + 1))
        found = found.filter(answered_at__gte=first, answered_at__lt=last)
    return found.order_by("-answered_at", "-id")


def register_counts(found: QuerySet[SecondOpinion]) -> dict[str, int]:
    """How many agreed and how many did not."""
    counted: dict[str, int] = found.order_by().aggregate(
        agreed=Count("id", filter=Q(state=SecondOpinion.State.AGREED)),
        against=Count("id", filter=Q(state=SecondOpinion.State.AGAINST)),
    )
    return counted


def register_years() -> list[int]:
    """The years in which something was answered, newest first."""
    days = SecondOpinion.objects.filter(state__in=ANSWERED).datetimes(
        "answered_at", "year", order="DESC", tzinfo=get_default_timezone()
    )
    return [day.year for day in days]


def opinion_to_tell_of(opinion_id: int, *states: str) -> SecondOpinion | None:
    """A question or answer that still stands so."""
    return _opinions().filter(id=opinion_id, state__in=states).first()


def _opinions() -> QuerySet[SecondOpinion]:
    return SecondOpinion.objects.select_related(
        "klus__organiser", "klus__neighbourhood", "asked_by", "asked_of"
    )


def _done_there(klus: Klus, planned: Sequence[Work]) -> list[Work]:
    """What else of this sort is done at this place, in the year before and while this goes on."""
    if not planned:
        return []
    others = Klus.objects.filter(category=klus.category, state__in=DONE).exclude(id=klus.id)
    here = [
        one for one, place in others.values_list("id", "place") if same_place(place, klus.place)
    ]
    last = max(work.starts_at for work in planned)
    found = Slot.objects.filter(
        klus_id__in=here,
        starts_at__gt=last - YEAR - timedelta(days=7),
        starts_at__lt=last + timedelta(days=7),
    )
    return [_work(slot, slot.klus.duration_minutes) for slot in found.select_related("klus")]


def _work(slot: Slot, minutes: int) -> Work:
    return Work(slot.starts_at, slot.places * minutes)


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min), get_default_timezone())
