"""What people send as a photo, opened safely and written anew: no EXIF, no place, no surprises.

Nothing of the sent bytes is kept: the picture is decoded, turned upright and encoded by us.
"""

import hashlib
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image

from marketplace.errors import PhotoHeic, PhotoNotAPhoto, PhotoTooLarge

MAXIMUM_BYTES: Final = 10 * 1024 * 1024
# A JPEG is decoded small straight away; a WebP of 24 million pixels takes 400 MB for a moment.
MAXIMUM_PIXELS: Final = 24_000_000
MAXIMUM_PIXELS_JPEG: Final = 60_000_000
LONGEST_SIDE: Final = 2048
QUALITY: Final = 82
FORMATS: Final = ("JPEG", "PNG", "WEBP")
# MPO is a JPEG with a second picture behind it, as some phones make them; the first one counts.
JPEG_FORMATS: Final = ("JPEG", "MPO")
# Exif 2.3, tag 0x0112: how the camera was held, and the turn that puts its picture upright.
ORIENTATION: Final = 0x0112
UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})
# What Pillow's decoders raise on bytes that lie about themselves.
BROKEN: Final = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError,
    struct.error, zlib.error,
)  # fmt: skip


@dataclass(frozen=True)
class CleanPhoto:
    """A JPEG of our own making."""

    data: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        """The digest by which the same picture is known again."""
        return hashlib.sha256(self.data).hexdigest()


def clean_photo(data: bytes) -> CleanPhoto:
    """The same picture, upright, at most 2,048 pixels wide or high, without any metadata.

    Raises PhotoTooLarge (10 MB; 60 million pixels, 24 when it is no JPEG), PhotoHeic,
    PhotoNotAPhoto.
    """
    if len(data) > MAXIMUM_BYTES:
        raise PhotoTooLarge(maximum=MAXIMUM_BYTES)
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        raise PhotoHeic
    try:
        picture = _decoded(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoTooLarge(maximum=MAXIMUM_PIXELS) from error
    except BROKEN as error:
        raise PhotoNotAPhoto from error
    out = BytesIO()
    picture.save(out, format="JPEG", quality=QUALITY, optimize=True)
    return CleanPhoto(out.getvalue(), picture.width, picture.height)


def _decoded(data: bytes) -> Image.Image:
    """The picture on a fresh canvas: Pillow carries comments along with an image it opened."""
    with Image.open(BytesIO(data), formats=FORMATS) as opened:
        # The header is read, the pixels are not: a bomb is refused before it goes off.
        maximum = MAXIMUM_PIXELS_JPEG if opened.format in JPEG_FORMATS else MAXIMUM_PIXELS
        if opened.width * opened.height > maximum:
            raise PhotoTooLarge(maximum=maximum)
        # A large JPEG is decoded at a half, a quarter or an eighth straight away.
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        # Made small before it is turned: a large picture stands in memory once, not twice.
        opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        layered = _eight_bits(_upright(opened)).convert("RGBA")
        canvas = Image.new("RGB", layered.size, "white")
        canvas.paste(layered, mask=layered.getchannel("A"))
        return canvas


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as the camera says it was held; a word about that which nobody knows turns nothing.

    Pillow's own `exif_transpose` writes all the other words anew, and breaks on odd ones.
    """
    turn = UPRIGHT.get(picture.getexif().get(ORIENTATION, 1))
    return picture if turn is None else picture.transpose(turn)


def _eight_bits(picture: Image.Image) -> Image.Image:
    """A grey picture of 16 bits scaled to 8; Pillow's own conversion clips it to white."""
    if not picture.mode.startswith("I"):
        return picture
    return picture.point(lambda value: value * (1 / 256)).convert("L")
