"""Commands about a buurtdeal that is not signed: make, change, put klussen in and take them out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.timezone import get_default_timezone

from currency.errors import KeyReused
from marketplace.buurtdeals.errors import DealNotDraft, MaterialInvalid
from marketplace.buurtdeals.models import Buurtdeal, DealKlus, Material
from marketplace.buurtdeals.queries import locked_deal
from marketplace.buurtdeals.rules.season import MOST_GIVEN, refuse_unless_season
from marketplace.buurtdeals.rules.work import within_season
from marketplace.planning.errors import StandingByMonth
from marketplace.planning.rules.recurrence import (
    BY_MONTH,
    first_start,
    normal_rule,
    parts_of,
)
from marketplace.queries import klus_seen_by
from marketplace.rules.moments import Moment, refuse_unless_moments
from marketplace.services.copies import pattern_of
from tenants.errors import NotFound
from tenants.people.models import Neighbourhood, Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit

SAME_NEXT_SEASON: Final = (
    "title", "place", "neighbourhood", "work", "gives", "residents", "contact", "reach",
)  # fmt: skip


@dataclass(frozen=True)
class DealTerms:
    """What both sides agree on, in words and days."""

    title: str
    place: str
    starts_on: date
    ends_on: date
    review_on: date
    work: str
    residents: str
    contact: str
    reach: str
    gives: str = ""
    neighbourhood: Neighbourhood | None = None


@dataclass(frozen=True)
class Gift:
    """Something the municipality gives, how many and how often."""

    name: str
    number: int
    rhythm: str = Material.Rhythm.ONCE


@transaction.atomic
def make_deal(
    *, key: UUID, terms: DealTerms, gifts: Sequence[Gift], actor: Person, now: datetime
) -> Buurtdeal:
    """A draft, looked after by who makes it. The same key answers the same one.

    Raises NotAllowed, DealDays, MaterialInvalid, KeyReused.
    """
    refuse_unless_may(actor, "publish-klus")
    _refuse_unless_right(terms, gifts)
    made, is_new = Buurtdeal.objects.get_or_create(
        key=key, defaults={**_columns(terms), "looked_after_by": actor, "made_at": now}
    )
    if is_new:
        _give(made, gifts)
        audit(verb="make-buurtdeal", thing="buurtdeal", thing_id=made.id, actor=actor.party_id)
    elif (made.title, made.starts_on, made.ends_on) != (
        terms.title.strip(), terms.starts_on, terms.ends_on,
    ):  # fmt: skip
        raise KeyReused
    return made


@transaction.atomic
def change_deal(
    *, deal_id: int, terms: DealTerms, gifts: Sequence[Gift], actor: Person
) -> Buurtdeal:
    """Other words, days or material, as long as nobody signed.

    Raises NotAllowed, NotFound, DealNotDraft, DealDays, MaterialInvalid.
    """
    refuse_unless_may(actor, "publish-klus")
    deal = _draft(deal_id)
    _refuse_unless_right(terms, gifts)
    for name, value in _columns(terms).items():
        setattr(deal, name, value)
    deal.save()
    deal.materials.all().delete()
    _give(deal, gifts)
    audit(verb="change-buurtdeal", thing="buurtdeal", thing_id=deal.id, actor=actor.party_id)
    return deal


@transaction.atomic
def add_deal_klus(
    *, deal_id: int, klus_id: int, rule: str, begins_at: time, places: int, actor: Person,
    now: datetime,
) -> DealKlus:  # fmt: skip
    """A klus like this one comes back in the season, once the deal is signed.

    Raises NotAllowed, NotFound, DealNotDraft, RecurrenceInvalid, RecurrenceNever,
    StandingByMonth, MomentInvalid.
    """
    refuse_unless_may(actor, "publish-klus")
    deal = _draft(deal_id)
    klus = klus_seen_by(actor, klus_id)
    kept = normal_rule(rule, get_default_timezone())
    if klus.is_standing and parts_of(kept)["FREQ"] not in BY_MONTH:
        raise StandingByMonth
    begins_at = begins_at.replace(second=0, microsecond=0)
    first = first_start(within_season(kept, deal.ends_on), deal.starts_on, begins_at)
    refuse_unless_moments([Moment(first, first + timedelta(minutes=1), places)])
    made = DealKlus.objects.create(
        deal=deal, rule=kept, begins_at=begins_at, places=places,
        pattern=pattern_of(klus, by=actor, now=now),
    )  # fmt: skip
    audit(verb="add-deal-klus", thing="buurtdeal", thing_id=deal.id, actor=actor.party_id,
          klus=klus.id)  # fmt: skip
    return made


@transaction.atomic
def remove_deal_klus(*, deal_klus_id: int, actor: Person) -> None:
    """It does not come back after all. Raises NotAllowed, NotFound, DealNotDraft."""
    refuse_unless_may(actor, "publish-klus")
    found = DealKlus.objects.select_related("pattern").filter(id=deal_klus_id).first()
    if found is None:
        raise NotFound
    deal = _draft(found.deal_id)
    pattern = found.pattern
    found.delete()
    pattern.delete()
    audit(verb="remove-deal-klus", thing="buurtdeal", thing_id=deal.id, actor=actor.party_id)


@transaction.atomic
def follow_deal(*, deal_id: int, actor: Person, now: datetime) -> Buurtdeal:
    """A draft for the season that follows, with the same words, material and klussen.

    It begins the day after and lasts as long. Twice is once. Raises NotAllowed, NotFound.
    """
    refuse_unless_may(actor, "publish-klus")
    deal = locked_deal(deal_id)
    earlier = Buurtdeal.objects.filter(follows=deal).first()
    if earlier is not None:
        return earlier
    first = deal.ends_on + timedelta(days=1)
    later = first - deal.starts_on
    made = Buurtdeal.objects.create(
        follows=deal, starts_on=first, ends_on=deal.ends_on + later,
        review_on=deal.review_on + later, looked_after_by=actor, made_at=now,
        **{name: getattr(deal, name) for name in SAME_NEXT_SEASON},
    )  # fmt: skip
    _give(made, [Gift(one.name, one.number, one.rhythm) for one in deal.materials.all()])
    for one in deal.klussen.select_related("pattern"):
        DealKlus.objects.create(
            deal=made, pattern=pattern_of(one.pattern, by=actor, now=now),
            rule=one.rule, begins_at=one.begins_at, places=one.places,
        )  # fmt: skip
    audit(verb="follow-buurtdeal", thing="buurtdeal", thing_id=made.id, actor=actor.party_id,
          after=deal.id)  # fmt: skip
    return made


def _draft(deal_id: int) -> Buurtdeal:
    deal = locked_deal(deal_id)
    if deal.state != Buurtdeal.State.DRAFT:
        raise DealNotDraft(state=deal.state)
    return deal


def _columns(terms: DealTerms) -> dict[str, object]:
    return {
        name: value.strip() if isinstance(value, str) else value
        for name, value in ((one, getattr(terms, one)) for one in terms.__dataclass_fields__)
    }


def _refuse_unless_right(terms: DealTerms, gifts: Sequence[Gift]) -> None:
    refuse_unless_season(terms.starts_on, terms.ends_on, terms.review_on)
    for gift in gifts:
        if not gift.name.strip() or not 1 <= gift.number <= MOST_GIVEN:
            raise MaterialInvalid(maximum=MOST_GIVEN)


def _give(deal: Buurtdeal, gifts: Sequence[Gift]) -> None:
    Material.objects.bulk_create(
        Material(deal=deal, name=gift.name.strip(), number=gift.number, rhythm=gift.rhythm)
        for gift in gifts
    )
