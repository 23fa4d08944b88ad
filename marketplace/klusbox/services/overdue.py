"""What the clock does: remind who is late, find another thing, free what nobody fetched."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from marketplace.klusbox.models import Item, Loan, Reservation
from marketplace.klusbox.queries.locking import locked_item
from marketplace.klusbox.rules.periods import FETCH_WITHIN
from marketplace.klusbox.rules.steps import LOAN, Act, Part, next_of
from marketplace.klusbox.services.moving import close_what_is_over
from marketplace.klusbox.services.reserving import rehouse_promises
from tenants.trail.services import audit, tell

AT_ONCE: Final = 200
# From then on nobody waits any longer for a thing that is late.
SOON: Final = timedelta(hours=1)


def remind_late(*, now: datetime, limit: int = AT_ONCE) -> int:
    """Write once to each borrower whose time is over; returns how many were written to."""
    with transaction.atomic():
        late = list(
            Loan.objects.select_for_update(of=("self",), skip_locked=True)
            .filter(state=Loan.State.OUT, ends_at__lt=now, reminded_at=None)
            .order_by("ends_at", "id")[:limit]
        )
        Loan.objects.filter(id__in=[loan.id for loan in late]).update(reminded_at=now)
        reservations = sorted({loan.reservation_id for loan in late})
        for one in reservations:
            tell("klusbox.late", reservation=one)
    return len(reservations)


def lapse_unfetched(*, now: datetime, limit: int = AT_ONCE) -> int:
    """Free what nobody fetched in time; returns how many things."""
    past = Q(ends_at__lte=now) | Q(starts_at__lte=now - FETCH_WITHIN)
    ids = list(
        Loan.objects.filter(past, state=Loan.State.RESERVED)
        .order_by("starts_at", "id")
        .values_list("id", "item_id")[:limit]
    )
    return sum(_lapse(loan_id, item_id, now) for loan_id, item_id in ids)


def replace_late(*, now: datetime, limit: int = AT_ONCE) -> int:
    """Who was promised a thing that is late gets another one, or is told shortly before.

    Returns how many things were looked at.
    """
    late = Loan.objects.filter(state=Loan.State.OUT, ends_at__lt=now)
    promised = Loan.objects.filter(
        state=Loan.State.RESERVED, starts_at__lt=now + SOON, item__in=late.values("item")
    )
    ids = list(promised.values_list("item_id", flat=True).distinct()[:limit])
    for item_id in ids:
        with transaction.atomic():
            item, _same = locked_item(item_id)
            if item.state == Item.State.OUT and item.loan and item.loan.ends_at < now:
                rehouse_promises(item, now=now, before=now + SOON)
    return len(ids)


def forget_borrowers(*, before: datetime) -> int:
    """Who borrowed what is forgotten once it was over before then; returns how many."""
    old = Reservation.objects.filter(over_at__lt=before, person__isnull=False)
    return old.update(person=None, sign_up=None)


@transaction.atomic
def _lapse(loan_id: int, item_id: int, now: datetime) -> int:
    locked_item(item_id)
    loan = Loan.objects.get(id=loan_id)
    if loan.state != Loan.State.RESERVED:
        return 0
    loan.state = next_of(LOAN, loan.state, Act.LAPSE, Part.HOUSE)
    loan.ended_at = now
    loan.save(update_fields=["state", "ended_at"])
    audit(verb=Act.LAPSE.value, thing="klusbox-loan", thing_id=loan.id, actor=None)
    close_what_is_over({loan.reservation_id}, now)
    return 1
