"""How far two points are, as people say it."""

from decimal import Decimal
from math import asin, cos, radians, sin, sqrt
from typing import Final

EARTH_RADIUS_M: Final = 6_371_000
Point = tuple[Decimal, Decimal]


def metres_between(one: Point, other: Point) -> int:
    """Great-circle distance in whole metres (haversine); WGS 84 latitude and longitude."""
    latitudes = [radians(float(point[0])) for point in (one, other)]
    longitudes = [radians(float(point[1])) for point in (one, other)]
    half_north = sin((latitudes[1] - latitudes[0]) / 2) ** 2
    half_east = sin((longitudes[1] - longitudes[0]) / 2) ** 2
    across = half_north + cos(latitudes[0]) * cos(latitudes[1]) * half_east
    # Rounding may bring two opposite ends of the earth a trifle above one.
    return round(2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, across))))
