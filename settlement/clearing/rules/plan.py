"""Which payments bring every party to its net position: few of them, and together the least.

Nobody both pays and is paid, so the total is the least there can be. Exact matches come first,
then always the largest debtor pays the largest creditor: never more than parties minus one
payments. The fewest possible is a partition problem (NP-hard); tests compare with it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

from settlement.clearing.rules.netting import Debt, net_positions

# Largest first, then the lowest party: (-cents, party).
Heap = list[tuple[int, int]]


def plan_payments(debts: Iterable[Debt]) -> tuple[Debt, ...]:
    """Payments that leave every party with what the debts left it, in order of debtor."""
    left = dict(net_positions(debts))
    payments = _exact_matches(left)
    debtors: Heap = [(cents, party) for party, cents in left.items() if cents < 0]
    creditors: Heap = [(-cents, party) for party, cents in left.items() if cents > 0]
    heapify(debtors)
    heapify(creditors)
    while debtors:
        owes, debtor = heappop(debtors)
        gets, creditor = heappop(creditors)
        cents = min(-owes, -gets)
        payments.append(Debt(debtor, creditor, cents))
        _push(debtors, owes + cents, debtor)
        _push(creditors, gets + cents, creditor)
    return tuple(sorted(payments))


def _exact_matches(left: dict[int, int]) -> list[Debt]:
    """Debtors that owe to the cent what a creditor gets pay that one; both leave `left`."""
    payments = []
    waiting = _creditors_by_cents(left)
    for debtor in sorted(party for party, cents in left.items() if cents < 0):
        cents = -left[debtor]
        if waiting[cents]:
            creditor = waiting[cents].pop()
            payments.append(Debt(debtor, creditor, cents))
            del left[debtor], left[creditor]
    return payments


def _creditors_by_cents(left: Mapping[int, int]) -> defaultdict[int, list[int]]:
    """Creditors by what they get, the lowest party last (it is taken first)."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for party in sorted(left, reverse=True):
        if left[party] > 0:
            found[left[party]].append(party)
    return found


def _push(heap: Heap, cents: int, party: int) -> None:
    if cents:
        heappush(heap, (cents, party))
