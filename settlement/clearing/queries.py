"""Who owes whom between the tenants of a region, and whether both sides' books say the same.

Sums only: nothing here can name a person or a shop. Coins are minor units of the coin they are
counted in, euros are cents.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from settlement.clearing.books import Book, Books, Side, read_books
from settlement.rules.redeeming import cents_for
from tenants.models import Agreement, Region, Tenant
from tenants.queries import agreements_of_region, all_tenants


@dataclass(frozen=True)
class Flow:
    """Coins of `issuer` spent in shops of `acceptor`, as both books tell it."""

    issuer: Tenant
    acceptor: Tenant
    paid: Side
    received: Side

    @property
    def mirrors(self) -> bool:
        """Whether both books hold the same payments for the same sums."""
        return (self.paid.payments, self.paid.own, self.paid.there, self.paid.keys) == (
            self.received.payments, self.received.there, self.received.own, self.received.keys,
        )  # fmt: skip

    @property
    def cents(self) -> int:
        """What the issuer owes for it: the euros it set aside for these coins."""
        return cents_for(self.paid.own, coin_value_cents=self.issuer.coin_value_cents)


@dataclass(frozen=True)
class Position:
    """What stands between two tenants: a direction each, and the balances of both accounts.

    `first_balance` is what the first has on its account for the second, in the first's coin;
    `first_stretch` is after which and up to which entry of that account all this is counted.
    """

    first: Tenant
    second: Tenant
    first_owes: Flow
    second_owes: Flow
    first_balance: int
    second_balance: int
    first_stretch: tuple[int, int] = (0, 0)
    second_stretch: tuple[int, int] = (0, 0)

    @property
    def net_cents(self) -> int:
        """Positive: the first pays the second this much; negative: the other way round."""
        return self.first_owes.cents - self.second_owes.cents

    @property
    def settles_cents(self) -> int:
        """What the debtor pays the creditor after setting off."""
        return abs(self.net_cents)

    @property
    def gross_cents(self) -> int:
        """Both directions together, before they are set off."""
        return self.first_owes.cents + self.second_owes.cents

    @property
    def debtor(self) -> Tenant:
        """Who pays after setting off."""
        return self.first if self.net_cents >= 0 else self.second

    @property
    def creditor(self) -> Tenant:
        """Who is paid after setting off."""
        return self.second if self.net_cents >= 0 else self.first

    @property
    def breaks(self) -> Sequence[str]:
        """What does not mirror, as codes; empty when the position may be cleared."""
        found = [] if self.first_owes.mirrors else ["first-owes"]
        if not self.second_owes.mirrors:
            found.append("second-owes")
        if self.first_balance != self.first_owes.paid.own - self.second_owes.received.own:
            found.append("first-balance")
        if self.second_balance != self.second_owes.paid.own - self.first_owes.received.own:
            found.append("second-balance")
        return found


def tenants_of(region: Region) -> Sequence[Tenant]:
    """The region's tenants, by name."""
    return list(all_tenants().filter(region=region))


def positions(region: Region, *, cut_off: datetime | None = None) -> Sequence[Position]:
    """Every pair of the region's tenants with payments that no run has cleared, by name.

    `cut_off` leaves out what was paid later (None: nothing).
    """
    tenants = tenants_of(region)
    if len(tenants) < 2:
        return []
    books = read_books(tenants, cut_off=cut_off)
    pairs = [_position(first, second, books) for first, second in combinations(tenants, 2)]
    return [pair for pair in pairs if pair.gross_cents or pair.breaks]


@dataclass(frozen=True)
class Owed:
    """What a tenant gets and pays over all its positions, in cents, after setting off by pair."""

    tenant: Tenant
    gets: int
    pays: int

    @property
    def net(self) -> int:
        """Positive: it gets euros; negative: it pays."""
        return self.gets - self.pays


def owed_by_tenant(region: Region, found: Sequence[Position]) -> Sequence[Owed]:
    """Each of the region's tenants with what it gets and pays, by name."""
    gets: dict[int, int] = {}
    pays: dict[int, int] = {}
    for position in found:
        amount = abs(position.net_cents)
        gets[position.creditor.id] = gets.get(position.creditor.id, 0) + amount
        pays[position.debtor.id] = pays.get(position.debtor.id, 0) + amount
    return [
        Owed(tenant, gets.get(tenant.id, 0), pays.get(tenant.id, 0))
        for tenant in tenants_of(region)
    ]


@dataclass(frozen=True)
class DebtRow:
    """One debtor and, for each tenant of the region in order, what it owes there (None: itself)."""

    debtor: Tenant
    cents: Sequence[int | None]

    @property
    def total(self) -> int:
        """All it owes before setting off."""
        return sum(amount or 0 for amount in self.cents)


def debt_matrix(region: Region, found: Sequence[Position]) -> Sequence[DebtRow]:
    """Who owes whom before setting off: a row a debtor, a column a creditor, both by name."""
    owed: dict[tuple[int, int], int] = {}
    for position in found:
        for flow in (position.first_owes, position.second_owes):
            owed[flow.issuer.id, flow.acceptor.id] = flow.cents
    tenants = tenants_of(region)
    return [
        DebtRow(
            debtor,
            [
                None if debtor.id == creditor.id else owed.get((debtor.id, creditor.id), 0)
                for creditor in tenants
            ],
        )
        for debtor in tenants
    ]


@dataclass(frozen=True)
class CapUse:
    """How much of an agreement's cap is used, in minor units of the issuer's coin."""

    agreement: Agreement

    @property
    def percent(self) -> int:
        """Used of the cap in whole per cents, rounded down."""
        return self.agreement.used * 100 // self.agreement.cap_outstanding


def caps(region: Region) -> Sequence[CapUse]:
    """The agreements in force of a region, the fullest first."""
    in_force = agreements_of_region(region).filter(state=Agreement.State.IN_FORCE)
    return sorted((CapUse(agreement) for agreement in in_force), key=lambda cap: -cap.percent)


def _position(first: Tenant, second: Tenant, books: Books) -> Position:
    here = books.get((first.schema_name, second.schema_name), Book())
    there = books.get((second.schema_name, first.schema_name), Book())
    return Position(
        first=first,
        second=second,
        first_owes=Flow(issuer=first, acceptor=second, paid=here.paid, received=there.received),
        second_owes=Flow(issuer=second, acceptor=first, paid=there.paid, received=here.received),
        first_balance=here.balance,
        second_balance=there.balance,
        first_stretch=(here.after, here.until),
        second_stretch=(there.after, there.until),
    )
