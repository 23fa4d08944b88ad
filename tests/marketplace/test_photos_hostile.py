"""What is sent as a photo and is none, lies about itself, or would fill the memory."""

import resource
import struct
import subprocess
import sys
import zlib
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from marketplace.errors import PhotoHeic, PhotoNotAPhoto, PhotoTooLarge
from marketplace.photos import MAXIMUM_BYTES, MAXIMUM_PIXELS, MAXIMUM_PIXELS_JPEG, clean_photo
from tests.marketplace.cast import a_photo

ROOT = Path(__file__).parents[2]
MEMORY_MB = 700
IN_A_PROCESS = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))
from marketplace.photos import clean_photo
from tenants.errors import Refusal
try:
    print(clean_photo(sys.stdin.buffer.read()).width)
except Refusal as refusal:
    print(refusal.code)
"""


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def a_png(width, height, *chunks):
    """A PNG by hand: what its header says need not be what is in it."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IEND", b"")


@cache
def zeros(megabytes):
    """So many megabytes of noughts, a thousand times smaller."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(2**20)) for _ in range(megabytes)) + packer.flush()


def in_a_process(sent):
    """The same in a process that may use so much memory and no more."""
    done = subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS.format(limit=MEMORY_MB * 2**20)],
        input=sent, capture_output=True, cwd=ROOT, timeout=60, check=False,
        env={"PYTHONPATH": "platform:."},
    )  # fmt: skip
    return done.stdout.decode().strip(), done.stderr.decode()


def test_more_than_ten_megabytes_are_refused_unread():
    with pytest.raises(PhotoTooLarge) as refused:
        clean_photo(bytes(40 * 2**20))

    assert refused.value.facts == {"maximum": MAXIMUM_BYTES}


@pytest.mark.parametrize("side", [5_000, 10_000, 14_000, 32_000, 2**31 - 1])
def test_a_picture_of_too_many_pixels_is_refused_by_what_its_header_says(side):
    with pytest.raises(PhotoTooLarge) as refused:
        clean_photo(a_png(side, side, chunk(b"IDAT", zeros(1))))

    assert refused.value.facts["maximum"] in (MAXIMUM_PIXELS, MAXIMUM_PIXELS_JPEG)


def test_a_gigabyte_of_noughts_in_a_small_png_fills_no_memory():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    clean = clean_photo(a_png(100, 100, chunk(b"IDAT", zeros(1024))))

    assert (clean.width, clean.height) == (100, 100)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


@pytest.mark.parametrize("kind", [b"zTXt", b"iCCP"])
def test_a_gigabyte_of_noughts_beside_the_picture_fills_no_memory(kind):
    words = chunk(kind, b"Comment\0\0" + zeros(1024))
    picture = chunk(b"IDAT", zlib.compress(bytes(4 * 3 + 1) * 4))

    answer, trouble = in_a_process(a_png(4, 4, words, picture))

    assert answer in ("4", "photo-not-a-photo"), trouble


@pytest.mark.parametrize(
    ("kind", "side", "options"),
    [
        ("PNG", 4_898, {"compress_level": 1}),
        ("WEBP", 4_898, {"quality": 10}),
        ("JPEG", 7_745, {"quality": 20, "progressive": True}),
    ],
)
def test_the_largest_photo_that_is_allowed_fits_in_the_memory_of_a_worker(kind, side, options):
    out = BytesIO()
    mode = "RGB" if kind == "JPEG" else "RGBA"
    Image.new(mode, (side, side), "green").save(out, kind, **options)

    answer, trouble = in_a_process(out.getvalue())

    assert answer == "2048", trouble


HTML = b"<html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\0",
        b"not a photo",
        HTML,
        SVG,
        b"%PDF-1.7\n",
        b"GIF89a" + HTML,
        a_photo(kind="GIF"),
        a_photo(kind="TIFF"),
        a_photo(kind="BMP"),
        a_photo(kind="ICO"),
        a_photo()[:-40],
        a_photo()[:200],
        a_photo(kind="PNG")[:60],
        a_photo(kind="WEBP")[:30],
        a_png(10, 10),
        a_png(10, 10, chunk(b"IDAT", b"no zlib")),
        a_png(0, 0),
    ],
)
def test_what_is_no_whole_jpeg_png_or_webp_is_no_photo(sent):
    with pytest.raises(PhotoNotAPhoto):
        clean_photo(sent)


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1", b"msf1"])
def test_a_heic_photo_gets_a_sentence_of_its_own(brand):
    with pytest.raises(PhotoHeic):
        clean_photo(b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0" * 4)


def test_a_page_hidden_in_a_photo_does_not_survive():
    out = BytesIO()
    Image.new("RGB", (20, 10)).save(out, "JPEG", comment=HTML)

    for sent in (a_photo() + HTML + b"PK\x03\x04", out.getvalue()):
        clean = clean_photo(sent)
        assert b"script" not in clean.data
        assert clean.data.startswith(b"\xff\xd8\xff")


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["JPEG", "PNG", "WEBP"]),
    st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 255)), min_size=1, max_size=12),
)
def test_a_photo_with_wrong_bytes_is_a_photo_or_is_refused_and_never_a_fault(kind, wrong):
    sent = bytearray(a_photo(kind=kind, size=(40, 30)))
    for at, value in wrong:
        sent[at % len(sent)] = value

    try:
        clean = clean_photo(bytes(sent))
    except (PhotoNotAPhoto, PhotoTooLarge):
        return
    assert clean.width <= 2048
