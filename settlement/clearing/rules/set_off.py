"""Setting debts off in circles: all keep their net position, and as little as can be is left.

Only what two parties owe one another after setting off by pair is used, and it only shrinks: no
debt appears between parties that had none, and nobody owes another more than before. So nobody
needs a new creditor, unlike with a plan of payments from net positions.
"""

from collections.abc import Callable, Iterable, Sequence

from settlement.clearing.rules.flow import Network
from settlement.clearing.rules.netting import Debt, net_by_pair, net_positions

# Debts, one a pair and in order: how many cents of each are left.
Solver = Callable[[Sequence[Debt]], Sequence[int]]


def set_off(debts: Iterable[Debt], *, solve: Solver | None = None) -> tuple[Debt, ...]:
    """What is still owed after all circles are set off, in order of debtor and creditor."""
    owed = net_by_pair(debts)
    left = (solve or cheapest_flow)(owed)
    return tuple(
        debt._replace(cents=cents) for debt, cents in zip(owed, left, strict=True) if cents
    )


def cheapest_flow(debts: Sequence[Debt]) -> Sequence[int]:
    """Cents of each debt that must run so that net debtors reach net creditors: the least."""
    nets = net_positions(debts)
    nodes = {party: node for node, party in enumerate(nets)}
    source, sink = len(nodes), len(nodes) + 1
    network = Network(len(nodes) + 2)
    arcs = [network.add_arc(nodes[debt.debtor], nodes[debt.creditor], debt.cents, 1)
            for debt in debts]  # fmt: skip
    for party, cents in nets.items():
        if cents < 0:
            network.add_arc(source, nodes[party], -cents, 0)
        elif cents > 0:
            network.add_arc(nodes[party], sink, cents, 0)
    network.send(source, sink)
    return [network.flow_of(arc) for arc in arcs]
