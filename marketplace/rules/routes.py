"""In which order somebody walks past places: each time to the nearest that is left. Pure."""

from collections.abc import Mapping
from decimal import Decimal

from marketplace.rules.distance import metres_between

Point = tuple[Decimal, Decimal]


def walking_order(places: Mapping[int, Point | None]) -> list[tuple[int, int | None]]:
    """The keys in walking order, from the first one given; each with metres from the one before.

    What has no point on the map comes last, in the order given, without a distance.
    """
    left = {key: point for key, point in places.items() if point is not None}
    order: list[tuple[int, int | None]] = []
    here: Point | None = None
    while left:
        key, metres = _next(left, here)
        here = left.pop(key)
        order.append((key, metres))
    return order + [(key, None) for key, point in places.items() if point is None]


def _next(left: Mapping[int, Point], here: Point | None) -> tuple[int, int | None]:
    if here is None:
        return next(iter(left)), None
    metres = {key: metres_between(here, point) for key, point in left.items()}
    nearest = min(metres, key=lambda key: metres[key])
    return nearest, metres[nearest]
