"""Reads about reservations and loans."""

from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet

from marketplace.klusbox.models import Loan, Reservation
from marketplace.klusbox.rules.steps import LIVE
from tenants.errors import NotFound
from tenants.people.models import Person


def _reservations() -> QuerySet[Reservation]:
    loans = Loan.objects.select_related("item__kind").order_by("item__kind__name", "item__number")
    return Reservation.objects.select_related(
        "box", "person", "sign_up__slot__klus"
    ).prefetch_related(Prefetch("loans", queryset=loans))


def reservations_of(person: Person, *, is_over: bool) -> QuerySet[Reservation]:
    """What somebody borrows or will, soonest first; or what is over, newest first."""
    found = _reservations().filter(person=person, over_at__isnull=not is_over)
    return found.order_by("-starts_at", "-id") if is_over else found.order_by("starts_at", "id")


def own_reservation(person: Person, reservation_id: int) -> Reservation:
    """One of somebody's own. Raises NotFound."""
    return _found(_reservations().filter(person=person, id=reservation_id))


def reservation(reservation_id: int) -> Reservation:
    """Any, for who lends. Raises NotFound."""
    return _found(_reservations().filter(id=reservation_id))


def reservation_seen_by(person: Person, reservation_id: int) -> Reservation:
    """One's own, or anybody's for who lends; others are told it is not there. Raises NotFound."""
    if person.may("lend-klusbox"):
        return reservation(reservation_id)
    return own_reservation(person, reservation_id)


def reservation_of_code(code: str) -> Reservation:
    """The one with this code. Raises NotFound."""
    return _found(_reservations().filter(code=code))


def own_loan(person: Person, loan_id: int) -> Loan:
    """Something that this person borrows. Raises NotFound."""
    found = (
        Loan.objects.filter(id=loan_id, reservation__person=person)
        .select_related("item__kind", "reservation__box")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def to_hand_out(*, before: datetime) -> QuerySet[Reservation]:
    """What will be fetched until then, soonest first, with how many things `waiting`."""
    waiting = Count("loans", filter=Q(loans__state=Loan.State.RESERVED))
    return (
        Reservation.objects.filter(over_at=None, starts_at__lt=before)
        .annotate(waiting=waiting)
        .filter(waiting__gt=0)
        .select_related("box", "person")
        .order_by("starts_at", "id")
    )


def late_to_tell_of(reservation_id: int, now: datetime) -> list[Loan]:
    """What of a reservation should have been back, of somebody who can be written to."""
    return list(
        out().filter(
            reservation=reservation_id, ends_at__lt=now, reservation__person__is_active=True
        )
    )


def dropped_to_tell_of(loan_id: int) -> Loan | None:
    """A loan that does not go on after all, of somebody who can be written to."""
    return (
        Loan.objects.filter(
            id=loan_id, state=Loan.State.DROPPED, reservation__person__is_active=True
        )
        .select_related("item__kind", "reservation__box", "reservation__person")
        .first()
    )


def out() -> QuerySet[Loan]:
    """What is out, first what should be back first."""
    return (
        Loan.objects.filter(state=Loan.State.OUT)
        .select_related("item__kind", "item__box", "reservation__person")
        .order_by("ends_at", "id")
    )


def late_count(now: datetime) -> int:
    """How many things should have been back."""
    return Loan.objects.filter(state=Loan.State.OUT, ends_at__lt=now).count()


def has_live(reservation: Reservation) -> bool:
    """Whether something of it is still promised or out."""
    return any(loan.state in LIVE for loan in reservation.loans.all())


def promised_next(item_id: int, now: datetime) -> Loan | None:
    """Who is promised a thing next."""
    return (
        Loan.objects.filter(item=item_id, state=Loan.State.RESERVED, ends_at__gt=now)
        .select_related("reservation__person")
        .order_by("starts_at")
        .first()
    )


def _found(reservations: QuerySet[Reservation]) -> Reservation:
    found = reservations.first()
    if found is None:
        raise NotFound
    return found
