"""A drawn map of shops: numbered dots over the town's own drawing. No tile is fetched.

Whatever it shows, the list beside it says too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Final

from marketplace.finding.drawing import AREAS
from marketplace.finding.models import MapShape
from marketplace.models import Merchant

WIDTH: Final = 358
HEIGHT: Final = 250
MARGIN: Final = 22
# Dots stand this far apart, so that each number can be read.
SPACE: Final = 18
ROUNDS: Final = 30
Point = tuple[float, float]
# Half the side of the least piece of town that is shown, in degrees of latitude: about 500 m.
LEAST: Final = 0.0045


@dataclass(frozen=True)
class Dot:
    """A shop with its number in the list."""

    number: int
    shop: Merchant
    x: int
    y: int


@dataclass(frozen=True)
class Line:
    """An area or a line of the town's own drawing: its kind, and the `d` of its path."""

    kind: str
    path: str


@dataclass(frozen=True)
class ShopMap:
    """What to draw, from the ground up."""

    lines: Sequence[Line]
    dots: Sequence[Dot]


class _Projection:
    """Degrees to the units of the drawing: flat, north up, all points inside the margins."""

    def __init__(self, points: Sequence[Point]) -> None:
        north = [latitude for latitude, _ in points]
        self.north = (max(north) + min(north)) / 2
        self.narrowing = cos(radians(self.north))
        east = [longitude * self.narrowing for _, longitude in points]
        self.east = (max(east) + min(east)) / 2
        across, along = max(east) - min(east), max(north) - min(north)
        self.scale = min(
            (WIDTH / 2 - MARGIN) / max(across / 2, LEAST),
            (HEIGHT / 2 - MARGIN) / max(along / 2, LEAST),
        )

    def __call__(self, point: Point) -> tuple[float, float]:
        east, north = point[1] * self.narrowing - self.east, point[0] - self.north
        return WIDTH / 2 + east * self.scale, HEIGHT / 2 - north * self.scale


def shop_map(shops: Sequence[Merchant], shapes: Iterable[MapShape] = ()) -> ShopMap | None:
    """These shops, numbered as in the list, over the town's own drawing.

    None where no shop has coordinates.
    """
    found = [
        (number, shop, (float(shop.latitude), float(shop.longitude)))
        for number, shop in enumerate(shops, 1)
        if shop.latitude is not None and shop.longitude is not None
    ]
    if not found:
        return None
    project = _Projection([point for _, _, point in found])
    points = [list(project(point)) for _, _, point in found]
    _part(points)
    dots = [
        Dot(number, shop, round(x), round(y))
        for (number, shop, _), (x, y) in zip(found, points, strict=True)
    ]
    return ShopMap([line for shape in shapes if (line := _line(shape, project))], dots)


def _line(shape: MapShape, project: _Projection) -> Line | None:
    """The shape as a path; None where all of it lies outside the drawing."""
    points = [project((latitude, longitude)) for latitude, longitude in shape.points]
    across, along = [x for x, _ in points], [y for _, y in points]
    if max(across) < 0 or min(across) > WIDTH or max(along) < 0 or min(along) > HEIGHT:
        return None
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return Line(shape.kind, path + "z" if shape.kind in AREAS else path)


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
