"""Black or white on a municipality's colour: whichever is read best. Pure.

Source: WCAG 2.2, relative luminance and contrast ratio; one of the two always reaches 4.5 : 1.
"""


def ink_on(colour: str) -> str:
    """The ink for text on a fill of this colour, written #rrggbb."""
    bright = _luminance(colour)
    white, black = 1.05 / (bright + 0.05), (bright + 0.05) / 0.05
    return "#ffffff" if white >= black else "#14120f"


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)
