"""Compiled translations. Django reads .mo files; they are made here where they are missing or old,
so that a machine without gettext speaks English and German too.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import polib

ROOT: Final = Path(__file__).resolve().parents[3]
ROOMS: Final = ("platform/heitje", "tenants", "currency", "marketplace", "settlement")


def compile_stale(root: Path = ROOT) -> Iterator[Path]:
    """Make each .mo file that is older than its .po; yields what was made."""
    for room in ROOMS:
        for source in sorted((root / room).glob("locale/*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
                continue
            new = target.with_suffix(".mo.new")
            polib.pofile(str(source)).save_as_mofile(str(new))
            new.replace(target)
            yield target
