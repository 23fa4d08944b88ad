"""Who accepts whose coins, arranged for a page. Pure: agreements in, rows out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tenants.models import Agreement, Tenant

# Of several agreements between the same two, the page shows the one that says most.
WEIGHT = {
    Agreement.State.IN_FORCE: 3,
    Agreement.State.PROPOSED: 2,
    Agreement.State.SUSPENDED: 1,
    Agreement.State.DECLINED: 0,
}


@dataclass(frozen=True)
class Cell:
    """What holds between one acceptor and one issuer."""

    issuer: Tenant
    agreement: Agreement | None
    is_self: bool

    @property
    def state(self) -> str:
        """ "self", "none", or the agreement's state."""
        if self.is_self:
            return "self"
        return self.agreement.state if self.agreement else "none"


@dataclass(frozen=True)
class Row:
    """Whose coins are good in the shops of one municipality."""

    acceptor: Tenant
    cells: Sequence[Cell]

    @property
    def accepted(self) -> Sequence[Tenant]:
        """Whose coins its shops take now."""
        return [cell.issuer for cell in self.cells if cell.state == Agreement.State.IN_FORCE]

    @property
    def in_talks(self) -> Sequence[Tenant]:
        """Whose proposal waits for an answer."""
        return [cell.issuer for cell in self.cells if cell.state == Agreement.State.PROPOSED]


def matrix(tenants: Sequence[Tenant], agreements: Iterable[Agreement]) -> Sequence[Row]:
    """A row for each tenant as acceptor, a cell for each as issuer, in the given order."""
    shown: dict[tuple[int, int], Agreement] = {}
    for agreement in sorted(agreements, key=_weight):
        shown[agreement.acceptor_id, agreement.issuer_id] = agreement
    return [
        Row(
            acceptor,
            [
                Cell(issuer, shown.get((acceptor.id, issuer.id)), issuer.id == acceptor.id)
                for issuer in tenants
            ],
        )
        for acceptor in tenants
    ]


def waits_for(agreement: Agreement, tenant: Tenant) -> bool:
    """Whether this tenant's yes or no is what a proposal waits for."""
    if agreement.state != Agreement.State.PROPOSED:
        return False
    if agreement.issuer_id == tenant.id:
        return agreement.issuer_approved_by is None
    return agreement.acceptor_id == tenant.id and agreement.acceptor_approved_by is None


def _weight(agreement: Agreement) -> tuple[int, int]:
    return (WEIGHT[Agreement.State(agreement.state)], agreement.id)
