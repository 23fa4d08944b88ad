"""Reads about buurtdeals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from marketplace.buurtdeals.models import Buurtdeal, DealKlus, HandOver
from marketplace.buurtdeals.rules.work import times_in
from marketplace.models import Klus
from marketplace.rules.promises import promise_of
from tenants.errors import NotFound
from tenants.people.models import Person

SOON: Final = timedelta(days=21)
KLUSSEN_SHOWN: Final = 12


@dataclass(frozen=True)
class SeasonKlus:
    """A klus of the deal, how often it is in the season, and the most it gives (minor units)."""

    row: DealKlus
    times: int
    most: int


def deals_of_console(state: str = "") -> QuerySet[Buurtdeal]:
    """All deals, those that run first, then by their end."""
    found = Buurtdeal.objects.select_related("neighbourhood", "looked_after_by")
    if state:
        found = found.filter(state=state)
    return found.order_by(F("state").desc(), "ends_on", "id")


def running_deals() -> QuerySet[Buurtdeal]:
    """Deals that hold, for everybody to read; by title."""
    return (
        Buurtdeal.objects.filter(state=Buurtdeal.State.SIGNED)
        .select_related("neighbourhood")
        .order_by("title", "id")
    )


def running_deal(deal_id: int) -> Buurtdeal:
    """A deal that holds. Raises NotFound."""
    found = running_deals().filter(id=deal_id).first()
    if found is None:
        raise NotFound
    return found


def deal_seen_by(person: Person, deal_id: int) -> Buurtdeal:
    """A deal in whatever state, for who organises; otherwise one that holds. Raises NotFound."""
    if not person.may("publish-klus"):
        return running_deal(deal_id)
    found = (
        Buurtdeal.objects.select_related("neighbourhood", "looked_after_by", "signed_by", "follows")
        .prefetch_related("materials", "hand_overs__lines__material", "hand_overs__given_by")
        .filter(id=deal_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def locked_deal(deal_id: int) -> Buurtdeal:
    """A deal, locked until commit. Raises NotFound."""
    found = (
        Buurtdeal.objects.select_for_update(of=("self",))
        .select_related("looked_after_by")
        .filter(id=deal_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def season(deal: Buurtdeal) -> Sequence[SeasonKlus]:
    """The klussen of a deal, counted over its season."""
    rows = deal.klussen.select_related("pattern__programme", "series").order_by("id")
    found = []
    for row in rows:
        times = times_in(row.rule, row.begins_at, deal.starts_on, deal.ends_on)
        each = promise_of(row.pattern.reward, is_group=row.pattern.is_group, places=row.places)
        found.append(SeasonKlus(row, times, times * each))
    return found


def deal_klus(deal_klus_id: int) -> DealKlus:
    """One klus of a deal. Raises NotFound."""
    found = DealKlus.objects.select_related("deal", "pattern").filter(id=deal_klus_id).first()
    if found is None:
        raise NotFound
    return found


def hand_over(hand_over_id: int) -> HandOver:
    """One hand-over with its lines. Raises NotFound."""
    found = (
        HandOver.objects.select_related("deal", "given_by")
        .prefetch_related("lines__material")
        .filter(id=hand_over_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def locked_hand_over(hand_over_id: int) -> HandOver:
    """One hand-over, locked until commit. Raises NotFound."""
    found = (
        HandOver.objects.select_for_update(of=("self",))
        .select_related("deal")
        .filter(id=hand_over_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def hand_overs_soon(now: datetime) -> QuerySet[HandOver]:
    """Material that is still to be given in the coming three weeks, or should have been."""
    return (
        HandOver.objects.filter(
            given_at=None, deal__state=Buurtdeal.State.SIGNED,
            due_on__lte=localdate(now) + SOON,
        )
        .select_related("deal")
        .order_by("due_on", "id")
    )  # fmt: skip


def open_klussen_of(deal: Buurtdeal, *, now: datetime) -> Sequence[Klus]:
    """What residents can take part in now, soonest first."""
    return list(
        Klus.objects.filter(
            occurrence__series__deal_klus__deal=deal, state=Klus.State.PUBLISHED,
            slots__ends_at__gt=now,
        )
        .annotate(starts_at=F("slots__starts_at"), ends_at=F("slots__ends_at"))
        .order_by("starts_at", "id")[:KLUSSEN_SHOWN]
    )  # fmt: skip


def deal_of_klus(klus: Klus) -> Buurtdeal | None:
    """The deal that runs and of which this klus is a time; None where it is of none."""
    return running_deals().filter(klussen__series__occurrences__klus=klus).first()


def deal_to_tell_of(deal_id: int) -> Buurtdeal | None:
    """A deal that still waits for its review."""
    return (
        Buurtdeal.objects.select_related("looked_after_by")
        .filter(id=deal_id, state=Buurtdeal.State.SIGNED, reviewed_on=None)
        .first()
    )
