"""Where all coins came from and where they went: sums over the whole ledger, by pot and kind.

The entries of every transfer sum to zero, so all pots together do: what was issued is exactly what
was redeemed, kept as fees, expired, returned, or still is in somebody's hands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection

from currency.models import Pot, Transfer

HOUSE: Final = (Pot.ISSUED, Pot.REDEEMED, Pot.FEES, Pot.EXPIRED)
SUMS: Final = """
    SELECT a.pot, t.kind, count(*), coalesce(sum(e.amount) FILTER (WHERE e.amount > 0), 0),
        coalesce(sum(e.amount) FILTER (WHERE e.amount < 0), 0)
    FROM currency_entry e
    JOIN currency_account a ON a.id = e.account_id AND a.unit = 'coin'
    JOIN currency_transfer t ON t.id = e.transfer_id
    GROUP BY a.pot, t.kind"""


@dataclass(frozen=True)
class Flow:
    """What one kind of transfer brought into a pot and took out of it, over all its holders.

    Minor units; `went_out` is below zero or 0.
    """

    pot: Pot
    kind: Transfer.Kind
    entries: int
    came_in: int
    went_out: int


@dataclass(frozen=True)
class PotFlows:
    """All flows of one pot, in the order of the kinds, and what is left in it. Minor units."""

    pot: Pot
    flows: Sequence[Flow]

    @property
    def entries(self) -> int:
        """How many lines there are."""
        return sum(flow.entries for flow in self.flows)

    @property
    def came_in(self) -> int:
        """All that ever came in."""
        return sum(flow.came_in for flow in self.flows)

    @property
    def went_out(self) -> int:
        """All that ever went out, below zero."""
        return sum(flow.went_out for flow in self.flows)

    @property
    def left(self) -> int:
        """What is in it now."""
        return self.came_in + self.went_out


@dataclass(frozen=True)
class Destination:
    """Where a part of all coins is now: a pot, and for what the house took the kind of taking."""

    pot: Pot
    kind: Transfer.Kind | None
    amount: int


@dataclass(frozen=True)
class WhereItWent:
    """The whole ledger in coins. Minor units."""

    pots: Sequence[PotFlows]
    destinations: Sequence[Destination]
    issued: int

    @property
    def total(self) -> int:
        """All destinations together."""
        return sum(one.amount for one in self.destinations)

    @property
    def adds_up(self) -> bool:
        """Whether every coin that was issued is accounted for."""
        return self.total == self.issued

    @property
    def in_hands(self) -> int:
        """What anybody but the house still has."""
        return sum(one.amount for one in self.destinations if one.pot not in HOUSE)


def where_it_went() -> WhereItWent:
    """Every pot with its flows, and what became of all that was issued; one query."""
    with connection.cursor() as cursor:
        cursor.execute(SUMS)
        flows = [
            Flow(Pot(pot), Transfer.Kind(kind), entries, int(came_in), int(went_out))
            for pot, kind, entries, came_in, went_out in cursor.fetchall()
        ]
    kinds = list(Transfer.Kind)
    flows.sort(key=lambda flow: kinds.index(flow.kind))
    pots = [
        PotFlows(pot, found)
        for pot in Pot
        if (found := [flow for flow in flows if flow.pot == pot])
    ]  # fmt: skip
    returned = sum(
        flow.came_in for flow in flows
        if flow.pot == Pot.ISSUED and flow.kind == Transfer.Kind.BUDGET_RETURNED
    )  # fmt: skip
    on_issued = sum(found.left for found in pots if found.pot == Pot.ISSUED)
    return WhereItWent(pots, _destinations(pots, returned), returned - on_issued)


def _destinations(pots: Sequence[PotFlows], returned: int) -> Sequence[Destination]:
    found = [Destination(Pot.ISSUED, Transfer.Kind.BUDGET_RETURNED, returned)]
    for one in pots:
        if one.pot == Pot.EXPIRED:
            found += [
                Destination(one.pot, flow.kind, flow.came_in + flow.went_out) for flow in one.flows
            ]
        elif one.pot != Pot.ISSUED:
            found.append(Destination(one.pot, None, one.left))
    return [one for one in found if one.amount]
