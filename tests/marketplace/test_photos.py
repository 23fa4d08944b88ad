"""A photo is decoded, turned upright and written anew: it shows the same and tells no more."""

from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from marketplace.photos import LONGEST_SIDE, clean_photo

GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F


def encoded(picture, kind, **options):
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def opened(clean):
    picture = Image.open(BytesIO(clean.data))
    picture.load()
    return picture


def near(pixel, wanted, by=12):
    return all(abs(one - other) <= by for one, other in zip(pixel, wanted, strict=True))


def with_exif(orientation=1):
    """Red on the left, blue on the right, 80 by 40, taken at a place by a make of phone."""
    picture = Image.new("RGB", (80, 40), "red")
    picture.paste("blue", (40, 0, 80, 40))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKE] = "Phone of Samira"
    exif.get_ifd(GPS).update({1: "N", 2: (50.0, 53.0, 16.8), 3: "E", 4: (5.0, 58.0, 46.2)})
    return encoded(picture, "JPEG", exif=exif, comment=b"secret", quality=95)


def test_nothing_of_where_when_and_by_whom_is_left():
    sent = with_exif()
    assert b"Samira" in sent
    assert b"secret" in sent

    clean = clean_photo(sent)

    assert not opened(clean).getexif()
    assert set(opened(clean).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for word in (b"Samira", b"secret", b"Exif", b"ICC_PROFILE"):
        assert word not in clean.data


def test_the_text_of_a_png_is_gone_too():
    notes = PngInfo()
    notes.add_text("Author", "Samira Jansen")
    notes.add_itxt("Place", "Akerstraat 12", zip=True)

    clean = clean_photo(encoded(Image.new("RGB", (8, 8)), "PNG", pnginfo=notes))

    assert b"Samira" not in clean.data
    assert "comment" not in opened(clean).info


@pytest.mark.parametrize(
    ("orientation", "size", "top_left"),
    [
        (0, (80, 40), (255, 0, 0)),
        (1, (80, 40), (255, 0, 0)),
        (2, (80, 40), (0, 0, 255)),
        (3, (80, 40), (0, 0, 255)),
        (4, (80, 40), (255, 0, 0)),
        (5, (40, 80), (255, 0, 0)),
        (6, (40, 80), (255, 0, 0)),
        (7, (40, 80), (0, 0, 255)),
        (8, (40, 80), (0, 0, 255)),
        (99, (80, 40), (255, 0, 0)),
    ],
)
def test_a_photo_taken_sideways_stands_upright(orientation, size, top_left):
    picture = opened(clean_photo(with_exif(orientation)))

    assert picture.size == size
    assert near(picture.getpixel((2, 2)), top_left, by=40)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_a_photo_whose_exif_says_odd_things_is_still_a_photo():
    sent = with_exif(6)
    start = sent.index(b"Exif")

    for at in range(start, start + 120):
        for wrong in (2, 5, 10, 0xFF):
            broken = sent[:at] + bytes([wrong]) + sent[at + 1 :]
            assert clean_photo(broken).width in (40, 80)


def test_a_large_photo_is_made_smaller_in_its_own_proportions():
    clean = clean_photo(encoded(Image.new("RGB", (4000, 3000), "green"), "JPEG"))

    assert (clean.width, clean.height) == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)
    assert opened(clean).size == (clean.width, clean.height)


def test_a_small_photo_keeps_its_size():
    clean = clean_photo(encoded(Image.new("RGB", (31, 17)), "PNG"))

    assert (clean.width, clean.height) == (31, 17)


PALETTE = Image.new("P", (20, 10), 3)
PALETTE.putpalette([value for level in range(256) for value in (level, 0, 0)])


@pytest.mark.parametrize(
    ("picture", "kind", "options", "wanted"),
    [
        (Image.new("CMYK", (20, 10), (0, 255, 255, 0)), "JPEG", {}, (255, 0, 0)),
        (Image.new("L", (20, 10), 100), "JPEG", {}, (100, 100, 100)),
        (Image.new("I;16", (20, 10), 40_000), "PNG", {}, (156, 156, 156)),
        (Image.new("1", (20, 10), 1), "PNG", {}, (255, 255, 255)),
        (Image.new("RGBA", (20, 10), (0, 0, 255, 0)), "PNG", {}, (255, 255, 255)),
        (Image.new("LA", (20, 10), (0, 128)), "PNG", {}, (127, 127, 127)),
        (PALETTE, "PNG", {}, (3, 0, 0)),
        (PALETTE, "PNG", {"transparency": 3}, (255, 255, 255)),
        (Image.new("RGB", (20, 10), (0, 200, 0)), "WEBP", {"lossless": True}, (0, 200, 0)),
        (Image.new("RGB", (20, 10), (0, 200, 0)), "JPEG", {"progressive": True}, (0, 200, 0)),
    ],
)
def test_every_kind_of_picture_shows_its_own_colours_on_white(picture, kind, options, wanted):
    shown = opened(clean_photo(encoded(picture, kind, **options)))

    assert shown.mode == "RGB"
    assert shown.format == "JPEG"
    assert near(shown.getpixel((5, 5)), wanted)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "MPO"])
def test_of_several_pictures_in_one_file_the_first_counts(kind):
    first, second = Image.new("RGB", (20, 10), "red"), Image.new("RGB", (20, 10), "blue")

    sent = encoded(first, kind, save_all=True, append_images=[second])

    assert near(opened(clean_photo(sent)).getpixel((5, 5)), (254, 0, 0))


def test_the_same_photo_has_the_same_digest_and_another_has_not():
    one, other = (encoded(Image.new("RGB", (20, 10), name), "PNG") for name in ("red", "blue"))

    assert clean_photo(one).sha256 == clean_photo(one).sha256
    assert clean_photo(one).sha256 != clean_photo(other).sha256
    assert len(clean_photo(one).sha256) == 64
