"""Saying how far a long step is: a bar on a terminal, plain lines elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


class Report(Protocol):
    """How a step says where it is: what it does now, how much is done, and of how much."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Show it."""


@contextmanager
def progress(console: Console | None = None) -> Iterator[Report]:
    """A report to hand to a long step."""
    console = console or Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield _Lines(console)
        return
    columns = (TextColumn("{task.description:<40}"), BarColumn(24), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console) as bars:
        tasks = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield show


class _Lines:
    """One line when a step begins and none in between: logs are read, not watched."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._said: set[str] = set()

    def __call__(self, step: str, done: int, total: int) -> None:
        if step not in self._said:
            self._said.add(step)
            self._console.print(f"{step} ...", markup=False)
