"""A drawn map of klussen: numbered pins by their coordinates, on a grid of a known size.

No tiles are fetched and no street is made up. Whatever it shows, the list beside it says too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians
from typing import Final

from marketplace.models import Klus
from marketplace.web.cards import KlusCard, Point
from tenants.people.models import Neighbourhood

WIDTH: Final = 358
HEIGHT: Final = 250
# More pins than this lie on each other; the list goes on.
PINS_SHOWN: Final = 10
SIDE, TOP, BOTTOM = 34, 48, 30
METRES_PER_DEGREE: Final = 111_195
LEAST_SPAN_M: Final = 900
# Pins stand this far apart, so that each can be tapped.
PIN_SPACE: Final = 27
PIN_HEIGHT: Final = 34
LINE: Final = 13
ROUNDS: Final = 60
GRID_STEPS: Final = (100, 200, 250, 500, 1000, 2000, 5000)
GRID_LEAST: Final = 36


@dataclass
class Pin:
    """A klus with its number in the list."""

    number: int
    klus: Klus
    x: float
    y: float


@dataclass(frozen=True)
class Label:
    """The name of a neighbourhood in its middle; `is_home` is the reader's own."""

    name: str
    x: int
    y: int
    is_home: bool

    @property
    def half(self) -> float:
        """Half its width, about."""
        return len(self.name) * 3


@dataclass(frozen=True)
class KlusMap:
    """Everything to draw, in the units of the viewBox. A square of the grid is `square_m`."""

    pins: Sequence[Pin]
    labels: Sequence[Label]
    columns: Sequence[int]
    rows: Sequence[int]
    square: int
    square_m: int


class _Projection:
    """Degrees to the units of the drawing: flat, north up, all points inside the margins."""

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        north = [point[0] for point in points]
        self.north = (max(north) + min(north)) / 2
        self.narrowing = cos(radians(self.north))
        east = [point[1] for point in points]
        self.east = (max(east) + min(east)) / 2
        across = (max(east) - min(east)) * METRES_PER_DEGREE * self.narrowing
        along = (max(north) - min(north)) * METRES_PER_DEGREE
        self.metre = min(
            (WIDTH - 2 * SIDE) / max(across, LEAST_SPAN_M),
            (HEIGHT - TOP - BOTTOM) / max(along, LEAST_SPAN_M / 2),
        )

    def __call__(self, latitude: float, longitude: float) -> tuple[float, float]:
        east = (longitude - self.east) * METRES_PER_DEGREE * self.narrowing
        north = (latitude - self.north) * METRES_PER_DEGREE
        middle = (TOP + HEIGHT - BOTTOM) / 2
        return WIDTH / 2 + east * self.metre, middle - north * self.metre


def klus_map(
    cards: Sequence[KlusCard], *, near: Point | None, places: Iterable[Neighbourhood]
) -> KlusMap | None:
    """The map of these cards, numbered as in the list; None where no klus has coordinates."""
    numbered = [(n, c.klus) for n, c in enumerate(cards, 1) if c.klus.latitude is not None]
    numbered = numbered[:PINS_SHOWN]
    points = [(float(k.latitude or 0), float(k.longitude or 0)) for _, k in numbered]
    if not points:
        return None
    home = (float(near[0]), float(near[1])) if near else None
    project = _Projection([*points, home] if home else points)
    pins = [
        Pin(number, klus, *project(*point))
        for (number, klus), point in zip(numbered, points, strict=True)
    ]
    _part(pins)
    square_m = next((m for m in GRID_STEPS if m * project.metre >= GRID_LEAST), GRID_STEPS[-1])
    square = max(1, round(square_m * project.metre))
    return KlusMap(
        pins=pins,
        labels=_readable(_labels(places, project, home), pins),
        columns=range(square // 2, WIDTH, square),
        rows=range(square // 2, HEIGHT, square),
        square=square,
        square_m=square_m,
    )


def _labels(
    places: Iterable[Neighbourhood], project: _Projection, home: tuple[float, float] | None
) -> list[Label]:
    labels = []
    for place in places:
        if place.latitude is None or place.longitude is None:
            continue
        point = (float(place.latitude), float(place.longitude))
        x, y = project(*point)
        if SIDE <= x <= WIDTH - SIDE and 12 <= y <= HEIGHT - 12:
            labels.append(Label(place.name, round(x), round(y), point == home))
    return labels


def _readable(labels: Sequence[Label], pins: Sequence[Pin]) -> list[Label]:
    """The names that no pin and no earlier name covers; one's own place stays, for its dot."""
    shown: list[Label] = []
    for label in sorted(labels, key=lambda label: not label.is_home):
        is_covered = any(
            abs(pin.x - label.x) < label.half + PIN_SPACE / 2
            and label.y + 6 < pin.y < label.y + PIN_HEIGHT + 20
            for pin in pins
        )
        is_crossed = any(
            abs(other.x - label.x) < label.half + other.half and abs(other.y - label.y) < LINE
            for other in shown
        )
        if not (is_covered or is_crossed):
            shown.append(label)
        elif label.is_home:
            shown.append(replace(label, name=""))
    return shown


def _part(pins: Sequence[Pin]) -> None:
    """Push pins that would lie on each other apart, always the same way, inside the drawing."""
    for _ in range(ROUNDS):
        for index, one in enumerate(pins):
            for other in pins[index + 1 :]:
                _push(one, other)
        for pin in pins:
            pin.x = min(max(pin.x, SIDE / 2), WIDTH - SIDE / 2)
            pin.y = min(max(pin.y, TOP - 8), HEIGHT - 8)


def _push(one: Pin, other: Pin) -> None:
    east, south = other.x - one.x, other.y - one.y
    distance = hypot(east, south)
    if distance >= PIN_SPACE:
        return
    if distance < 1:
        # On the same spot: the later one goes to the right and a little down.
        east, south, distance = 1.0, 0.4 * (one.number % 3 - 1), 1.0
    step = (PIN_SPACE - distance) / 2 / distance
    one.x, one.y = one.x - east * step, one.y - south * step
    other.x, other.y = other.x + east * step, other.y + south * step
