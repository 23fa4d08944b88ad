"""Moving a colour until it can be read where it is used."""

from collections.abc import Sequence
from typing import Final

from heitje.theme.colour import oklch, worst

TEXT: Final = 4.5
UI: Final = 3.0
MOVES: Final = 200
WHITE: Final = "#ffffff"
BLACK: Final = "#000000"


def fit(
    lightness: float, chroma: float, hue: float,
    grounds: Sequence[str], ratio: float, toward: float,
) -> str:  # fmt: skip
    """Move lightness toward black (0) or white (1) until it reads on every ground.

    The smallest move that is enough wins, so that colours stay as close to the wish as they can.
    """
    for index in range(MOVES + 1):
        tried = oklch(lightness + (toward - lightness) * index / MOVES, chroma, hue)
        if worst(tried, grounds) >= ratio:
            return tried
    return BLACK if toward == 0 else WHITE


def text_on(fills: Sequence[str], hue: float, want: float = TEXT) -> str:
    """Text on a fill: white where it reads, else the lightest ink that does."""
    if worst(WHITE, fills) >= want:
        return WHITE
    ink = oklch(0.22, 0.03, hue)
    if worst(ink, fills) >= want:
        return ink
    # Black or white always reaches 4.58 on a single flat colour.
    return max((BLACK, WHITE), key=lambda colour: worst(colour, fills))
