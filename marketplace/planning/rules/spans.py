"""How long one time of a series takes: as long as the work, or of a standing klus its month."""

from calendar import monthrange
from datetime import datetime, timedelta, tzinfo

from marketplace.planning.rules.recurrence import aware
from marketplace.rules.moments import Moment
from marketplace.rules.standing import stretch


def span_of(
    wall: datetime, *, minutes: int, places: int, is_standing: bool, zone: tzinfo
) -> Moment:
    """The moment that begins when the wall's clock says so."""
    if is_standing:
        last = wall.replace(day=monthrange(wall.year, wall.month)[1])
        return stretch(wall.date(), last.date(), places, zone)
    start = aware(wall, zone)
    return Moment(start, start + timedelta(minutes=minutes), places)
