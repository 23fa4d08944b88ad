"""The klusboxes of the demo: what lies in them, and eight weeks of borrowing and bringing back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Final, NamedTuple
from uuid import UUID

from currency.keys import key_for
from heitje.demo.people_tables import TOUR_RESIDENT
from heitje.demo.pictures_tools import TOOLS, tool_photo
from heitje.demo.place import Place
from heitje.demo.timeline import Timeline, moment
from marketplace.klusbox.models import Item, Kind, Klusbox, Reservation
from marketplace.klusbox.services.boxes import BoxDetails, add_items, create_box, create_kind
from marketplace.klusbox.services.counting import count_stock
from marketplace.klusbox.services.lending import hand_out, report_broken, report_lost, take_back
from marketplace.klusbox.services.reserving import reserve
from marketplace.klusbox.services.upkeep import mend
from tenants.people.models import Person

HOUR: Final = timedelta(hours=1)
WEEKS: Final = 8


class ThingPlan(NamedTuple):
    """How many of a kind lie in a box, and how long one may keep them."""

    box: str
    kind: str
    about: str
    days: int
    number: int


CHURCH: Final = "Corneliusplein"
FIELD: Final = "Trapveld De Dem"
BOXES: Final = {
    CHURCH: ("Heerlerheide", "Groene kast naast de kerk", "012345", "09:00", "17:30",
             "Vraag in de buurtkamer om de sleutel. Die is open van 9.00 tot 17.30 uur."),
    FIELD: ("De Dem", "Zeecontainer achter het doel", "25", "10:00", "16:00",
            "Bel bij het hek. De beheerder van de speeltuin doet open."),
}  # fmt: skip
THINGS: Final = (
    ThingPlan(CHURCH, "Grijper", "Om zwerfafval te prikken, met een ring voor de zak.", 3, 8),
    ThingPlan(CHURCH, "Hesje", "Geel, zodat auto’s je zien.", 3, 8),
    ThingPlan(CHURCH, "Bladhark", "", 3, 4),
    ThingPlan(CHURCH, "Kruiwagen", "", 2, 2),
    ThingPlan(CHURCH, "Snoeischaar", "Voor takken tot zo dik als een duim.", 3, 4),
    ThingPlan(CHURCH, "Gieter", "10 liter.", 7, 4),
    ThingPlan(FIELD, "Grasmaaier", "Zonder motor.", 1, 2),
    ThingPlan(FIELD, "Ladder", "Met tweeën te gebruiken.", 1, 1),
    ThingPlan(FIELD, "Boormachine", "Met een doos boortjes.", 2, 1),
)  # fmt: skip


def plan_lending(place: Place, timeline: Timeline) -> None:
    """Boxes from the second day on, a loan or two each week, and something of everything now."""
    timeline.add(timeline.begins + timedelta(hours=26), place, lambda at: _found(place, at))
    for week in range(WEEKS, 0, -1):
        _plan_week(place, timeline, week)
    _plan_now(place, timeline)


def _found(place: Place, at: datetime) -> None:
    by = place.officer("organiser")
    for name, (area, where, days, opens, shuts, access) in BOXES.items():
        plan = place.plan.area(area)
        details = BoxDetails(
            name=name, place=where, access=access, neighbourhood=place.areas[area],
            hours={day: [[opens, shuts]] for day in days}, point=plan.near(Random(name)),
        )  # fmt: skip
        create_box(key=key_for("demo", "box", name), details=details, actor=by, now=at)
    for thing in THINGS:
        kind = create_kind(name=thing.kind, about=thing.about, longest_days=thing.days, actor=by)
        add_items(
            key=key_for("demo", "things", thing.box, thing.kind), box_id=_box(thing.box).id,
            kind_id=kind.id, count=thing.number, actor=by, now=at,
            photo=tool_photo(thing.kind) if thing.kind in TOOLS else None,
        )  # fmt: skip


def _plan_week(place: Place, timeline: Timeline, week: int) -> None:
    """Somebody borrows on a Saturday; once it came back broken, once a vest did not come back."""
    people, chance = place.residents, Random(f"week {week}")
    day = timeline.today - timedelta(days=7 * week + (timeline.today.weekday() + 2) % 7 - 7)
    start, end = moment(day, "10.00"), moment(day, "15.00")
    for number, (kind, count) in enumerate(
        chance.sample([("Grijper", 3), ("Bladhark", 2), ("Gieter", 2), ("Snoeischaar", 1)], 2)
    ):
        person = people[(week * 5 + number * 3 + 1) % len(people)]
        _plan_loan(place, timeline, person, {kind: count}, start, end)
    if week == 5:
        _plan_loan(place, timeline, people[7], {"Hesje": 2}, start, end, lose=1)
    if week == 4:
        _plan_loan(place, timeline, people[9], {"Kruiwagen": 1}, start, end, broken="Band lek")
        timeline.add(end + timedelta(days=4), place, lambda at: _mended(place, at))
    if week == 1:
        _plan_loan(place, timeline, people[11], {"Snoeischaar": 1}, start, end,
                   broken="De veer is gebroken")  # fmt: skip
        timeline.add(end + 2 * HOUR, place, lambda at: _counted(place, at))


def _plan_now(place: Place, timeline: Timeline) -> None:
    """Somebody is late, somebody works, and two people fetch something tomorrow."""
    people, now = place.residents, timeline.now
    yesterday = moment(timeline.today - timedelta(days=1), "10.00")
    tomorrow = moment(timeline.today + timedelta(days=1), "9.30")
    _plan_loan(place, timeline, people[6], {"Ladder": 1}, yesterday, yesterday + 7 * HOUR,
               is_late=True)  # fmt: skip
    begun = now - 2 * HOUR
    _plan_loan(place, timeline, people[15], {"Kruiwagen": 1, "Bladhark": 1}, begun,
               begun + 8 * HOUR, broken_now="Een tand is krom")  # fmt: skip
    samira = place.resident(TOUR_RESIDENT)
    for person, wanted, begin in (
        (samira, {"Grijper": 2, "Hesje": 1}, tomorrow),
        (people[1], {"Gieter": 2}, tomorrow + 4 * HOUR),
    ):
        timeline.add(
            now - 5 * HOUR, place,
            _reserving(place, person, wanted, begin, begin + 3 * HOUR),
        )  # fmt: skip


def _plan_loan(
    place: Place, timeline: Timeline, person: Person, wanted: dict[str, int], start: datetime,
    end: datetime, *, lose: int = 0, broken: str = "", broken_now: str = "",
    is_late: bool = False,
) -> None:  # fmt: skip
    by = place.officer("organiser")
    code = _key(person, start, wanted)

    def fetch(at: datetime) -> None:
        made = Reservation.objects.get(key=code)
        loans = hand_out(
            reservation_id=made.id, item_ids=[loan.item_id for loan in made.loans.all()],
            actor=by, now=at,
        )  # fmt: skip
        if broken_now:
            report_broken(loan_id=loans[0].id, person=person, note=broken_now, now=at + HOUR)

    def bring(at: datetime) -> None:
        made = Reservation.objects.get(key=code)
        for number, loan in enumerate(made.loans.all()):
            if number < lose:
                report_lost(loan_id=loan.id, note="Laten liggen op het veld", actor=by, now=at)
            else:
                take_back(loan_id=loan.id, is_broken=bool(broken), note=broken, actor=by, now=at)

    timeline.add(start - 30 * HOUR, place, _reserving(place, person, wanted, start, end))
    timeline.add(start, place, fetch)
    if not is_late:
        timeline.add(end - HOUR / 4, place, bring)


def _reserving(
    place: Place, person: Person, wanted: dict[str, int], start: datetime, end: datetime
) -> Callable[[datetime], object]:
    def run(at: datetime) -> None:
        kinds = {Kind.objects.get(name=name).id: count for name, count in wanted.items()}
        box = Klusbox.objects.filter(items__kind__in=kinds).distinct().get()
        reserve(
            key=_key(person, start, wanted), box_id=box.id, wanted=kinds, person=person,
            starts_at=start, ends_at=end, now=at, actor=place.officer("organiser"),
        )  # fmt: skip

    return run


def _mended(place: Place, at: datetime) -> None:
    barrow = Item.objects.get(kind__name="Kruiwagen", state="repair")
    mend(item_id=barrow.id, note="Nieuwe band", actor=place.officer("organiser"), now=at)


def _counted(place: Place, at: datetime) -> None:
    """All but one grabber lay in the box."""
    box = _box(CHURCH)
    seen = dict(box.items.exclude(state="gone").values_list("id", "moves"))
    away = box.items.filter(kind__name="Grijper", state="box").order_by("-number")[0]
    there = box.items.filter(state__in=["box", "repair"]).exclude(id=away.id)
    count_stock(
        key=key_for("demo", "count", box.name), box_id=box.id, seen=seen,
        there=list(there.values_list("id", flat=True)), actor=place.officer("organiser"), now=at,
    )  # fmt: skip


def _key(person: Person, start: datetime, wanted: dict[str, int]) -> UUID:
    return key_for("demo", "loan", person.email, start.isoformat(), *sorted(wanted))


def _box(name: str) -> Klusbox:
    return Klusbox.objects.get(name=name)
