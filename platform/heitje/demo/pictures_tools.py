"""Photos of tools on a workbench, for the demo's klusbox: simple drawings of none in particular."""

from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

SIDE: Final = 320
WOOD: Final = (122, 84, 52)
STEEL: Final = (146, 152, 160)
RED: Final = (188, 58, 44)
GREEN: Final = (54, 112, 70)
YELLOW: Final = (226, 178, 40)
DARK: Final = (52, 52, 56)
Draw = ImageDraw.ImageDraw


def tool_photo(kind: str) -> bytes:
    """A JPEG of a tool; the same word gives the same picture."""
    picture = Image.new("RGB", (SIDE, SIDE), (222, 210, 190))
    draw, chance = ImageDraw.Draw(picture), Random(kind)
    for y in range(0, SIDE, 40):
        light = chance.randint(-8, 8)
        draw.rectangle((0, y, SIDE, y + 38), fill=(214 + light, 200 + light, 176 + light))
    TOOLS[kind](draw)
    out = BytesIO()
    picture.filter(ImageFilter.GaussianBlur(0.8)).save(out, format="JPEG", quality=84)
    return out.getvalue()


def _grabber(draw: Draw) -> None:
    draw.line((60, 270, 230, 90), fill=STEEL, width=12)
    draw.line((226, 96, 262, 84), fill=DARK, width=10)
    draw.line((226, 96, 240, 52), fill=DARK, width=10)
    draw.rectangle((40, 250, 86, 296), fill=RED)


def _rake(draw: Draw) -> None:
    draw.line((50, 280, 210, 110), fill=WOOD, width=12)
    for end in ((290, 96), (270, 62), (244, 40), (212, 34), (300, 132)):
        draw.line((210, 110, *end), fill=GREEN, width=7)


def _barrow(draw: Draw) -> None:
    draw.polygon([(70, 120), (250, 110), (220, 200), (110, 206)], fill=GREEN)
    draw.ellipse((196, 200, 266, 270), fill=DARK)
    draw.ellipse((218, 222, 244, 248), fill=STEEL)
    draw.line((110, 200, 60, 262), fill=STEEL, width=9)
    draw.line((70, 122, 26, 96), fill=STEEL, width=10)


def _shears(draw: Draw) -> None:
    draw.line((80, 60, 190, 190), fill=STEEL, width=18)
    draw.line((210, 56, 140, 186), fill=STEEL, width=18)
    draw.line((190, 190, 246, 276), fill=RED, width=18)
    draw.line((140, 186, 96, 280), fill=RED, width=18)
    draw.ellipse((150, 160, 178, 188), fill=DARK)


def _can(draw: Draw) -> None:
    draw.rounded_rectangle((90, 120, 220, 260), 18, fill=GREEN)
    draw.line((216, 210, 292, 130), fill=GREEN, width=18)
    draw.arc((70, 60, 210, 220), 180, 340, fill=GREEN, width=14)


def _mower(draw: Draw) -> None:
    draw.rounded_rectangle((70, 170, 240, 240), 20, fill=RED)
    draw.rectangle((120, 130, 200, 172), fill=DARK)
    for left in (70, 190):
        draw.ellipse((left, 220, left + 56, 276), fill=DARK)
    draw.line((230, 180, 300, 60), fill=STEEL, width=9)


def _ladder(draw: Draw) -> None:
    for x in (110, 200):
        draw.line((x, 290, x + 14, 30), fill=STEEL, width=12)
    for y in range(70, 280, 42):
        draw.line((114, y, 208, y), fill=STEEL, width=9)


def _drill(draw: Draw) -> None:
    draw.rounded_rectangle((70, 100, 210, 160), 16, fill=YELLOW)
    draw.polygon([(120, 150), (170, 150), (156, 260), (96, 260)], fill=YELLOW)
    draw.rectangle((84, 240, 168, 282), fill=DARK)
    draw.line((206, 130, 292, 130), fill=STEEL, width=10)


TOOLS: Final[dict[str, Callable[[Draw], None]]] = {
    "Grijper": _grabber, "Bladhark": _rake, "Kruiwagen": _barrow, "Snoeischaar": _shears,
    "Gieter": _can, "Grasmaaier": _mower, "Ladder": _ladder, "Boormachine": _drill,
}  # fmt: skip
