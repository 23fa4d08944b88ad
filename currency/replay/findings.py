"""Gathering differences while a replay runs: counts, sums, and the largest cases as examples."""

from datetime import date
from heapq import heappush, heappushpop
from typing import Final

from currency.replay.report import Difference, Effect, Example

EXAMPLES: Final = 5


class Findings:
    """Every difference so far, by rule, effect and kind of transfer."""

    def __init__(self) -> None:
        self._tallies: dict[tuple[str, Effect, str], _Tally] = {}

    def add(
        self, effect: Effect, rule: str, *,
        transfer: int, day: int, kind: str, amount: int, party: int,
    ) -> None:  # fmt: skip
        """One case more. `transfer` 0: there is none; `day` counts as `date.toordinal` does."""
        tally = self._tallies.get((rule, effect, kind))
        if tally is None:
            tally = self._tallies[rule, effect, kind] = _Tally()
        tally.count += 1
        tally.amount += amount
        tally.parties.add(party)
        # Of equal amounts the earliest is kept, so that the same replay shows the same cases.
        case = (abs(amount), -transfer, day, amount)
        if len(tally.largest) < EXAMPLES:
            heappush(tally.largest, case)
        elif case > tally.largest[0]:
            heappushpop(tally.largest, case)

    def differences(self) -> tuple[Difference, ...]:
        """All of them, the most frequent first."""
        found = [
            Difference(
                rule=rule, effect=effect, kind=kind, count=tally.count, amount=tally.amount,
                parties=len(tally.parties), examples=tally.examples(kind),
            )
            for (rule, effect, kind), tally in self._tallies.items()
        ]  # fmt: skip
        return tuple(sorted(found, key=_most_frequent_first))


def _most_frequent_first(one: Difference) -> tuple[int, str, str, str]:
    return (-one.count, one.rule, one.effect, one.kind)


class _Tally:
    """One rule, effect and kind."""

    __slots__ = ("amount", "count", "largest", "parties")

    def __init__(self) -> None:
        self.count = 0
        self.amount = 0
        self.parties: set[int] = set()
        self.largest: list[tuple[int, int, int, int]] = []

    def examples(self, kind: str) -> tuple[Example, ...]:
        return tuple(
            Example(transfer=-minus or None, on=date.fromordinal(day), kind=kind, amount=amount)
            for _, minus, day, amount in sorted(self.largest, reverse=True)
        )
