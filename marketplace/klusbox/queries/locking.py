"""The locks of the klusbox. One order everywhere: person, things by id, reservations by id.

Whoever changes something of a thing locks all of its kind in its box: so another one of them can
take its place, and no two ways through the box can wait for each other.
"""

from collections.abc import Collection, Iterable

from marketplace.klusbox.models import Item, Loan, Reservation
from tenants.errors import NotFound


def locked_kinds(box_id: int, kinds: Collection[int]) -> dict[int, Item]:
    """All things of these kinds in a box by id, locked until commit."""
    rows = (
        Item.objects.select_for_update(of=("self",), no_key=True)
        .filter(box_id=box_id, kind_id__in=kinds)
        .select_related("kind", "loan")
        .order_by("id")
    )
    return {item.id: item for item in rows}


def locked_item(item_id: int) -> tuple[Item, dict[int, Item]]:
    """A thing, and all of its kind in its box, locked until commit. Raises NotFound."""
    while True:
        where = Item.objects.filter(id=item_id).values_list("box_id", "kind_id").first()
        if where is None:
            raise NotFound
        found = locked_kinds(where[0], [where[1]])
        # It may have moved to another box while this one waited.
        if item_id in found:
            return found[item_id], found


def locked_loans(loans: Iterable[int]) -> list[Loan]:
    """Loans as they are now; whoever changes one holds the lock of its thing."""
    return list(
        Loan.objects.filter(id__in=list(loans))
        .select_related("reservation__person", "item__kind")
        .order_by("id")
    )


def locked_reservations(ids: Collection[int]) -> list[Reservation]:
    """Reservations by id, locked until commit."""
    return list(
        Reservation.objects.select_for_update(of=("self",), no_key=True)
        .filter(id__in=ids)
        .order_by("id")
    )
