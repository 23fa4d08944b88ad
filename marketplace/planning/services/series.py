"""Commands about series: begin one from a klus, leave a time out, take one over, stop it."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import get_default_timezone, localdate

from currency.errors import KeyReused
from marketplace.planning.errors import OccurrenceMade, SeriesOver, StandingByMonth
from marketplace.planning.models import Occurrence, Series
from marketplace.planning.queries import NOT_UP, locked_series
from marketplace.planning.rules.recurrence import (
    BY_MONTH,
    aware,
    first_start,
    normal_rule,
    parts_of,
    starts_until,
)
from marketplace.planning.services.occurrences import look_ahead, make_due
from marketplace.queries import klus_seen_by
from marketplace.rules.moments import Moment, refuse_unless_moments
from marketplace.services.copies import pattern_of
from marketplace.services.klussen import cancel_klus
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit


@transaction.atomic
def start_series(
    *, key: UUID, klus_id: int, actor: Person, rule: str, starts_on: date, begins_at: time,
    places: int, days_ahead: int = 28, now: datetime,
) -> Series:  # fmt: skip
    """Let a klus come back by an RRULE, and put up what is due at once. Same key, same series.

    The klus itself stays as it is. What cannot be put up waits; its organiser is told.
    Raises NotAllowed, NotFound, RecurrenceInvalid, RecurrenceNever, StandingByMonth,
    MomentInvalid, KeyReused.
    """
    refuse_unless_may(actor, "publish-klus")
    klus = klus_seen_by(actor, klus_id)
    kept = normal_rule(rule, get_default_timezone())
    begins_at = time.min if klus.is_standing else begins_at.replace(second=0, microsecond=0)
    if klus.is_standing and parts_of(kept)["FREQ"] not in BY_MONTH:
        raise StandingByMonth
    earlier = Series.objects.filter(key=key).first()
    if earlier is not None:
        if (earlier.rule, earlier.starts_on, earlier.begins_at) != (kept, starts_on, begins_at):
            raise KeyReused
        return earlier
    first = first_start(kept, starts_on, begins_at)
    refuse_unless_moments([Moment(first, first + timedelta(minutes=1), places)])
    made = Series(
        key=key, rule=kept,
        pattern=pattern_of(klus, by=actor, now=now),
        starts_on=starts_on, begins_at=begins_at, places=places, days_ahead=days_ahead,
        made_until=max(starts_on - timedelta(days=1), localdate(now)), made_by=actor, made_at=now,
    )  # fmt: skip
    look_ahead(made)
    made.save()
    audit(verb="start-series", thing="series", thing_id=made.id, actor=actor.party_id,
          klus=klus.id, rule=kept)  # fmt: skip
    make_due(series_id=made.id, now=now)
    made.refresh_from_db()
    return made


@transaction.atomic
def stop_series(*, series_id: int, actor: Person, now: datetime) -> Series:
    """No more times; what is put up already stays. Twice is once. Raises NotAllowed, NotFound."""
    refuse_unless_may(actor, "publish-klus")
    found = locked_series(series_id)
    if found.state != Series.State.STOPPED:
        found.state, found.due_on = Series.State.STOPPED, None
        found.save(update_fields=["state", "due_on"])
        for occurrence in found.occurrences.filter(klus__state__in=NOT_UP):
            _drop(occurrence, actor, now)
        audit(verb="stop-series", thing="series", thing_id=found.id, actor=actor.party_id)
    return found


@transaction.atomic
def take_series_over(*, series_id: int, actor: Person, now: datetime) -> Series:
    """What follows is put up by this person, and they are told. Raises NotAllowed, NotFound."""
    refuse_unless_may(actor, "publish-klus")
    found = locked_series(series_id)
    if found.made_by_id != actor.id:
        found.made_by = actor
        found.save(update_fields=["made_by"])
        audit(verb="take-series-over", thing="series", thing_id=found.id, actor=actor.party_id)
    make_due(series_id=found.id, now=now)
    return found


@transaction.atomic
def leave_out(*, series_id: int, wall: datetime, actor: Person, now: datetime) -> None:
    """This one time is not held. Twice is once.

    `wall` is when it would be on the town's clock. Raises NotAllowed, NotFound, SeriesOver,
    OccurrenceMade where its klus is put up already.
    """
    refuse_unless_may(actor, "publish-klus")
    series = locked_series(series_id)
    starts_at = aware(wall, get_default_timezone())
    found = series.occurrences.select_related("klus").filter(starts_at=starts_at).first()
    if found is not None and found.is_left_out:
        return
    if found is not None:
        assert found.klus is not None, "what is not left out has a klus"
        if found.klus.state not in NOT_UP:
            raise OccurrenceMade
        _drop(found, actor, now)
    else:
        if series.state != Series.State.RUNNING:
            raise SeriesOver(state=series.state)
        if starts_at not in [aware(one, get_default_timezone()) for one in _times_on(series, wall)]:
            raise NotFound
        Occurrence.objects.create(series=series, starts_at=starts_at, is_left_out=True)
    audit(verb="leave-out", thing="series", thing_id=series.id, actor=actor.party_id,
          starts_at=starts_at.isoformat())  # fmt: skip


def _times_on(series: Series, wall: datetime) -> list[datetime]:
    day = wall.date()
    return starts_until(
        series.rule, series.starts_on, series.begins_at, after=day - timedelta(days=1), until=day,
        most=2,
    )  # fmt: skip


def _drop(found: Occurrence, actor: Person, now: datetime) -> None:
    """Its klus was never put up: nobody needs to be told."""
    klus_id = found.klus_id
    assert klus_id is not None, "what is dropped has a klus"
    found.klus, found.is_left_out, found.refusal = None, True, ""
    found.save(update_fields=["klus", "is_left_out", "refusal"])
    cancel_klus(klus_id=klus_id, actor=actor, reason="-", now=now)
