"""Which solver sets debts off: the house's own, or OR-tools where it is installed.

Both find the least that can be left (tests compare them). OR-tools is some ten times faster and
weighs 190 MB, so it is an extra ("heitje[solver]") for installations with thousands of parties.
Imported at first use: a web process that never nets never loads it.
"""

from collections.abc import Sequence
from importlib.util import find_spec

from settlement.clearing.rules.netting import Debt, net_positions
from settlement.clearing.rules.set_off import Solver, cheapest_flow


def fastest_solver() -> Solver:
    """OR-tools when it can be imported, else plain Python."""
    return or_tools if find_spec("ortools") else cheapest_flow


def or_tools(debts: Sequence[Debt]) -> Sequence[int]:
    """The same by Google's min-cost flow (cost scaling, in C++)."""
    # numpy comes with it; one call for all debts is what makes it quick.
    import numpy
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    if not debts:
        return []
    nets = net_positions(debts)
    nodes = {party: node for node, party in enumerate(nets)}
    solver = SimpleMinCostFlow()
    cents = numpy.array([debt.cents for debt in debts], dtype=numpy.int64)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        numpy.array([nodes[debt.debtor] for debt in debts], dtype=numpy.int32),
        numpy.array([nodes[debt.creditor] for debt in debts], dtype=numpy.int32),
        cents,
        numpy.ones_like(cents),
    )
    for party, net in nets.items():
        solver.set_node_supply(nodes[party], -net)
    status = solver.solve()
    assert status == solver.OPTIMAL, "every debt in full is one possible answer"
    left: list[int] = solver.flows(arcs).tolist()
    return left
