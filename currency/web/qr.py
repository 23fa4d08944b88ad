"""A QR code as the data of one SVG path: no picture to fetch, sharp on every screen."""

from dataclasses import dataclass
from itertools import groupby
from typing import Final

import segno

# The standard asks for four modules of white: two here, and more than two of the plate's edge.
QUIET_ZONE: Final = 2


@dataclass(frozen=True)
class QrCode:
    """`size` modules wide and high, quiet zone included; `path` draws the dark ones."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """The code of a text, with error correction M (ISO/IEC 18004)."""
    matrix = segno.make(text, error="m", micro=False).matrix
    parts = []
    for row, modules in enumerate(matrix):
        column = 0
        for is_dark, run in groupby(modules):
            length = len(list(run))
            if is_dark:
                parts.append(f"M{column + QUIET_ZONE} {row + QUIET_ZONE}h{length}v1h-{length}z")
            column += length
    return QrCode(len(matrix) + 2 * QUIET_ZONE, "".join(parts))
