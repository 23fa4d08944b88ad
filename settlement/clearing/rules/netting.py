"""Debts between parties, what each is left with, and setting them off pair by pair.

Integers only. What comes out never depends on the order of what went in.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Debt(NamedTuple):
    """The debtor owes the creditor this many cents; also what a payment of it looks like."""

    debtor: int
    creditor: int
    cents: int


def merge(debts: Iterable[Debt]) -> dict[tuple[int, int], int]:
    """Cents by debtor and creditor, of all debts between the two together."""
    found: defaultdict[tuple[int, int], int] = defaultdict(int)
    for debtor, creditor, cents in debts:
        assert debtor != creditor, "nobody owes themselves"
        assert cents >= 0, "a debt is never negative"
        found[debtor, creditor] += cents
    return found


def net_positions(debts: Iterable[Debt]) -> Mapping[int, int]:
    """What each party gets (positive) or pays (negative) after all; together it is 0."""
    found: defaultdict[int, int] = defaultdict(int)
    for debtor, creditor, cents in debts:
        found[debtor] -= cents
        found[creditor] += cents
    return {party: found[party] for party in sorted(found)}


def gross(debts: Iterable[Debt]) -> int:
    """All debts together, before anything is set off."""
    return sum(debt.cents for debt in debts)


def net_by_pair(debts: Iterable[Debt]) -> tuple[Debt, ...]:
    """Set off both directions of each pair: at most one debt is left between two parties."""
    owed = merge(debts)
    left = [
        Debt(debtor, creditor, cents - owed.get((creditor, debtor), 0))
        for (debtor, creditor), cents in owed.items()
    ]
    return tuple(sorted(debt for debt in left if debt.cents > 0))
