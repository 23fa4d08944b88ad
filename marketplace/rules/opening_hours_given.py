"""Opening hours as a shop types them: whether a day makes sense, and the week they make."""

from collections.abc import Mapping, Sequence
from datetime import time
from enum import StrEnum
from itertools import pairwise

Part = tuple[time | None, time | None]


class DayProblem(StrEnum):
    """What is wrong with the hours of one day."""

    HALF = "half"
    SAME = "same"
    OVERLAP = "overlap"


def problem_of(parts: Sequence[Part]) -> DayProblem | None:
    """What is wrong with the parts of one day; None when nothing is.

    A part that ends before it begins runs past midnight, and so is the last of its day.
    """
    whole = [(start, end) for start, end in parts if start is not None and end is not None]
    if len(whole) != sum((start, end) != (None, None) for start, end in parts):
        return DayProblem.HALF
    if any(start == end for start, end in whole):
        return DayProblem.SAME
    in_order = sorted(whole)
    for (start, end), (following, _) in pairwise(in_order):
        if end < start or following < end:
            return DayProblem.OVERLAP
    return None


def week_of(days: Mapping[int, Sequence[Part]]) -> dict[str, list[list[str]]]:
    """The week as it is kept: open days alone, the parts of a day in order."""
    week = {}
    for day, parts in sorted(days.items()):
        whole = sorted((start, end) for start, end in parts if start and end)
        if whole:
            week[str(day)] = [[f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in whole]
    return week
