"""What one resident of Heerlen did: whoever signs in as her finds something of everything.

Earned before, one klus to begin today, one that waits for the checker, one that is still to come,
and just 42,50 to spend, of which a part is a gift that expires.
"""

from datetime import datetime, timedelta
from random import Random
from typing import Final

from heitje.demo import klus_tables, shop_tables
from heitje.demo.courses import COMES, DONE, Course, in_office_hours, take_part
from heitje.demo.gifts import GIFT
from heitje.demo.people_tables import TOUR_RESIDENT
from heitje.demo.place import Place, Shop
from heitje.demo.plans import minor
from heitje.demo.timeline import Timeline, moment
from heitje.demo.trade import buy
from heitje.demo.work import Work

LEFT: Final = minor("42,50")
LATEST_HAND_IN: Final = timedelta(hours=3)
# Which moment of which klus, counted back from the last one that was over some days ago.
DID: Final = (
    (klus_tables.COFFEE, 5), (klus_tables.LITTER, 5), (klus_tables.PAINTING, 0),
    (klus_tables.GARDEN, 3), (klus_tables.WALKING, 2), (klus_tables.BOOKS, 0),
    (klus_tables.LITTER, 1), (klus_tables.WATER, 0),
)  # fmt: skip
COMING: Final = (klus_tables.LITTER, klus_tables.PARK_DAY)
# Days ago, hour, shop, sum; what is then still above 42,50 goes to the greengrocer.
BOUGHT: Final = (
    (12, "15.20", shop_tables.BIKE_SHOP, "9,00"),
    (7, "12.40", shop_tables.CAFE, "7,50"),
    (3, "14.05", shop_tables.BAKERY, "5,60"),
    (1, "8.35", shop_tables.BAKERY, "4,20"),
)
ABROAD: Final = (5, "14.30", shop_tables.ICE_CREAM, "6,00")
THE_REST: Final = (4, "11.10", shop_tables.GREENGROCER)


def plan_tour(
    places: dict[str, Place], works: dict[str, Work], timeline: Timeline, chance: Random
) -> Course:
    """Her weeks; answers what she handed in that still waits."""
    samira = places["HE"].resident(TOUR_RESIDENT)
    earned = 0
    for title, back in DID:
        work = works[title]
        start = _over(work, timeline.now - timedelta(days=4))[-1 - back]
        course = take_part(work, samira, start, timeline, chance, ending=DONE)
        assert course.handed_in is not None, "she always comes"
        seen = in_office_hours(course.handed_in + timedelta(hours=2), chance)
        seen = min(seen, timeline.now - timedelta(hours=30))
        timeline.add(seen, places["HE"], course.approve)
        earned += minor(work.plan.coins)
    for title in (klus_tables.TODAY, *COMING):
        work = works[title]
        start = next(start for start in work.starts if work.end_of(start) > timeline.now)
        take_part(work, samira, start, timeline, chance, ending=COMES)
    _plan_shopping(places, timeline, earned)
    return _plan_waiting(works, timeline, chance)


def _over(work: Work, at: datetime) -> list[datetime]:
    """The moments that were over then."""
    return [start for start in work.starts if work.end_of(start) < at]


def _plan_waiting(works: dict[str, Work], timeline: Timeline, chance: Random) -> Course:
    """The latest weekly klus that was over in time to hand something in, and where she was not."""
    last = timeline.now - LATEST_HAND_IN
    weekly = [work for work in works.values() if work.plan.kind == "weekly"]
    samira = weekly[0].place.resident(TOUR_RESIDENT)
    found = [
        (start, work.plan.title)
        for work in weekly
        for start in _over(work, last)
        if samira not in work.taken.get(start, [])
    ]
    start, title = max(found)
    return take_part(works[title], samira, start, timeline, chance, ending=DONE)


def _plan_shopping(places: dict[str, Place], timeline: Timeline, earned: int) -> None:
    samira = places["HE"].resident(TOUR_RESIDENT)
    spent = 0
    for code, purchase in [("HE", one) for one in BOUGHT] + [("SG", ABROAD)]:
        days, clock, name, coins = purchase
        shop = places[code].shop(name)
        at = _when_open(shop, days, clock, timeline)
        buy(places["HE"], samira, places[code], shop, minor(coins), at, timeline)
        spent += minor(coins)
    days, clock, name = THE_REST
    shop, rest = places["HE"].shop(name), earned + minor(GIFT) - spent - LEFT
    assert rest > 0, "what she bought leaves more than she should have"
    at = _when_open(shop, days, clock, timeline)
    buy(places["HE"], samira, places["HE"], shop, rest, at, timeline)


def _when_open(shop: Shop, days: int, clock: str, timeline: Timeline) -> datetime:
    """So many days ago at that time, or the last day before on which the shop was open."""
    day = timeline.today - timedelta(days=days)
    while str(day.weekday()) not in shop.merchant.hours:
        day -= timedelta(days=1)
    return moment(day, clock)
