"""How far rows with coordinates are, inside the database."""

from decimal import Decimal
from math import cos, radians
from typing import Any, Final

from django.db.models import ExpressionWrapper, FloatField, OrderBy, Q, Value
from django.db.models.functions import Cast
from django.db.models.lookups import LessThanOrEqual

Point = tuple[Decimal, Decimal]
METRES_A_DEGREE: Final = 111_195


def apart(near: Point) -> OrderBy:
    """Nearest first, good enough to sort a town by (flat earth, in degrees); unknown places last.

    It sorts by the square of the distance.
    """
    return _square(near).asc(nulls_last=True)


def is_within(near: Point, metres: int) -> Q:
    """What is no further than so many metres, in a straight line; and what has no known place."""
    degrees = metres / METRES_A_DEGREE
    return Q(latitude=None) | Q(LessThanOrEqual(_square(near), Value(degrees * degrees)))


def _square(near: Point) -> "ExpressionWrapper[Any]":
    narrowing = cos(radians(float(near[0])))
    north = Cast("latitude", FloatField()) - Value(float(near[0]))
    east = (Cast("longitude", FloatField()) - Value(float(near[1]))) * Value(narrowing)
    return ExpressionWrapper(north * north + east * east, output_field=FloatField())
