"""A drawing of a town, as a GeoJSON file carries it: areas and lines with a kind and a name.

RFC 7946: a FeatureCollection of LineString, Polygon and their Multi forms, WGS 84, longitude before
latitude. The property `kind` says what a shape is, `name` what it is called. Of an area only the
outer ring is drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from marketplace.finding.errors import DrawingUnreadable
from marketplace.finding.models import MapShape
from tenants.geojson import features_of, is_point

MOST_SHAPES: Final = 5_000
MOST_POINTS: Final = 100_000
AREAS: Final = (MapShape.Kind.BUILT, MapShape.Kind.GREEN, MapShape.Kind.WATER)


@dataclass(frozen=True)
class Shape:
    """One area or line; `points` are latitude and longitude."""

    kind: str
    name: str
    points: tuple[tuple[float, float], ...]


def read_drawing(raw: bytes) -> list[Shape]:
    """The shapes of a file, areas first and lines upon them. Raises DrawingUnreadable."""
    shapes: list[Shape] = []
    for number, feature in enumerate(features_of(raw, DrawingUnreadable), 1):
        told: dict[str, Any] = feature.get("properties") or {}
        kind, name = str(told.get("kind", "")), str(told.get("name") or "")[:60]
        if kind not in MapShape.Kind.values:
            raise DrawingUnreadable(why="kind", feature=number)
        geometry = feature.get("geometry") or {}
        for line in _lines(geometry.get("type"), geometry.get("coordinates"), kind, number):
            shapes.append(Shape(kind, name, line))
    if len(shapes) > MOST_SHAPES or sum(len(one.points) for one in shapes) > MOST_POINTS:
        raise DrawingUnreadable(why="size")
    order = list(MapShape.Kind.values)
    return sorted(shapes, key=lambda one: order.index(one.kind))


def _lines(
    sort: object, coordinates: Any, kind: str, number: int
) -> Iterator[tuple[tuple[float, float], ...]]:
    """The rings or lines of a geometry, of the sort that its kind asks for."""
    wanted = "Polygon" if kind in AREAS else "LineString"
    if sort not in (wanted, f"Multi{wanted}") or not isinstance(coordinates, list):
        raise DrawingUnreadable(why="geometry", feature=number)
    parts = coordinates if str(sort).startswith("Multi") else [coordinates]
    for part in parts:
        line = part[0] if wanted == "Polygon" and isinstance(part, list) and part else part
        if not isinstance(line, list) or len(line) < 2 or not all(map(is_point, line)):
            raise DrawingUnreadable(why="points", feature=number)
        yield tuple((round(point[1], 5), round(point[0], 5)) for point in line)
