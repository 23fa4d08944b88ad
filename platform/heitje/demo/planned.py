"""What comes back in Heerlen: patterns, a weekly series, a klus at one's own hour, two buurtdeals.

All of it is begun in the last weeks, so that what follows stands open for visitors.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from currency.keys import key_for
from heitje.demo.klus_tables import COFFEE, LITTER, WATER
from heitje.demo.people_tables import TOUR_RESIDENT
from heitje.demo.place import Place
from heitje.demo.plans import minor
from heitje.demo.timeline import Timeline, moment
from heitje.demo.work import Work
from marketplace.buurtdeals.models import Buurtdeal, Material
from marketplace.buurtdeals.services.deals import hand_over, sign_deal
from marketplace.buurtdeals.services.drafts import DealTerms, Gift, add_deal_klus, make_deal
from marketplace.models import Klus
from marketplace.planning.services.agenda import renew_agenda
from marketplace.planning.services.series import start_series
from marketplace.planning.services.templates import keep_template
from marketplace.rules.standing import stretch
from marketplace.services.klussen import create_klus, publish_klus

AREA: Final = "Heerlerheide"
KEPT: Final = (("Plein schoonmaken", LITTER), ("Koffieochtend", COFFEE), ("Water geven", WATER))
OWN_HOUR: Final = "Zwerfafval prikken in je eigen straat"
OWN_HOUR_TEXT: Final = (
    "Loop een rondje door je eigen straat en prik wat er ligt. Je kiest zelf wanneer, als het maar"
    " deze maand is. Een grijper en zakken haal je bij de buurtkamer."
)
STREET: Final = DealTerms(
    title="Groene Ganzeweide",
    place="De perken aan de Ganzeweide, van de kerk tot de school",
    starts_on=date.min, ends_on=date.min, review_on=date.min,
    work="Elke week houden we de perken en de stoep netjes. In het voorjaar planten we samen.\n"
    "Wie nieuw is, loopt een keer mee.",
    gives="De gemeente haalt op maandag de volle zakken op en snoeit de bomen.",
    residents="Bewoners Ganzeweide", contact="Truus Hendriks", reach="045 - 555 01 34",
)  # fmt: skip
SQUARE: Final = DealTerms(
    title="Het Corneliusplein van ons samen", place="Corneliusplein",
    starts_on=date.min, ends_on=date.min, review_on=date.min,
    work="Elke zaterdag om de week maken we het plein schoon en drinken we koffie.",
    residents="Vrienden van het Corneliusplein", contact="Jos Willems", reach="045 - 555 02 71",
)  # fmt: skip
GIFTS: Final = (
    Gift("Grijpers", 8), Gift("Werkhandschoenen", 8), Gift("Hark", 2),
    Gift("Vuilniszakken", 40, Material.Rhythm.MONTHLY),
)  # fmt: skip


def plan_what_comes_back(place: Place, works: dict[str, Work], timeline: Timeline) -> None:
    """Patterns and an agenda two weeks ago, a series and a signed deal after it, a draft today."""
    ago = timeline.today - timedelta(days=13)
    timeline.add(moment(ago, "9.40"), place, lambda at: _keep(place, works, at))
    timeline.add(moment(ago, "10.10"), place, lambda at: _repeat(place, works, at))
    timeline.add(moment(ago, "10.30"), place, lambda at: _own_hour(place, at))
    timeline.add(moment(ago, "11.00"), place, lambda at: _deal_that_runs(place, works, at))
    timeline.add(
        moment(ago, "20.00"), place,
        lambda at: renew_agenda(person=place.resident(TOUR_RESIDENT), now=at),
    )  # fmt: skip
    timeline.add(timeline.now - timedelta(hours=3), place, lambda at: _draft(place, works, at))


def _keep(place: Place, works: dict[str, Work], at: datetime) -> None:
    for name, title in KEPT:
        keep_template(
            klus_id=_klus(works, title).id, name=name, actor=place.officer("organiser"), now=at
        )


def _repeat(place: Place, works: dict[str, Work], at: datetime) -> None:
    start_series(
        key=key_for("demo", "series", WATER), klus_id=_klus(works, WATER).id,
        actor=place.officer("organiser"), rule="FREQ=WEEKLY;BYDAY=TU", places=2,
        starts_on=timezone.localdate(at), begins_at=time(17, 0), days_ahead=28, now=at,
    )  # fmt: skip


def _own_hour(place: Place, at: datetime) -> None:
    """For the month in which the demo is looked at, and again each month after it."""
    today = timezone.localdate(at) + timedelta(days=13)
    last = (today.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    first = max(today.replace(day=1), timezone.localdate(at))
    zone = timezone.get_default_timezone()
    made = create_klus(
        key=key_for("demo", "klus", OWN_HOUR), actor=place.officer("organiser"), title=OWN_HOUR,
        description=OWN_HOUR_TEXT, category=Klus.Category.LITTER,
        programme=place.programmes[AREA], neighbourhood=place.areas[AREA],
        place="In je eigen straat", reward=minor(4), duration_minutes=45, is_standing=True,
        moments=[stretch(first, last, 12, zone)], point=place.plan.area(AREA).point,
        organiser=place.organisations["litter"], now=at,
    )  # fmt: skip
    publish_klus(klus_id=made.id, actor=place.officer("organiser"), now=at)
    start_series(
        key=key_for("demo", "series", OWN_HOUR), klus_id=made.id,
        actor=place.officer("organiser"), rule="FREQ=MONTHLY;BYMONTHDAY=1", places=12,
        starts_on=last + timedelta(days=1), begins_at=time.min, days_ahead=7, now=at,
    )  # fmt: skip


def _deal_that_runs(place: Place, works: dict[str, Work], at: datetime) -> None:
    first = timezone.localdate(at)
    deal = _made(place, STREET, GIFTS, first, at)
    _add(place, deal, works, LITTER, "FREQ=WEEKLY;BYDAY=SU", time(14, 0), at)
    sign_deal(
        deal_id=deal.id, signer=STREET.contact, signed_on=first, actor=place.officer("manager"),
        now=at,
    )  # fmt: skip
    given = deal.hand_overs.order_by("due_on").first()
    assert given is not None, "the first day has material"
    hand_over(
        hand_over_id=given.id, given={line.id: line.number for line in given.lines.all()},
        note="Opgehaald bij de wijkpost.", actor=place.officer("organiser"), now=at,
    )  # fmt: skip


def _draft(place: Place, works: dict[str, Work], at: datetime) -> None:
    deal = _made(place, SQUARE, GIFTS[:2], timezone.localdate(at) + timedelta(days=14), at)
    _add(place, deal, works, COFFEE, "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", time(10, 0), at)


def _made(
    place: Place, terms: DealTerms, gifts: tuple[Gift, ...], first: date, at: datetime
) -> Buurtdeal:
    last = min(first + timedelta(days=180), place.programmes[AREA].ends_on)
    days = {"starts_on": first, "ends_on": last, "review_on": first + (last - first) * 2 // 3}
    told = {**vars(terms), **days, "neighbourhood": place.areas[AREA]}
    return make_deal(
        key=key_for("demo", "buurtdeal", terms.title), terms=DealTerms(**told), gifts=gifts,
        actor=place.officer("organiser"), now=at,
    )  # fmt: skip


def _add(
    place: Place, deal: Buurtdeal, works: dict[str, Work], title: str, rule: str, clock: time,
    at: datetime,
) -> None:  # fmt: skip
    add_deal_klus(
        deal_id=deal.id, klus_id=_klus(works, title).id, rule=rule, begins_at=clock, places=3,
        actor=place.officer("organiser"), now=at,
    )  # fmt: skip


def _klus(works: dict[str, Work], title: str) -> Klus:
    found = works[title].klus
    assert found is not None, "it was made weeks ago"
    return found
