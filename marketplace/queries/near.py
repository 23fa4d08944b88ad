"""How far rows with coordinates are, inside the database."""

from decimal import Decimal
from math import cos, radians

from django.db.models import ExpressionWrapper, FloatField, OrderBy, Value
from django.db.models.functions import Cast

Point = tuple[Decimal, Decimal]


def apart(near: Point) -> OrderBy:
    """Nearest first, good enough to sort a town by (flat earth, in degrees); unknown places last.

    It sorts by the square of the distance.
    """
    narrowing = cos(radians(float(near[0])))
    north = Cast("latitude", FloatField()) - Value(float(near[0]))
    east = (Cast("longitude", FloatField()) - Value(float(near[1]))) * Value(narrowing)
    square = ExpressionWrapper(north * north + east * east, output_field=FloatField())
    return square.asc(nulls_last=True)
