"""A piece of a map and the squares it is parted in, so that pins never lie on each other.

Web Mercator, as tiles are: at zoom z the world is 256 x 2^z pixels wide. WGS 84 degrees.
"""

from dataclasses import dataclass
from math import cos, radians
from typing import Final

# A pin with its room to tap, in pixels.
SQUARE_PX: Final = 56
WORLD_PX: Final = 256
LEAST_ZOOM: Final = 8
# From here on pins of one square are named in a list: closer cannot part them.
MOST_ZOOM: Final = 18
# As large as any screen shows at a time: more squares than this are nobody's map.
WIDEST_PX: Final = 4_000


@dataclass(frozen=True)
class Box:
    """A piece of the map, in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class Grid:
    """Squares of so many degrees each, counted from the box's own corner of the world."""

    across: float
    along: float


def grid_of(box: Box, zoom: int) -> Grid:
    """The squares at a zoom; at least as wide as keeps their number within a screen's."""
    zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
    degrees_a_px = 360 / (WORLD_PX * 2**zoom)
    across = max(degrees_a_px, (box.east - box.west) / WIDEST_PX) * SQUARE_PX
    middle = (box.north + box.south) / 2
    narrowing = cos(radians(min(abs(middle), 85)))
    along = max(degrees_a_px * narrowing, (box.north - box.south) / WIDEST_PX) * SQUARE_PX
    return Grid(across=across, along=along)


def box_of(text: str) -> Box | None:
    """ "west,south,east,north" in degrees; None where it is not that."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    # Written so that what is not a number is refused too.
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        return None
    return Box(west, south, east, north)
