"""Handing out and taking back; every thing is in one place at a time."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from marketplace.klusbox.errors import (
    HandOutTooEarly,
    HandOutTooLate,
    ItemNotAsked,
    ItemNotHere,
    ItemPromised,
    NoteMissing,
)
from marketplace.klusbox.models import Item, Loan, Reservation
from marketplace.klusbox.queries.locking import locked_item, locked_kinds
from marketplace.klusbox.rules.periods import EARLY
from marketplace.klusbox.rules.steps import LIVE, LOAN, Act, Part, next_of
from marketplace.klusbox.services.moving import close_what_is_over, moved, refuse_unless_lender
from marketplace.klusbox.services.reserving import rehouse_promises, reserve
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.trail.services import audit


@transaction.atomic
def hand_out(
    *, reservation_id: int, item_ids: Sequence[int], actor: Person, now: datetime
) -> list[Loan]:
    """Give these things out on a reservation: all of them or none. Twice is once.

    Another thing of the same kind than was set aside may be taken: whoever was promised it gets
    another one. Raises NotAllowed, NotFound, HandOutTooEarly, HandOutTooLate, ItemNotAsked,
    ItemNotHere, ItemPromised, LendingStepNotPossible.
    """
    refuse_unless_lender(actor)
    reservation = _reservation(reservation_id)
    kinds = set(Item.objects.filter(id__in=item_ids).values_list("kind_id", flat=True))
    items = locked_kinds(reservation.box_id, kinds)
    done = []
    for item_id in item_ids:
        if item_id not in items:
            raise ItemNotAsked
        # Giving out the one before may have set another aside for somebody else.
        done.append(_handed_out(reservation, items[item_id], actor, now))
    return done


@transaction.atomic
def lend_now(
    *, key: UUID, item_id: int, person: Person, ends_at: datetime, actor: Person, now: datetime
) -> Loan:
    """Somebody stands at the desk without a reservation: it is made and handed out at once.

    Raises what `reserve` and `hand_out` raise.
    """
    refuse_unless_lender(actor)
    # In the order of all locks: the person before the things.
    Person.objects.select_for_update(no_key=True).get(id=person.id)
    item, _same = locked_item(item_id)
    there = Loan.objects.filter(reservation__key=key).first()
    if there is not None:
        return there
    if item.state != Item.State.BOX:
        raise ItemNotHere(number=item.number, state=item.state)
    made = reserve(
        key=key, box_id=item.box_id, wanted={item.kind_id: 1}, person=person, starts_at=now,
        ends_at=ends_at, now=now, actor=actor,
    )  # fmt: skip
    (loan,) = hand_out(reservation_id=made.id, item_ids=[item.id], actor=actor, now=now)
    return loan


@transaction.atomic
def take_back(*, loan_id: int, is_broken: bool, note: str, actor: Person, now: datetime) -> Loan:
    """It is back: into the box, or aside when it is broken. Twice is once.

    Raises NotAllowed, NotFound, NoteMissing, LendingStepNotPossible.
    """
    act = Act.TAKE_BACK_BROKEN if is_broken else Act.TAKE_BACK
    return _came_back(loan_id, act, note, actor, now)


@transaction.atomic
def report_lost(*, loan_id: int, note: str, actor: Person, now: datetime) -> Loan:
    """It does not come back: it is missing from now on. Twice is once.

    Raises NotAllowed, NotFound, NoteMissing, LendingStepNotPossible.
    """
    return _came_back(loan_id, Act.REPORT_LOST, note, actor, now)


@transaction.atomic
def report_broken(*, loan_id: int, person: Person, note: str, now: datetime) -> Loan:
    """Its borrower says what is wrong with it; who takes it back sees that.

    Raises NotFound, NoteMissing, LendingStepNotPossible.
    """
    loan = Loan.objects.select_for_update(of=("self",)).filter(
        id=loan_id, reservation__person=person
    ).first()  # fmt: skip
    if loan is None:
        raise NotFound
    next_of(LOAN, loan.state, Act.TAKE_BACK_BROKEN, Part.LENDER)
    loan.reported, loan.reported_at = _told(note), now
    loan.save(update_fields=["reported", "reported_at"])
    audit(verb="report-broken", thing="klusbox-loan", thing_id=loan.id, actor=person.party_id)
    return loan


def _handed_out(reservation: Reservation, item: Item, actor: Person, now: datetime) -> Loan:
    loans = list(reservation.loans.filter(item__kind_id=item.kind_id).order_by("id"))
    for loan in loans:
        if loan.item_id == item.id and loan.state == Loan.State.OUT:
            return loan
    loan = _loan_for(item, loans)
    _refuse_unless_time(reservation, now)
    if item.state != Item.State.BOX:
        raise ItemNotHere(number=item.number, state=item.state)
    if loan.item_id != item.id:
        _free_for(item, loan, now)
        loan.item = item
    loan.state = next_of(LOAN, loan.state, Act.HAND_OUT, Part.LENDER)
    loan.handed_out_at, loan.handed_out_by = now, actor.party
    loan.save()
    moved(item, Act.HAND_OUT, actor=actor, at=now, loan=loan)
    return loan


def _loan_for(item: Item, loans: list[Loan]) -> Loan:
    """The promise this thing fulfils: its own, else any of its kind."""
    open_loans = [loan for loan in loans if loan.state == Loan.State.RESERVED]
    own = [loan for loan in open_loans if loan.item_id == item.id]
    if not open_loans:
        raise ItemNotAsked(number=item.number)
    return (own or open_loans)[0]


def _free_for(item: Item, loan: Loan, now: datetime) -> None:
    """Whoever was promised this thing in the time of the loan gets another one."""
    live = Loan.objects.filter(item=item, state__in=LIVE)
    later = live.exclude(starts_at__lt=loan.ends_at, ends_at__gt=loan.starts_at)
    # Its own promise is let go meanwhile: what it was promised may be just what the other needs.
    Loan.objects.filter(id=loan.id).update(state=Loan.State.CANCELLED, ended_at=now)
    keep = list(later.values_list("id", flat=True))
    if rehouse_promises(item, now=now, keep=keep, may_drop=False):
        raise ItemPromised(number=item.number)


def _came_back(loan_id: int, act: Act, note: str, actor: Person, now: datetime) -> Loan:
    refuse_unless_lender(actor)
    item_id = Loan.objects.filter(id=loan_id).values_list("item_id", flat=True).first()
    if item_id is None:
        raise NotFound
    item, _same = locked_item(item_id)
    loan = Loan.objects.select_related("reservation").get(id=loan_id)
    wanted = next_of(LOAN, Loan.State.OUT, act, Part.LENDER)
    if loan.state == wanted:
        return loan
    told = note.strip() if act == Act.TAKE_BACK else _told(note or loan.reported)
    loan.state = next_of(LOAN, loan.state, act, Part.LENDER)
    loan.ended_at, loan.ended_by = now, actor.party
    loan.save()
    moved(item, act, actor=actor, at=now, loan=loan, note=told)
    if item.state != Item.State.BOX:
        rehouse_promises(item, now=now, actor=actor)
    close_what_is_over({loan.reservation_id}, now)
    return loan


def _reservation(reservation_id: int) -> Reservation:
    found = Reservation.objects.filter(id=reservation_id).first()
    if found is None:
        raise NotFound
    return found


def _refuse_unless_time(reservation: Reservation, now: datetime) -> None:
    if now < reservation.starts_at - EARLY:
        raise HandOutTooEarly
    if now >= reservation.ends_at:
        raise HandOutTooLate


def _told(note: str) -> str:
    if not note.strip():
        raise NoteMissing
    return note.strip()[:300]
