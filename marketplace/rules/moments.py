"""The moments of a klus: how many there may be, with how many places, none of them twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from marketplace.errors import KlusWithoutSlots, MomentInvalid

MOST_MOMENTS: Final = 60
MOST_PLACES: Final = 500


@dataclass(frozen=True)
class Moment:
    """A moment of a klus that is still to be made."""

    starts_at: datetime
    ends_at: datetime
    places: int


def refuse_unless_moments(moments: Sequence[Moment]) -> None:
    """Raises KlusWithoutSlots, MomentInvalid."""
    if not moments:
        raise KlusWithoutSlots
    if len(moments) > MOST_MOMENTS:
        raise MomentInvalid(field="moments", maximum=MOST_MOMENTS)
    if len({moment.starts_at for moment in moments}) < len(moments):
        raise MomentInvalid(field="starts_at")
    for moment in moments:
        if moment.ends_at <= moment.starts_at:
            raise MomentInvalid(field="ends_at")
        if not 1 <= moment.places <= MOST_PLACES:
            raise MomentInvalid(field="places", maximum=MOST_PLACES)
