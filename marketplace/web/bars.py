"""A bar a day as rectangles of an SVG: drawn by the server, coloured by the stylesheet. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 640
HEIGHT: Final = 160
BOTTOM: Final = 8
GAP: Final = 10


@dataclass(frozen=True)
class Bar:
    """One rectangle."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class BarChart:
    """Bars from left to right on a ground line; an amount below nothing has no bar."""

    width: int
    height: int
    ground: int
    bars: Sequence[Bar]
    is_empty: bool


def bar_chart(amounts: Sequence[int]) -> BarChart:
    """All amounts on one scale that starts at nothing. Minor units."""
    top = max([*amounts, 1])
    ground = HEIGHT - BOTTOM
    step = WIDTH // max(1, len(amounts))
    heights = [max(amount, 0) * (ground - BOTTOM) // top for amount in amounts]
    bars = [
        Bar(step * number + GAP // 2, ground - height, step - GAP, height)
        for number, height in enumerate(heights)
    ]
    return BarChart(WIDTH, HEIGHT, ground, bars, is_empty=not any(heights))
