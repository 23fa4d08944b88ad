"""Pages on paper: a typst template and its values become a PDF, on this machine alone.

What people typed goes in as values of `data.json`, never as markup, so that no name can write the
page. The typeface is the house's own and comes from a package: what is printed looks the same
everywhere. Template and pictures are bytes in memory; typst reads no file and fetches nothing.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Final

import segno
import typst

FONT_PACKAGE: Final = "fontpkg_source_sans_3"
NOTHING: Final[Mapping[str, bytes]] = {}


def printed(
    template: Path, *, values: Mapping[str, object], pictures: Mapping[str, bytes] = NOTHING
) -> bytes:
    """The PDF of a template, with these values in its `data.json` and pictures by their name."""
    sources = {
        "main.typ": template.read_bytes(),
        "data.json": json.dumps(dict(values), default=str).encode(),
        **pictures,
    }
    made = typst.compile(sources, font_paths=_fonts())  # type: ignore[call-overload]
    assert isinstance(made, bytes), "without a path to write to, typst answers what it made"
    return made


def qr_svg(text: str) -> bytes:
    """The QR code of a text as an SVG drawing in black, without its white edge."""
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=0)
    return out.getvalue()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The house's typeface alone: what happens to stand on a machine changes nothing."""
    found = find_spec(FONT_PACKAGE)
    assert found is not None, "a dependency of the project"
    assert found.origin is not None, "a package with files"
    return typst.Fonts(
        include_system_fonts=False, font_paths=[str(Path(found.origin).parent / "files")]
    )
