"""Many processes' lines in one terminal, each behind its name and in its colour."""

import os
import sys
from dataclasses import dataclass, field
from typing import Final, TextIO

COLOURS: Final = (36, 35, 33, 32, 34)
OWN_NAME: Final = "heitje"


@dataclass
class Output:
    """Puts a name before each line; colours only for a terminal that wants them."""

    width: int = len(OWN_NAME)
    to: TextIO = field(default_factory=lambda: sys.stdout)
    _colours: dict[str, int] = field(default_factory=dict)
    _rest: dict[str, bytes] = field(default_factory=dict)

    def hear(self, name: str, part: bytes) -> None:
        """Take what a process wrote; whole lines are shown, the rest waits."""
        *lines, self._rest[name] = (self._rest.get(name, b"") + part).split(b"\n")
        for line in lines:
            self._show(name, line.decode(errors="replace").rstrip("\r"))

    def end(self, name: str) -> None:
        """Show the last words of a process that ended within a line."""
        rest = self._rest.pop(name, b"")
        if rest:
            self._show(name, rest.decode(errors="replace"))

    def say(self, sentence: str) -> None:
        """A line of our own."""
        self._show(OWN_NAME, sentence)

    def _show(self, name: str, line: str) -> None:
        colour = self._colours.setdefault(name, COLOURS[len(self._colours) % len(COLOURS)])
        prefix = f"{name:<{max(self.width, len(OWN_NAME))}} |"
        if self.to.isatty() and "NO_COLOR" not in os.environ:
            prefix = f"\x1b[{colour}m{prefix}\x1b[0m"
        try:
            self.to.write(f"{prefix} {line}\n")
            self.to.flush()
        except (BrokenPipeError, ValueError):
            # Whoever read our lines has gone; the processes still have to be ended.
            return
