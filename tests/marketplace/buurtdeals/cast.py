"""Buurtdeals for the tests: a street that is kept green from December to the spring."""

from datetime import date, time
from uuid import uuid4

from currency.models import Programme
from marketplace.buurtdeals.models import Buurtdeal, Material
from marketplace.buurtdeals.services.deals import sign_deal
from marketplace.buurtdeals.services.drafts import DealTerms, Gift, add_deal_klus, make_deal
from tests.marketplace.cast import NOW, Town

FIRST, LAST, REVIEW = date(2026, 12, 1), date(2027, 3, 31), date(2027, 3, 3)
GIFTS = (
    Gift("Grijpers", 6), Gift("Vuilniszakken", 40, Material.Rhythm.MONTHLY),
)  # fmt: skip


def terms(**more) -> DealTerms:
    told = {
        "title": "Groene Akerstraat", "place": "Akerstraat, van kerk tot school",
        "starts_on": FIRST, "ends_on": LAST, "review_on": REVIEW,
        "work": "Elke week zwerfvuil rapen en de perken netjes houden.",
        "gives": "De gemeente haalt de volle zakken op.", "residents": "Bewoners Akerstraat",
        "contact": "Truus Hendriks", "reach": "06 12 34 56 78", **more,
    }  # fmt: skip
    return DealTerms(**told)


def a_draft(town: Town, gifts=GIFTS, **more) -> Buurtdeal:
    """A deal with one klus in it, each Wednesday at ten for two people."""
    # The season runs on after the year: so does the budget.
    Programme.objects.filter(id=town.programme.id).update(ends_on=date(2027, 12, 31))
    made = make_deal(key=uuid4(), terms=terms(**more), gifts=gifts, actor=town.organiser, now=NOW)
    add_deal_klus(
        deal_id=made.id, klus_id=town.draft().id, rule="FREQ=WEEKLY;BYDAY=WE",
        begins_at=time(10, 0), places=2, actor=town.organiser, now=NOW,
    )  # fmt: skip
    return made


def signed(town: Town, **more) -> Buurtdeal:
    """One that both sides signed today."""
    return sign_deal(
        deal_id=a_draft(town, **more).id, signer="Truus Hendriks", signed_on=NOW.date(),
        actor=town.clerk, now=NOW,
    )  # fmt: skip
