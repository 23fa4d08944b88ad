"""Two lines over weeks as points of an SVG: drawn by the server, coloured by the stylesheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 640
HEIGHT: Final = 290
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 16, 34
GRID_LINES: Final = 4


@dataclass(frozen=True)
class Tick:
    """A line across, or a mark below: where it is drawn and what value it stands for."""

    at: int
    value: int


@dataclass(frozen=True)
class LineChart:
    """Points for two polylines, the lines across, and where each week stands."""

    first: str
    second: str
    grid: Sequence[Tick]
    columns: Sequence[int]
    is_empty: bool


def line_chart(first: Sequence[int], second: Sequence[int]) -> LineChart:
    """Both series on one scale that starts at nothing. Values are minor units."""
    top = _round_up(max([*first, *second, 1]))
    columns = [
        LEFT + (WIDTH - LEFT - RIGHT) * index // max(1, len(first) - 1)
        for index in range(len(first))
    ]
    grid = [
        Tick(_height(top * line // GRID_LINES, top), top * line // GRID_LINES)
        for line in range(GRID_LINES + 1)
    ]
    return LineChart(
        first=_points(columns, first, top),
        second=_points(columns, second, top),
        grid=grid,
        columns=columns,
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
