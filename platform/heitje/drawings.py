"""Small drawings of our own: icons and pictures of klussen, read once from their files.

Each file holds the inside of an svg; nothing of a person ever goes into one.
"""

from functools import cache
from pathlib import Path
from typing import Final

TEMPLATES: Final = Path(__file__).parent / "templates"
COIN: Final = (
    '<svg class="coin" viewBox="0 0 24 24" aria-hidden="true">'
    '<circle class="c-face" cx="12" cy="12" r="10.5"/>'
    '<path class="c-glyph" d="M8.7 6.5v11M8.7 13.8c0-2 1.3-3.4 3.4-3.4s3.2 1.3 3.2 3.3v3.8"/></svg>'
)
MARK: Final = (
    '<svg class="mark" viewBox="0 0 40 40" aria-hidden="true">'
    '<rect class="m-sq" x="1" y="1" width="38" height="38" rx="11"/><g class="coin">'
    '<circle class="c-face" cx="20" cy="20" r="13"/>'
    '<path class="c-glyph" d="M16 13v14M16 22.5c0-2.6 1.7-4.3 4.3-4.3s4 1.6 4 4.2V27"/></g></svg>'
)
OTHER: Final = "litter"


@cache
def icon(name: str) -> str:
    """The inside of an icon. Raises FileNotFoundError: a page names an icon that is not drawn."""
    return (TEMPLATES / "icons" / f"{name}.svg").read_text(encoding="utf-8").strip()


@cache
def art(category: str) -> str:
    """The inside of a klus' picture; a category without one gets the first."""
    file = TEMPLATES / "art" / f"{category}.svg"
    known = file if file.exists() else TEMPLATES / "art" / f"{OTHER}.svg"
    return known.read_text(encoding="utf-8").strip()
