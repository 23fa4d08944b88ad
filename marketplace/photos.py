"""What people send as a photo, opened safely and written anew: no EXIF, no place, no surprises.

Nothing of the sent bytes is kept: the picture is decoded, turned upright and encoded by us.
"""

import hashlib
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

from marketplace.errors import PhotoHeic, PhotoNotAPhoto, PhotoTooLarge

MAXIMUM_BYTES: Final = 10 * 1024 * 1024
MAXIMUM_PIXELS: Final = 60_000_000
LONGEST_SIDE: Final = 2048
QUALITY: Final = 82
FORMATS: Final = ("JPEG", "PNG", "WEBP")
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

    Raises PhotoTooLarge (10 MB, 60 million pixels), PhotoHeic, PhotoNotAPhoto.
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
        if opened.width * opened.height > MAXIMUM_PIXELS:
            raise PhotoTooLarge(maximum=MAXIMUM_PIXELS)
        # A large JPEG is decoded at a half, a quarter or an eighth straight away.
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        layered = upright.convert("RGBA")
        canvas = Image.new("RGB", layered.size, "white")
        canvas.paste(layered, mask=layered.getchannel("A"))
        return canvas
