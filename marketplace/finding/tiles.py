"""Where the tiles under a map come from, when a setting names a source; else nothing is fetched."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PLACES = ("{z}", "{x}", "{y}")


@dataclass(frozen=True)
class Tiles:
    """An address with {z}, {x} and {y} in it, and whose map it is, as the map must say."""

    url: str
    credit: str

    @property
    def origin(self) -> str:
        """What a page with a map may load pictures from."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


def tiles_of(url: str, credit: str) -> Tiles | None:
    """The source that these settings name; None without one. Raises ImproperlyConfigured."""
    if not url:
        return None
    parts = urlsplit(url)
    is_whole = parts.scheme == "https" and parts.hostname and all(one in url for one in PLACES)
    if not is_whole or "{" in parts.netloc or set(";, '\"") & set(parts.netloc):
        raise ImproperlyConfigured(
            "HEITJE_MAP_TILES is written as https://host/path/{z}/{x}/{y}.png"
        )
    if not credit:
        raise ImproperlyConfigured("HEITJE_MAP_CREDIT must say whose map HEITJE_MAP_TILES shows.")
    return Tiles(url, credit)
