"""Two lines over weeks as points of an SVG: the server draws, the stylesheet colours. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 640
HEIGHT: Final = 290
# Left of the lines stands a sum, on a phone in large print.
LEFT, RIGHT, TOP, BOTTOM = 72, 24, 16, 40
GRID_LINES: Final = 4


@dataclass(frozen=True)
class Tick:
    """A line across, or a mark below: where it is drawn and what it stands for."""

    at: int
    value: int


@dataclass(frozen=True)
class LineChart:
    """Points of two lines and of the ground under the first, the lines across, the marks below."""

    width: int
    height: int
    left: int
    first: str
    second: str
    ground: str
    grid: Sequence[Tick]
    marks: Sequence[Tick]
    is_empty: bool


def line_chart(first: Sequence[int], second: Sequence[int], labels: Sequence[int]) -> LineChart:
    """Both series on one scale that starts at nothing, a label for each. Values are minor units."""
    top = _round_up(max([*first, *second, 1]))
    columns = [
        LEFT + (WIDTH - LEFT - RIGHT) * number // max(1, len(first) - 1)
        for number in range(len(first))
    ]
    floor = HEIGHT - BOTTOM
    line = _points(columns, first, top)
    return LineChart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        first=line,
        second=_points(columns, second, top),
        ground=f"{LEFT},{floor} {line} {columns[-1] if columns else LEFT},{floor}",
        grid=[
            Tick(_height(top * number // GRID_LINES, top), top * number // GRID_LINES)
            for number in range(GRID_LINES + 1)
        ],
        marks=[Tick(x, label) for x, label in zip(columns, labels, strict=True)],
        is_empty=not any([*first, *second]),
    )


def _points(columns: Sequence[int], values: Sequence[int], top: int) -> str:
    return " ".join(f"{x},{_height(value, top)}" for x, value in zip(columns, values, strict=True))


def _height(value: int, top: int) -> int:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value // top


def _round_up(value: int) -> int:
    """To the next number that starts with one sign and ends in noughts, four coins at least."""
    unit = int("1" + "0" * (len(str(value)) - 1))
    return max(400, -(-value // unit) * unit)
