"""Making the times of a series: each a klus of its own, put up only with its reward set aside.

What cannot be put up stays a draft, its organiser is told once, and it is tried again each night
until it is past. Locks: the series, then all that `publish_klus` locks.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import get_default_timezone, localdate

from marketplace.models import Klus, Slot
from marketplace.planning.models import Occurrence, Series
from marketplace.planning.queries import locked_series, occurrences_refused
from marketplace.planning.rules.recurrence import aware, next_start, starts_until
from marketplace.planning.rules.spans import span_of
from marketplace.services.copies import check_of, copied
from marketplace.services.klussen import publish_klus
from tenants.errors import NotAllowed, Refusal
from tenants.trail.services import tell

AT_ONCE: Final = 60


@transaction.atomic
def make_due(*, series_id: int, now: datetime) -> Sequence[Occurrence]:
    """Make what is due of one series and try again what was refused; answers what was put up.

    Safe to run twice and at the same time: the series is locked, and a time is made once.
    """
    series = locked_series(series_id)
    if series.state == Series.State.RUNNING:
        _make(series, now)
    waiting = list(occurrences_refused(series, now=now))
    before = [one.refusal for one in waiting]
    for one in waiting:
        _put_up(one, now)
    # Whoever made the series is told of what is new, and not each night of the same.
    if any(one.refusal not in ("", was) for one, was in zip(waiting, before, strict=True)):
        tell("series.held-back", series=series.id)
    return [one for one in waiting if not one.refusal]


def _make(series: Series, now: datetime) -> None:
    """Drafts for all that begins until the day the series looks ahead to."""
    today = localdate(now)
    until = today + timedelta(days=series.days_ahead)
    after = max(series.made_until, today)
    found = starts_until(
        series.rule, series.starts_on, series.begins_at, after=after, until=until, most=AT_ONCE
    )
    zone = get_default_timezone()
    known = set(series.occurrences.filter(starts_at__gt=now).values_list("starts_at", flat=True))
    for wall in found:
        if aware(wall, zone) not in known:
            _draft(series, wall, now)
    # Broken off at the most that is made at once, the next run goes on from there.
    series.made_until = found[-1].date() if len(found) == AT_ONCE else max(after, until)
    look_ahead(series)
    series.save(update_fields=["made_until", "due_on", "state"])


def look_ahead(series: Series) -> None:
    """Say on which day there is something to make; nothing more to come is the end."""
    following = next_start(series.rule, series.starts_on, series.begins_at, after=series.made_until)
    if following is None:
        series.state, series.due_on = Series.State.ENDED, None
    else:
        series.due_on = following.date() - timedelta(days=series.days_ahead)


def _draft(series: Series, wall: datetime, now: datetime) -> None:
    pattern = series.pattern
    moment = span_of(
        wall, minutes=pattern.duration_minutes, places=series.places,
        is_standing=pattern.is_standing, zone=get_default_timezone(),
    )  # fmt: skip
    check = check_of(pattern, series.made_by)
    state = Klus.State.CHECKED if check else Klus.State.DRAFT
    klus = copied(pattern, by=series.made_by, now=now, state=state, changed=check)
    Slot.objects.create(klus=klus, **vars(moment))
    Occurrence.objects.create(series=series, starts_at=moment.starts_at, klus=klus)


def _put_up(found: Occurrence, now: datetime) -> None:
    assert found.klus_id is not None, "what was left out is not tried"
    found.refusal, found.tried_at = "", now
    actor = found.series.made_by
    try:
        with transaction.atomic():
            if not actor.is_active:
                raise NotAllowed(permission="publish-klus")
            publish_klus(klus_id=found.klus_id, actor=actor, now=now)
    except Refusal as refusal:
        found.refusal = refusal.code
    found.save(update_fields=["refusal", "tried_at"])
