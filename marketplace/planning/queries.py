"""Reads about patterns, series and their times."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from marketplace.models import Klus, SignUp
from marketplace.planning.models import AgendaAddress, Occurrence, Series, Template
from tenants.errors import NotFound
from tenants.people.models import Person

RETRIED_AFTER: Final = timedelta(hours=20)
SHOWN_FOR: Final = timedelta(days=60)
CALLED_OFF_FOR: Final = timedelta(days=30)
MOST_IN_AGENDA: Final = 300
NOT_UP: Final = (Klus.State.DRAFT, Klus.State.CHECKED)


def templates() -> QuerySet[Template]:
    """Patterns by name."""
    return Template.objects.select_related("pattern__programme", "pattern__neighbourhood").order_by(
        "name"
    )


def template(template_id: int) -> Template:
    """One pattern. Raises NotFound."""
    found = templates().filter(id=template_id).first()
    if found is None:
        raise NotFound
    return found


def series_of_console() -> QuerySet[Series]:
    """Series, those that run first, with `next_at` and how many times are `held_back`."""
    following = Occurrence.objects.filter(
        series=OuterRef("pk"), klus__state=Klus.State.PUBLISHED
    ).order_by("starts_at")
    return (
        Series.objects.select_related("pattern__programme", "pattern__neighbourhood", "made_by")
        .annotate(
            next_at=Subquery(following.values("starts_at")[:1]),
            held_back=Count("occurrences", filter=~Q(occurrences__refusal="")),
        )
        .order_by(F("due_on").asc(nulls_last=True), "-made_at", "id")
    )


def series(series_id: int) -> Series:
    """One series. Raises NotFound."""
    found = series_of_console().filter(id=series_id).first()
    if found is None:
        raise NotFound
    return found


def locked_series(series_id: int) -> Series:
    """One series with its pattern, locked until commit. Raises NotFound."""
    found = (
        Series.objects.select_for_update(of=("self",))
        .select_related("pattern", "made_by")
        .filter(id=series_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def series_due(now: datetime) -> QuerySet[Series]:
    """Series of which something is to be made today, or to be tried again; longest due first."""
    waits = Occurrence.objects.filter(
        ~Q(refusal=""),
        klus__state__in=NOT_UP,
        tried_at__lte=now - RETRIED_AFTER,
        klus__slots__ends_at__gt=now,
    )
    return Series.objects.filter(
        Q(state=Series.State.RUNNING, due_on__lte=localdate(now))
        | Q(id__in=waits.values("series_id"))
    ).order_by(F("due_on").asc(nulls_last=True), "id")


def occurrences_refused(series: Series, *, now: datetime) -> QuerySet[Occurrence]:
    """Times that are not put up and can still be, soonest first."""
    return (
        series.occurrences.filter(klus__state__in=NOT_UP, klus__slots__ends_at__gt=now)
        .select_related("series__made_by", "klus")
        .order_by("starts_at", "id")
    )


def coming_occurrences(series: Series, *, now: datetime) -> QuerySet[Occurrence]:
    """Times that were made and are not over, soonest first."""
    return (
        series.occurrences.filter(Q(klus=None, starts_at__gt=now) | Q(klus__slots__ends_at__gt=now))
        .select_related("klus")
        .order_by("starts_at", "id")
    )


def other_times(klus: Klus, *, now: datetime) -> Sequence[Klus]:
    """The open klussen of the same series, soonest first; none where it is of no series."""
    mine = Occurrence.objects.filter(klus=klus).values("series_id")
    return list(
        Klus.objects.filter(occurrence__series__in=mine, state=Klus.State.PUBLISHED)
        .filter(slots__starts_at__gt=now, slots__taken__lt=F("slots__places"))
        .exclude(id=klus.id)
        .annotate(starts_at=F("slots__starts_at"))
        .order_by("starts_at", "id")[:6]
    )


def held_back(series_id: int, *, now: datetime) -> Sequence[Occurrence]:
    """Times of a series that were refused and can still be put up, soonest first."""
    return list(
        Occurrence.objects.filter(series_id=series_id, klus__state__in=NOT_UP)
        .filter(~Q(refusal=""), klus__slots__ends_at__gt=now)
        .select_related("series__pattern", "series__made_by", "klus")
        .order_by("starts_at", "id")
    )


def agenda_address(person: Person) -> AgendaAddress | None:
    """Where this person's agenda is read, if anywhere."""
    return AgendaAddress.objects.filter(person=person).first()


def agenda_by_digest(digest: str) -> AgendaAddress:
    """The address with this secret, of somebody who still takes part. Raises NotFound."""
    found = (
        AgendaAddress.objects.select_related("person")
        .filter(digest=digest, person__is_active=True)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def agenda_of(person: Person, *, now: datetime) -> QuerySet[SignUp]:
    """What stands in somebody's agenda: from two months back, what was called off for one."""
    return (
        SignUp.objects.filter(resident=person, slot__ends_at__gte=now - SHOWN_FOR)
        .exclude(state__in=[SignUp.State.NO_SHOW, SignUp.State.REJECTED])
        .exclude(state=SignUp.State.CANCELLED, ended_at__lt=now - CALLED_OFF_FOR)
        .select_related("slot__klus")
        .order_by("slot__starts_at", "id")[:MOST_IN_AGENDA]
    )
