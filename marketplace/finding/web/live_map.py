"""A map that a script brings to life: where it begins, what it asks, and what lies under it.

A page that shows one may load the pictures of the tiles that a setting names, and nothing else.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from marketplace.finding.errors import BoxInvalid
from marketplace.finding.queries import Spot
from marketplace.finding.tiles import Tiles
from marketplace.rules.map_grid import LEAST_ZOOM, MOST_ZOOM, Box, box_of
from tenants.problems import PROBLEM_JSON, STATUS, problem

Point = tuple[Decimal, Decimal]
View = Callable[..., HttpResponse]
# A point alone is shown with so many degrees around it: about 600 metres.
AROUND = Decimal("0.006")


@dataclass(frozen=True)
class LiveMap:
    """What the script reads of the page; `box` is what it shows first."""

    spots_url: str
    box: str
    here: str
    tiles: Tiles | None


def live_map(
    request: HttpRequest, view: str, points: Sequence[Point], here: Point | None
) -> LiveMap | None:
    """A map around these points, asking `view` with what the page was asked; None without any."""
    if not points and here is None:
        return None
    shown = [*points, *([here] if here else [])]
    north, east = ([point[axis] for point in shown] for axis in (0, 1))
    box = (min(east), min(north), max(east), max(north))
    if box[0] == box[2] and box[1] == box[3]:
        box = (box[0] - AROUND, box[1] - AROUND, box[2] + AROUND, box[3] + AROUND)
    asked = request.GET.copy()
    asked.pop("page", None)
    return LiveMap(
        spots_url=f"{reverse(view)}?{asked.urlencode()}",
        box=",".join(map(str, box)),
        here=f"{here[0]},{here[1]}" if here else "",
        tiles=settings.MAP_TILES,
    )


def points_of(rows: Iterable[object]) -> list[Point]:
    """Where those of the rows lie that have a place."""
    found = ((getattr(row, "latitude"), getattr(row, "longitude")) for row in rows)  # noqa: B009
    return [point for point in found if None not in point]


def shows_map(view: View) -> View:
    """The page may load tiles of the source that is set; without one its policy stays as it is."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        tiles: Tiles | None = settings.MAP_TILES
        if tiles is not None:
            response._csp_update = {"img-src": [tiles.origin]}  # type: ignore[attr-defined]
        return response

    return wrapped


def asked_piece(request: HttpRequest) -> tuple[Box, int]:
    """The piece of the map and the zoom that a script asks for. Raises BoxInvalid."""
    box, zoom = box_of(request.GET.get("vak", "")), request.GET.get("zoom", "")
    if box is None or not (zoom.isascii() and zoom.isdigit() and len(zoom) <= 2):
        raise BoxInvalid
    return box, min(max(int(zoom), LEAST_ZOOM), MOST_ZOOM)


def spots_json(
    found: Sequence[Spot], items: Mapping[int, Mapping[str, str]], label: Callable[[int], str]
) -> JsonResponse:
    """The spots for the script, each in words; `items` are those that are named, by number."""
    told = []
    for spot in found:
        named = [items[one] for one in spot.ids if one in items]
        words = named[0]["title"] if spot.count == 1 and named else label(spot.count)
        told.append({
            "lat": spot.latitude, "lon": spot.longitude, "count": spot.count, "label": words,
            "items": named,
        })  # fmt: skip
    return JsonResponse({"spots": told})


def refused(refusal: BoxInvalid) -> JsonResponse:
    """The refusal as a script reads it."""
    return JsonResponse(problem(refusal), status=STATUS[refusal.kind], content_type=PROBLEM_JSON)
