"""Points as an address tells them, and how far two of them are."""

from decimal import Decimal, InvalidOperation
from math import asin, cos, radians, sin, sqrt
from typing import Final

EARTH_RADIUS_M: Final = 6_371_000
# To about a hundred metres: no address needs to know more of anybody.
EXACTNESS: Final = Decimal("0.001")
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


def point_of(text: str) -> Point | None:
    """ "latitude,longitude", a little rounded; None where it is not that."""
    parts = text.split(",")
    if len(parts) != 2 or len(text) > 40:
        return None
    try:
        latitude, longitude = (Decimal(part.strip()).quantize(EXACTNESS) for part in parts)
    except InvalidOperation:
        return None
    # A point that is not a number is on no side of anything.
    if latitude.is_nan() or longitude.is_nan() or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return latitude, longitude
