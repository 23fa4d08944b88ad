"""A complete, accessible colour theme out of two municipal colours, for light and dark.

A municipality gives a brand and an accent colour, in any hex; everything else follows in OKLCH.
Text reaches 4.5 : 1 on every ground it may stand on, edges, icons and data 3 : 1 (WCAG 2.2, 1.4.3
and 1.4.11); `audit` proves it. A brand too pale to be seen keeps its fill and gets an ink edge.
"""

import hashlib
from functools import lru_cache
from typing import Final

from heitje.theme.audit import audit
from heitje.theme.mode import Tokens, derive_mode

__all__ = ["audit", "derive", "theme_css", "theme_digest"]
# Raised when the derivation changes, so that browsers fetch the new sheet.
VERSION: Final = "1"


def derive(brand: str, accent: str) -> Tokens:
    """All tokens of both modes; keys read "light.brand-ink", "dark.canvas". Raises ValueError."""
    return {
        f"{mode}.{name}": value
        for mode in ("light", "dark")
        for name, value in derive_mode(is_light=mode == "light", brand=brand, accent=accent).items()
    }


def theme_digest(brand: str, accent: str) -> str:
    """Twelve signs that change with the colours: part of the sheet's address."""
    return hashlib.sha256(f"{VERSION}|{brand}|{accent}".encode()).hexdigest()[:12]


@lru_cache(maxsize=400)
def theme_css(brand: str, accent: str) -> str:
    """The stylesheet: custom properties only, dark by the device or by data-theme."""
    tokens = derive(brand, accent)
    light, dark = (_block(tokens, mode) for mode in ("light", "dark"))
    return (
        f":root{{color-scheme:light;{light}}}\n"
        f'@media (prefers-color-scheme:dark){{:root:not([data-theme="light"])'
        f"{{color-scheme:dark;{dark}}}}}\n"
        f':root[data-theme="dark"]{{color-scheme:dark;{dark}}}\n'
    )


def _block(tokens: Tokens, mode: str) -> str:
    return "".join(
        f"--{name.partition('.')[2]}:{value};"
        for name, value in tokens.items()
        if name.startswith(f"{mode}.")
    )
