"""Reads of the map: what lies where, grouped so that a town of thousands stays a few pins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Avg, Count, FloatField, QuerySet
from django.db.models.functions import Cast, Floor

from marketplace.finding.models import MapShape
from marketplace.rules.map_grid import MOST_ZOOM, Box, Grid, grid_of

# Of one square that cannot be parted, so many are named.
NAMED = 12
SPOTS_SHOWN = 400
# Closer than this part of a square two pins would lie on each other.
APART = 0.75


@dataclass(frozen=True)
class Spot:
    """A square of the map with something in it: where its middle lies, how many, and which.

    `ids` are named where it is one, or where zooming in would not part them.
    """

    latitude: float
    longitude: float
    count: int
    ids: tuple[int, ...]


def spots(found: QuerySet[Any], box: Box, zoom: int) -> list[Spot]:
    """What is found in a box as spots, the fullest first; one query, whatever the number."""
    grid = grid_of(box, zoom)
    inside = found.filter(
        latitude__gte=box.south, latitude__lte=box.north,
        longitude__gte=box.west, longitude__lte=box.east,
    )  # fmt: skip
    rows = (
        inside.order_by()
        .annotate(row=_square("latitude", grid.along), column=_square("longitude", grid.across))
        .values("row", "column")
        .annotate(
            many=Count("id"), lat=Avg("latitude"), lon=Avg("longitude"),
            ids=ArrayAgg("id", order_by="id"),
        )
        .order_by("-many", "row", "column")[:SPOTS_SHOWN]
    )  # fmt: skip
    told = [
        Spot(float(one["lat"]), float(one["lon"]), one["many"], tuple(one["ids"])) for one in rows
    ]
    return [_as_told(one, is_closest=zoom >= MOST_ZOOM) for one in _parted(told, grid)]


def named_of(found: Iterable[Spot]) -> Sequence[int]:
    """The numbers of all that the spots name."""
    return [one for spot in found for one in spot.ids]


def map_shapes() -> QuerySet[MapShape]:
    """The town's own drawing, from the ground up."""
    return MapShape.objects.all()


def _parted(found: Iterable[Spot], grid: Grid) -> list[Spot]:
    """Spots on both sides of the edge of a square become one, so that no pin hides another."""
    kept: list[Spot] = []
    for spot in found:
        for number, other in enumerate(kept):
            aside = abs(spot.longitude - other.longitude) / grid.across
            if max(aside, abs(spot.latitude - other.latitude) / grid.along) < APART:
                kept[number] = _joined(other, spot)
                break
        else:
            kept.append(spot)
    return kept


def _joined(one: Spot, other: Spot) -> Spot:
    count = one.count + other.count
    return Spot(
        (one.latitude * one.count + other.latitude * other.count) / count,
        (one.longitude * one.count + other.longitude * other.count) / count,
        count,
        one.ids + other.ids,
    )


def _as_told(spot: Spot, *, is_closest: bool) -> Spot:
    is_named = spot.count == 1 or is_closest
    return replace(
        spot, latitude=round(spot.latitude, 5), longitude=round(spot.longitude, 5),
        ids=spot.ids[:NAMED] if is_named else (),
    )  # fmt: skip


def _square(field: str, degrees: float) -> Floor:
    return Floor(Cast(field, FloatField()) / degrees)
