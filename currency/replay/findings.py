"""Gathering differences while a replay runs: counts, sums, and the largest cases as examples."""

from collections.abc import Callable
from datetime import date
from heapq import heappush, heappushpop
from typing import Final

from currency.replay.report import Difference, Effect, Example

EXAMPLES: Final = 5


class Findings:
    """Every difference so far, by rule and effect."""

    def __init__(self) -> None:
        self._tallies: dict[tuple[str, Effect], _Tally] = {}

    def add(
        self, effect: Effect, rule: str, *,
        transfer: int, day: int, kind: str, amount: int, party: int,
    ) -> None:  # fmt: skip
        """One case more. `transfer` 0: there is none; `day` counts as `date.toordinal` does."""
        tally = self._tallies.get((rule, effect))
        if tally is None:
            tally = self._tallies[rule, effect] = _Tally()
        tally.count += 1
        tally.amount += amount
        tally.parties.add(party)
        # Of equal amounts the earliest is kept, so that the same replay shows the same cases.
        case = (abs(amount), -transfer, day, kind, amount)
        if len(tally.largest) < EXAMPLES:
            heappush(tally.largest, case)
        elif case > tally.largest[0]:
            heappushpop(tally.largest, case)

    def differences(self) -> tuple[Difference, ...]:
        """All of them, the most frequent first."""
        found = [
            Difference(
                rule=rule, effect=effect, count=tally.count, amount=tally.amount,
                parties=len(tally.parties), examples=tally.examples(),
            )
            for (rule, effect), tally in self._tallies.items()
        ]  # fmt: skip
        order: Callable[[Difference], tuple[int, str, str]] = lambda one: (  # noqa: E731
            -one.count, one.rule, one.effect,
        )  # fmt: skip
        return tuple(sorted(found, key=order))


class _Tally:
    """One rule and effect."""

    __slots__ = ("amount", "count", "largest", "parties")

    def __init__(self) -> None:
        self.count = 0
        self.amount = 0
        self.parties: set[int] = set()
        self.largest: list[tuple[int, int, int, str, int]] = []

    def examples(self) -> tuple[Example, ...]:
        return tuple(
            Example(transfer=-minus or None, on=date.fromordinal(day), kind=kind, amount=amount)
            for _, minus, day, kind, amount in sorted(self.largest, reverse=True)
        )
