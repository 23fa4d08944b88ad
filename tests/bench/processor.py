"""How much of the processor a process has used: unlike the clock, other work does not count."""

import os
from pathlib import Path
from typing import Final

TICKS: Final = os.sysconf("SC_CLK_TCK")


def spent_by(process: int, *, by_its_children: bool = False) -> float:
    """Seconds of the processor a process has used, or those of its children that have ended."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    first = 13 if by_its_children else 11
    return (int(fields[first]) + int(fields[first + 1])) / TICKS
