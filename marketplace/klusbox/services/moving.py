"""A thing goes from one state to the next: the one place that writes a thing's whereabouts."""

from datetime import datetime

from marketplace.klusbox.models import Item, Klusbox, Loan, Movement, Reservation
from marketplace.klusbox.queries.locking import locked_reservations
from marketplace.klusbox.rules.steps import ITEM, LIVE, Act, Part, next_of
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit

PERMISSION = "lend-klusbox"


def refuse_unless_lender(actor: Person) -> None:
    """Raises NotAllowed."""
    refuse_unless_may(actor, PERMISSION)


def moved(
    item: Item, act: Act, *, actor: Person, at: datetime, loan: Loan | None = None,
    note: str = "", box: Klusbox | None = None,
) -> Item:  # fmt: skip
    """The next movement of a locked thing. Raises LendingStepNotPossible."""
    came_from = item.state
    item.state = next_of(ITEM, item.state, act, Part.LENDER)
    item.moves += 1
    item.box = box or item.box
    item.loan = loan if item.state == Item.State.OUT else None
    item.remark = note.strip()[:300] if item.state in _REMARKED else ""
    Movement.objects.create(
        item=item, number=item.moves, act=act.value, from_state=came_from, to_state=item.state,
        box=item.box, loan=loan, note=note.strip()[:300], actor=actor.party, at=at,
    )  # fmt: skip
    item.save(update_fields=["state", "moves", "box", "loan", "remark"])
    audit(verb=act.value, thing="klusbox-item", thing_id=item.id, actor=actor.party_id,
          number=item.number)  # fmt: skip
    return item


def close_what_is_over(reservation_ids: set[int], now: datetime) -> list[Reservation]:
    """Reservations of which nothing is promised or out any more are over; answers those."""
    done = []
    for reservation in locked_reservations(reservation_ids):
        is_live = reservation.loans.filter(state__in=LIVE).exists()
        if not is_live and reservation.over_at is None:
            reservation.over_at = now
            reservation.save(update_fields=["over_at"])
            done.append(reservation)
    return done


_REMARKED = (Item.State.REPAIR, Item.State.MISSING, Item.State.GONE)
