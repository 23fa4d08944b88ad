"""The icon of the installed app, drawn in the colours of the tenant: PNG, as phones want it."""

from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

TOUCH_ICON: Final = 180
SIZES: Final = (TOUCH_ICON, 192, 512)
# Drawn four times as large and made smaller: that is what makes the edges smooth.
FINENESS: Final = 4
INK: Final = "#4d3103"
# Phones cut a maskable icon to a circle or a drop: what matters stays within 80 % of the middle
# (W3C, Web Application Manifest, "safe zone").
COIN: Final = 0.36
LETTER: Final = 0.36


@lru_cache(maxsize=64)
def app_icon(size: int, brand: str, accent: str) -> bytes:
    """A square of the brand's colour to its edges, on it a coin with an h. `size` in pixels."""
    full = size * FINENESS
    picture = Image.new("RGB", (full, full), brand)
    draw = ImageDraw.Draw(picture)
    middle, radius = full / 2, full * COIN
    box = (middle - radius, middle - radius, middle + radius, middle + radius)
    draw.ellipse(box, fill=accent, outline=INK, width=max(1, full // 60))
    _letter(draw, middle, full * LETTER)
    out = BytesIO()
    picture.resize((size, size), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _letter(draw: ImageDraw.ImageDraw, middle: float, height: float) -> None:
    """An h of two stems and a bow, with round ends."""
    stroke = height * 0.17
    width, top, bottom = height * 0.5, middle - height / 2, middle + height / 2
    left, right, bow = middle - width / 2, middle + width / 2, middle - height * 0.02
    _line(draw, (left, top), (left, bottom), stroke)
    _line(draw, (right, bow + width / 2), (right, bottom), stroke)
    half = stroke / 2
    draw.arc(
        (left - half, bow - half, right + half, bow + width + half), 180, 360, INK, round(stroke)
    )


def _line(
    draw: ImageDraw.ImageDraw, start: tuple[float, float], end: tuple[float, float], stroke: float
) -> None:
    draw.line((start, end), fill=INK, width=round(stroke))
    for x, y in (start, end):
        half = stroke / 2
        draw.ellipse((x - half, y - half, x + half, y + half), fill=INK)
