"""The picture of who pays whom: towns that pay on the left, that get on the right, ribbons between.

Pure: payments in, shapes out; the template draws them. A ribbon is as thick as its sum, and where
it begins and ends they lie in one order, so that none hides another. The table beside it says the
same in words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from tenants.models import Tenant

WIDTH: Final = 420
LEFT: Final = 132
RIGHT: Final = WIDTH - LEFT
TALL: Final = 150
LEAST: Final = 3
GAP: Final = 34
FITS: Final = 16
TOP: Final = 20


class Payment(Protocol):
    """What a picture needs to know of a payment."""

    debtor: Tenant
    creditor: Tenant
    cents: int


@dataclass(frozen=True)
class Side:
    """A town as a block: its sum, and where its block stands."""

    tenant: Tenant
    cents: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        """Where its name is written."""
        return self.y + self.height // 2

    @property
    def label(self) -> str:
        """Its name where that fits, else its two signs."""
        name = str(self.tenant.name)
        return name if len(name) <= FITS else str(self.tenant.code)


@dataclass(frozen=True)
class Ribbon:
    """From a block on the left to one on the right."""

    path: str
    thickness: int


@dataclass(frozen=True)
class Picture:
    """All shapes; in units of the drawing."""

    debtors: Sequence[Side]
    creditors: Sequence[Side]
    ribbons: Sequence[Ribbon]
    width: int
    height: int
    left: int
    right: int


def flow_picture(payments: Iterable[Payment]) -> Picture | None:
    """The picture of these payments, the largest sums on top; None where nothing is paid."""
    found = sorted(payments, key=lambda one: (-one.cents, one.debtor.name, one.creditor.name))
    if not found:
        return None
    total = sum(one.cents for one in found)
    thick = [max(LEAST, one.cents * TALL // total) for one in found]
    debtors = _sides([one.debtor for one in found], found, thick)
    creditors = _sides([one.creditor for one in found], found, thick)
    return Picture(
        debtors=list(debtors.values()),
        creditors=list(creditors.values()),
        ribbons=_ribbons(found, thick, debtors, creditors),
        width=WIDTH,
        height=max(side.y + side.height for side in (*debtors.values(), *creditors.values())) + TOP,
        left=LEFT,
        right=RIGHT,
    )


def _sides(
    towns: Sequence[Tenant], payments: Sequence[Payment], thick: Sequence[int]
) -> dict[int, Side]:
    """Blocks of one side from top to bottom, by tenant id; `towns` are that side's, in order."""
    sums: dict[int, tuple[Tenant, int, int]] = {}
    for tenant, payment, size in zip(towns, payments, thick, strict=True):
        _, cents, height = sums.get(tenant.id, (tenant, 0, 0))
        sums[tenant.id] = (tenant, cents + payment.cents, height + size)
    found: dict[int, Side] = {}
    y = TOP
    for tenant, cents, height in sorted(sums.values(), key=lambda one: (-one[1], one[0].name)):
        found[tenant.id] = Side(tenant, cents, y, height)
        y += height + GAP
    return found


def _ribbons(
    payments: Sequence[Payment],
    thick: Sequence[int],
    debtors: dict[int, Side],
    creditors: dict[int, Side],
) -> Sequence[Ribbon]:
    begins = {tenant: side.y for tenant, side in debtors.items()}
    ends = {tenant: side.y for tenant, side in creditors.items()}
    # By where the other end lies: ribbons that leave one block do not cross.
    order = sorted(
        range(len(payments)),
        key=lambda place: (
            debtors[payments[place].debtor.id].y, creditors[payments[place].creditor.id].y,
        ),
    )  # fmt: skip
    found = []
    for place in order:
        one, size = payments[place], thick[place]
        begin = begins[one.debtor.id] + size // 2
        end = ends[one.creditor.id] + size // 2
        begins[one.debtor.id] += size
        ends[one.creditor.id] += size
        bend = (LEFT + RIGHT) // 2
        path = f"M{LEFT} {begin}C{bend} {begin} {bend} {end} {RIGHT} {end}"
        found.append(Ribbon(path, size))
    return found
