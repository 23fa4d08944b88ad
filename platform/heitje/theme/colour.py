"""Colours as numbers: sRGB hex, OKLCH, luminance and contrast. Standard library only.

Sources: Björn Ottosson, "A perceptual color space for image processing" (OKLab); WCAG 2.2, relative
luminance and contrast ratio.
"""

import math
import re
from collections.abc import Iterable, Sequence
from typing import Final

HEX: Final = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
Channels = tuple[float, float, float]
BISECTIONS: Final = 22


def parse(value: str) -> Channels:
    """#rgb or #rrggbb as sRGB channels between 0 and 1. Raises ValueError."""
    found = HEX.fullmatch(value.strip())
    if not found:
        raise ValueError(f"not a colour: {value!r}")
    digits = found[1] if len(found[1]) == 6 else "".join(sign * 2 for sign in found[1])
    red, green, blue = (int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4))
    return red, green, blue


def to_hex(channels: Iterable[float]) -> str:
    """Channels between 0 and 1 as #rrggbb; what lies outside is clipped."""
    return "#" + "".join(f"{round(min(1.0, max(0.0, one)) * 255):02x}" for one in channels)


def plain(value: str) -> str:
    """Any hex as #rrggbb."""
    return to_hex(parse(value))


def to_oklch(value: str) -> Channels:
    """Lightness, chroma and hue in degrees."""
    red, green, blue = (_to_linear(one) for one in parse(value))
    long = _cube_root(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = _cube_root(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = _cube_root(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def oklch(lightness: float, chroma: float, hue: float) -> str:
    """The nearest hex that keeps lightness and hue; chroma gives way if it must."""
    lightness = min(1.0, max(0.0, lightness))
    if not _fits(lightness, chroma, hue):
        low, high = 0.0, chroma
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            low, high = (middle, high) if _fits(lightness, middle, hue) else (low, middle)
        chroma = low
    linear = _linear(lightness, chroma, hue)
    return to_hex(_from_linear(min(1.0, max(0.0, one))) for one in linear)


def luminance(value: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = (_to_linear(one) for one in parse(value))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 (the same) to 21 (black on white)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def worst(colour: str, grounds: Iterable[str]) -> float:
    """The lowest contrast with any of these grounds."""
    return min(contrast(colour, ground) for ground in grounds)


def mix(one: str, other: str, share: float) -> str:
    """A point on an sRGB gradient, as a browser paints it."""
    pairs = zip(parse(one), parse(other), strict=True)
    return to_hex(start + (end - start) * share for start, end in pairs)


def steps(one: str, other: str, count: int = 12) -> Sequence[str]:
    """Points along a gradient, both ends included."""
    return [mix(one, other, index / count) for index in range(count + 1)]


def _to_linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)


def _from_linear(channel: float) -> float:
    if channel <= 0.0031308:
        return 12.92 * channel
    return float(1.055 * channel ** (1 / 2.4) - 0.055)


def _cube_root(value: float) -> float:
    return math.copysign(abs(value) ** (1 / 3), value)


def _linear(lightness: float, chroma: float, hue: float) -> Channels:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _fits(lightness: float, chroma: float, hue: float) -> bool:
    return all(-1e-4 <= one <= 1.0001 for one in _linear(lightness, chroma, hue))
