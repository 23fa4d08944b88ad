"""A drawn map of shops: numbered dots by their coordinates. No tile is fetched, no street made up.

Whatever it shows, the list beside it says too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Final

from marketplace.models import Merchant

WIDTH: Final = 358
HEIGHT: Final = 250
MARGIN: Final = 22
# Dots stand this far apart, so that each number can be read.
SPACE: Final = 18
ROUNDS: Final = 30
# Half the side of the least piece of town that is shown, in degrees of latitude: about 500 m.
LEAST: Final = 0.0045


@dataclass(frozen=True)
class Dot:
    """A shop with its number in the list."""

    number: int
    shop: Merchant
    x: int
    y: int


def shop_map(shops: Sequence[Merchant]) -> Sequence[Dot]:
    """The dots of these shops, numbered as in the list; those without coordinates have none."""
    found = [
        (number, shop, float(shop.latitude), float(shop.longitude))
        for number, shop in enumerate(shops, 1)
        if shop.latitude is not None and shop.longitude is not None
    ]
    if not found:
        return []
    north = [latitude for _, _, latitude, _ in found]
    middle_north = (max(north) + min(north)) / 2
    narrowing = cos(radians(middle_north))
    east = [longitude * narrowing for _, _, _, longitude in found]
    middle_east = (max(east) + min(east)) / 2
    half_north = max((max(north) - min(north)) / 2, LEAST)
    half_east = max((max(east) - min(east)) / 2, LEAST)
    scale = min((WIDTH / 2 - MARGIN) / half_east, (HEIGHT / 2 - MARGIN) / half_north)
    points = [
        [WIDTH / 2 + (longitude * narrowing - middle_east) * scale,
         HEIGHT / 2 - (latitude - middle_north) * scale]
        for _, _, latitude, longitude in found
    ]  # fmt: skip
    _part(points)
    return [
        Dot(number, shop, round(x), round(y))
        for (number, shop, _, _), (x, y) in zip(found, points, strict=True)
    ]


def _part(points: list[list[float]]) -> None:
    """Push dots that lie on each other apart, always the same way, inside the drawing."""
    for _ in range(ROUNDS):
        for index, one in enumerate(points):
            for other in points[index + 1 :]:
                _push(one, other)
        for point in points:
            point[0] = min(max(point[0], MARGIN / 2), WIDTH - MARGIN / 2)
            point[1] = min(max(point[1], MARGIN / 2), HEIGHT - MARGIN / 2)


def _push(one: list[float], other: list[float]) -> None:
    east, south = other[0] - one[0], other[1] - one[1]
    distance = hypot(east, south)
    if distance >= SPACE:
        return
    if distance < 1:  # on the same spot: the later one goes to the right
        east, south, distance = 1.0, 0.0, 1.0
    step = (SPACE - distance) / 2 / distance
    one[0], one[1] = one[0] - east * step, one[1] - south * step
    other[0], other[1] = other[0] + east * step, other[1] + south * step
