"""Building the demo's town: found the tenants, lay out eight weeks, and let them happen."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

from django.conf import settings
from django.db import connection
from django.utils import timezone

from heitje.cli.progress import Report
from heitje.demo.agreements import plan_agreements, plan_shopping_abroad
from heitje.demo.cards import plan_cards
from heitje.demo.checking import plan_checking
from heitje.demo.clearing import plan_clearing
from heitje.demo.courses import plan_decisions
from heitje.demo.gifts import plan_gift
from heitje.demo.klus_life import plan_klus_life
from heitje.demo.lending import plan_lending
from heitje.demo.messages import plan_digests, tell_samira
from heitje.demo.new_bank import new_bank
from heitje.demo.offers import plan_offers
from heitje.demo.organisations import plan_organisations
from heitje.demo.partners import plan_partners
from heitje.demo.payouts import first_bank_day, plan_payouts
from heitje.demo.people_tables import TOUR_RESIDENT
from heitje.demo.photo_care import plan_photo_care
from heitje.demo.place import Place
from heitje.demo.planned import plan_what_comes_back
from heitje.demo.reports import plan_reports
from heitje.demo.rule_sets import plan_rules
from heitje.demo.settling import found_region, found_tenant, settle
from heitje.demo.shop_tables import CLOSED_ACCOUNT
from heitje.demo.timeline import Timeline, moment
from heitje.demo.tour import plan_tour
from heitje.demo.towns import TOWNS
from heitje.demo.trade import plan_early_sales, plan_trade
from heitje.demo.work import plan_taking_part, plan_work
from heitje.supervisor.children import BANK_FILE
from tenants.models import Region
from tenants.people.models import Person
from tenants.schema import look_at, look_at_public
from tenants.trail.services import count_as_told

SEED: Final = "Heitje"
HISTORY: Final = timedelta(days=67)
# What comes in after a bank's cut-off is booked the next day: its clock begins well before it.
BANK_OPENS: Final = "9.00"
FOUNDING: Final = "Towns, their people and shops"
LIVING: Final = "Eight weeks of life in them"


def build_demo(progress: Report, *, now: datetime | None = None) -> None:
    """Three tenants in one region, as if they had been used for eight weeks until now."""
    now = now or timezone.now()
    timeline = Timeline(begins=now - HISTORY, now=now)
    chance = Random(SEED)
    # A build that is interrupted is begun anew: nothing needs to be on disk before the end.
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
    look_at_public()
    region, coordinator = found_region()
    places = _found(region, timeline, chance, progress)
    bank_time = moment(first_bank_day(timeline), BANK_OPENS)
    with new_bank(Path(settings.VAR_DIR) / BANK_FILE, clock=bank_time) as bank:
        plan_agreements(region, coordinator, places, timeline)
        _plan_lives(places, timeline, chance)
        plan_rules(places, timeline)
        plan_clearing(region, coordinator, places, timeline)
        plan_payouts(places, bank, timeline)
        plan_digests(places, timeline)
        timeline.run(lambda done, total: progress(LIVING, done, total))
    tell_samira(places["HE"])
    _count_as_told(places, now)
    with connection.cursor() as cursor:
        cursor.execute("RESET synchronous_commit")


def _count_as_told(places: dict[str, Place], now: datetime) -> None:
    """The worker would write hundreds of letters about what happened in those eight weeks."""
    for place in places.values():
        look_at(place.tenant)
        count_as_told(now=now)


def _found(
    region: Region, timeline: Timeline, chance: Random, progress: Report
) -> dict[str, Place]:
    places = {}
    for number, plan in enumerate(TOWNS):
        progress(FOUNDING, number, len(TOWNS))
        look_at_public()
        place = found_tenant(plan, region)
        settle(place, at=timeline.begins, now=timeline.now, chance=chance)
        places[plan.code] = place
        progress(FOUNDING, number + 1, len(TOWNS))
    return places


def _plan_lives(places: dict[str, Place], timeline: Timeline, chance: Random) -> None:
    samira = places["HE"].resident(TOUR_RESIDENT)
    for place in places.values():
        works = plan_work(place, timeline, chance)
        waiting = place.plan.waiting
        busy: list[Person] = []
        if place is places["HE"]:
            busy = [samira]
            plan_tour(places, works, timeline, chance)
            plan_gift(place, timeline)
            plan_partners(place, timeline)
            plan_cards(place, timeline)
            plan_lending(place, timeline)
            plan_photo_care(place, works, timeline)
            plan_organisations(place, timeline)
            plan_checking(place, timeline)
            plan_what_comes_back(place, works, timeline)
            plan_early_sales(place, CLOSED_ACCOUNT, timeline)
            waiting -= 1
        courses = plan_taking_part(place, works, timeline, chance, busy=busy)
        plan_decisions(courses, timeline, chance, waiting=waiting)
        if place is places["HE"]:
            plan_klus_life(place, works, timeline)
        plan_trade(place, timeline, chance, busy=busy)
        plan_offers(place, timeline)
    plan_shopping_abroad(places, timeline, chance, busy=[samira])
    plan_reports(places["HE"], timeline, busy=[samira])
