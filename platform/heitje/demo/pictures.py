"""Photos that residents hand in: simple scenes, none of them of anything real.

A park, a bed of plants, a set table, a tidied shelf, a bench under repair; some of them twice side
by side, as it was and as it is. Each photo is another look at one of a few dozen drawn scenes.
"""

from functools import cache
from io import BytesIO
from random import Random
from typing import Final

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from heitje.demo.pictures_indoors import draw_room, draw_shelves, draw_workshop
from heitje.demo.pictures_outdoors import draw_bed, draw_park

WIDTH: Final = 480
HEIGHT: Final = 360
SEAM: Final = 6
QUALITY: Final = 84
KINDS: Final = 8
# How far a photo may be cut from the drawn scene.
PLAY: Final = 40
SCENES: Final = {
    "litter": draw_park,
    "green": draw_bed,
    "together": draw_room,
    "indoors": draw_shelves,
    "repair": draw_workshop,
}


def photo(category: str, chance: Random) -> bytes:
    """A JPEG of work of this category: mostly of how it is now, sometimes with how it was."""
    kind = chance.randrange(KINDS)
    after = _look(_scene(category, kind, done=True), chance)
    if chance.random() < 0.3:
        before = _look(_scene(category, kind, done=False), chance)
        after = _beside(before, after)
    out = BytesIO()
    after.save(out, format="JPEG", quality=QUALITY)
    return out.getvalue()


@cache
def _scene(category: str, kind: int, *, done: bool) -> Image.Image:
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    SCENES[category](ImageDraw.Draw(picture), Random(f"{category} {kind}"), WIDTH, HEIGHT, done)
    return picture.filter(ImageFilter.GaussianBlur(0.9))


@cache
def _grain() -> Image.Image:
    return Image.effect_noise((WIDTH, HEIGHT), 26).convert("RGB")


def _look(scene: Image.Image, chance: Random) -> Image.Image:
    """From where somebody stood, in the light there was, with a camera's grain."""
    left, top = chance.randrange(PLAY), chance.randrange(PLAY)
    frame = (left, top, left + WIDTH - PLAY, top + HEIGHT - PLAY)
    picture = Image.blend(scene.crop(frame), _grain().crop(frame), 0.08)
    if chance.random() < 0.4:
        picture = ImageOps.mirror(picture)
    return ImageEnhance.Brightness(picture).enhance(chance.uniform(0.84, 1.14))


def _beside(before: Image.Image, after: Image.Image) -> Image.Image:
    """Both in one picture, as people's phones make them."""
    half, height = before.width // 2, before.height
    middle = (half // 2, 0, half // 2 + half, height)
    together = Image.new("RGB", (2 * half + SEAM, height), "white")
    together.paste(before.crop(middle), (0, 0))
    together.paste(after.crop(middle), (half + SEAM, 0))
    return together
