"""What a run would do: which pairs it clears, which stay out, and the payments that are left.

Pure: positions in, a proposal out. A pair whose books differ stays out; the others go on.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from settlement.clearing.models import ClearingRun
from settlement.clearing.queries import Flow, Position
from settlement.clearing.rules.netting import Debt, gross, net_by_pair, net_positions
from settlement.clearing.rules.plan import plan_payments
from settlement.clearing.rules.set_off import set_off
from settlement.clearing.solvers import fastest_solver
from tenants.models import Tenant


def _in_circles(debts: Iterable[Debt]) -> Sequence[Debt]:
    return set_off(debts, solve=fastest_solver())


METHODS: Final[Mapping[str, Callable[[Iterable[Debt]], Sequence[Debt]]]] = {
    ClearingRun.Method.BILATERAL: net_by_pair,
    ClearingRun.Method.CIRCULAR: _in_circles,
    ClearingRun.Method.MULTILATERAL: plan_payments,
}


@dataclass(frozen=True)
class Proposal:
    """Debts by tenant id, before and after; pairs by name."""

    pairs: Sequence[Position]
    left_out: Sequence[Position]
    payments: Sequence[Debt]

    @property
    def flows(self) -> Sequence[Flow]:
        """Each direction in which something is owed."""
        return [
            flow
            for pair in self.pairs
            for flow in (pair.first_owes, pair.second_owes)
            if flow.paid.payments
        ]

    @property
    def debts(self) -> Sequence[Debt]:
        """What is owed before anything is set off."""
        return [Debt(flow.issuer.id, flow.acceptor.id, flow.cents) for flow in self.flows]

    @property
    def gross_cents(self) -> int:
        """All that is owed, both ways."""
        return gross(self.debts)

    @property
    def net_cents(self) -> int:
        """All that is paid."""
        return gross(self.payments)

    @property
    def nets(self) -> Mapping[int, int]:
        """What each tenant gets (positive) or pays, by id."""
        return net_positions(self.debts)

    @cached_property
    def tenants(self) -> Mapping[int, Tenant]:
        """The tenants that take part, by id."""
        return {town.id: town for pair in self.pairs for town in (pair.first, pair.second)}


def propose(positions: Sequence[Position], method: str) -> Proposal:
    """What a run by this method would do. A pair that owes less than a cent waits for more."""
    pairs = [one for one in positions if not one.breaks and one.gross_cents]
    left_out = [one for one in positions if one.breaks]
    debts = Proposal(pairs, left_out, ()).debts
    return Proposal(pairs, left_out, METHODS[method](debts))
