"""What the house does each night: make the times that are due, try again what was refused.

Each series in a transaction of its own: one that fails holds up no other, and a run that is
broken off is continued by the next.
"""

from datetime import datetime
from typing import Final

import structlog

from marketplace.planning.queries import series_due
from marketplace.planning.services.occurrences import make_due
from tenants.errors import Refusal

LIMIT: Final = 200
log = structlog.get_logger(__name__)


def make_all_due(*, now: datetime, limit: int = LIMIT) -> int:
    """Put up what is due of up to `limit` series; returns how many klussen were put up."""
    done = 0
    for series_id in list(series_due(now).values_list("id", flat=True)[:limit]):
        try:
            done += len(make_due(series_id=series_id, now=now))
        except Refusal as refusal:
            # Somebody changed it since it was read.
            log.info("series_passed_over", series=series_id, code=refusal.code)
    return done
