"""A folder the municipality's own bank software writes statements into: read, then put away.

Each tenant has a folder of its own, named as its schema, under HEITJE_BANK_FOLDER. What was read
goes to `gelezen`, what was refused to `geweigerd`; nothing is deleted, and a file that is still
being written waits for the next time.
"""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import structlog
from django.conf import settings

from settlement.services.bank_files import MAXIMUM_BYTES, take_bank_file
from tenants.errors import Refusal
from tenants.schema import current_schema

log = structlog.get_logger(__name__)
SETTLED: Final = timedelta(seconds=10)
READ: Final = "gelezen"
REFUSED: Final = "geweigerd"


def collect_folder(*, now: datetime) -> int:
    """Read what lies in this tenant's folder, oldest first; returns how many files were read.

    The same bytes again are the same file: they are put away and book nothing.
    """
    if not settings.BANK_FOLDER:
        return 0
    folder = Path(settings.BANK_FOLDER) / current_schema()
    read = 0
    for file in _waiting(folder, now):
        try:
            take_bank_file(raw=_bytes_of(file), actor=None, now=now)
        except Refusal as refusal:
            log.warning("bank_file_refused", reason=refusal.code)
            _put_away(file, REFUSED)
        else:
            _put_away(file, READ)
            read += 1
    return read


def _waiting(folder: Path, now: datetime) -> Iterator[Path]:
    """Ordinary files that nobody wrote to for a moment; links lead out of the folder."""
    if not folder.is_dir():
        return
    found = [
        (entry.stat(follow_symlinks=False).st_mtime, Path(entry.path))
        for entry in os.scandir(folder)
        if entry.is_file(follow_symlinks=False) and not entry.name.startswith(".")
    ]
    for changed, file in sorted(found):
        if changed <= (now - SETTLED).timestamp():
            yield file


def _bytes_of(file: Path) -> bytes:
    """One byte more than is allowed at most: a larger file is refused without reading it all."""
    with file.open("rb") as opened:
        return opened.read(MAXIMUM_BYTES + 1)


def _put_away(file: Path, where: str) -> None:
    """Under its own name, or with a number behind it when that name was used before."""
    target = file.parent / where
    target.mkdir(exist_ok=True)
    name, number = target / file.name, 1
    while name.exists():
        name, number = target / f"{file.stem}-{number}{file.suffix}", number + 1
    file.rename(name)
