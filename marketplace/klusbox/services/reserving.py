"""Reserving things of a box, saying no, and finding another thing where one falls out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from currency.errors import KeyReused
from marketplace.klusbox.codes import RESERVATION, new_code
from marketplace.klusbox.errors import (
    BoxNotOpen,
    BringBackFirst,
    NotEnoughFree,
    NothingWanted,
    TooManyReservations,
)
from marketplace.klusbox.models import Item, Kind, Klusbox, Loan, Reservation
from marketplace.klusbox.queries.free import free_items, late_reservations, wanted_kinds
from marketplace.klusbox.queries.locking import locked_kinds, locked_loans
from marketplace.klusbox.rules.periods import refuse_unless_open, refuse_unless_period
from marketplace.klusbox.rules.steps import LOAN, Act, Part, next_of
from marketplace.klusbox.services.moving import close_what_is_over
from marketplace.models import SignUp
from tenants.errors import NotAllowed, NotFound
from tenants.people.models import Person
from tenants.trail.services import audit, tell

MOST_ITEMS: Final = 20
MOST_OPEN: Final = 3


@transaction.atomic
def reserve(
    *, key: UUID, box_id: int, wanted: Mapping[int, int], person: Person, starts_at: datetime,
    ends_at: datetime, now: datetime, actor: Person | None = None, sign_up: SignUp | None = None,
) -> Reservation:  # fmt: skip
    """Set so many of each kind aside for a time; `wanted` counts by kind. Twice is once.

    `actor` reserves for somebody else and is held to no number and no opening hours. Raises
    KeyReused, NotFound, BoxNotOpen, NothingWanted, PeriodInvalid, BoxShutThen, BringBackFirst,
    TooManyReservations, NotEnoughFree.
    """
    # Two taps of one person wait for each other here, so the limit and the key hold.
    Person.objects.select_for_update(no_key=True).get(id=person.id)
    earlier = Reservation.objects.filter(key=key).first()
    if earlier is not None:
        if (earlier.box_id, earlier.person_id, earlier.starts_at) != (
            box_id, person.id, starts_at,
        ):  # fmt: skip
            raise KeyReused
        return earlier
    box, asked = _box(box_id), wanted_kinds(wanted)
    _refuse_unless_possible(box, asked, starts_at, ends_at, now)
    if actor is None:
        zone = timezone.get_default_timezone()
        refuse_unless_open(box.hours, starts_at.astimezone(zone), ends_at.astimezone(zone))
        _refuse_unless_welcome(person, now)
    locked_kinds(box.id, asked.keys())
    items = _picked(box, asked, starts_at, ends_at, now)
    made = Reservation.objects.create(
        box=box, person=person, sign_up=sign_up, starts_at=starts_at, ends_at=ends_at,
        code=new_code(RESERVATION), key=key, made_at=now, made_by=(actor or person).party,
    )  # fmt: skip
    _promise(made, items)
    audit(verb="reserve", thing="klusbox-reservation", thing_id=made.id,
          actor=(actor or person).party_id, items=[item.number for item in items])  # fmt: skip
    return made


@transaction.atomic
def cancel_reservation(*, reservation_id: int, actor: Person, now: datetime) -> Reservation:
    """What was not fetched is free again; twice is once. Raises NotFound, NotAllowed."""
    found = Reservation.objects.filter(id=reservation_id).first()
    if found is None:
        raise NotFound
    if found.person_id != actor.id and not actor.may("lend-klusbox"):
        raise NotAllowed(permission=Act.CANCEL.value)
    part = Part.BORROWER if found.person_id == actor.id else Part.LENDER
    loans = [loan for loan in _locked_of(found) if loan.state == Loan.State.RESERVED]
    for loan in loans:
        _end(loan, next_of(LOAN, loan.state, Act.CANCEL, part), actor, now)
    close_what_is_over({found.id}, now)
    if loans:
        audit(verb="cancel-reservation", thing="klusbox-reservation", thing_id=found.id,
              actor=actor.party_id)  # fmt: skip
    found.refresh_from_db()
    return found


def rehouse_promises(
    item: Item, *, now: datetime, keep: Iterable[int] = (), before: datetime | None = None,
    actor: Person | None = None, may_drop: bool = True,
) -> list[Loan]:  # fmt: skip
    """Promised loans of a thing that falls out get another one of its kind, or fall away.

    All of the kind in the box are locked by the caller. `keep` are loans that stay; `before`: only
    what starts before then. Answers the loans for which there was no other one: with `may_drop`
    these are dropped and their people told.
    """
    promised = Loan.objects.filter(item=item, state=Loan.State.RESERVED, ends_at__gt=now)
    if before is not None:
        promised = promised.filter(starts_at__lt=before)
    without = []
    for loan in promised.exclude(id__in=list(keep)).order_by("starts_at", "id"):
        other = (
            free_items(box_id=item.box_id, kinds=[item.kind_id], starts_at=loan.starts_at,
                       ends_at=loan.ends_at, now=now).exclude(id=item.id).first()
        )  # fmt: skip
        if other is None:
            without.append(loan)
            continue
        loan.item = other
        loan.save(update_fields=["item"])
    if may_drop:
        _drop(without, actor, now)
    return without


def _drop(loans: list[Loan], actor: Person | None, now: datetime) -> None:
    part = Part.LENDER if actor else Part.HOUSE
    for loan in loans:
        _end(loan, next_of(LOAN, loan.state, Act.DROP, part), actor, now)
        tell("klusbox.dropped", loan=loan.id)
        audit(verb=Act.DROP.value, thing="klusbox-loan", thing_id=loan.id,
              actor=actor.party_id if actor else None)  # fmt: skip
    close_what_is_over({loan.reservation_id for loan in loans}, now)


def _end(loan: Loan, state: str, actor: Person | None, now: datetime) -> None:
    loan.state, loan.ended_at = state, now
    loan.ended_by = actor.party if actor else None
    loan.save(update_fields=["state", "ended_at", "ended_by"])


def _locked_of(reservation: Reservation) -> list[Loan]:
    """Its loans, with all things of their kinds locked."""
    found = reservation.loans.values_list("id", "item__kind_id")
    locked_kinds(reservation.box_id, {kind for _loan, kind in found})
    return locked_loans(loan for loan, _kind in found)


def _box(box_id: int) -> Klusbox:
    box = Klusbox.objects.filter(id=box_id).first()
    if box is None:
        raise NotFound
    if not box.is_open:
        raise BoxNotOpen
    return box


def _refuse_unless_possible(
    box: Klusbox, asked: Mapping[int, int], starts_at: datetime, ends_at: datetime, now: datetime
) -> None:
    if not 1 <= sum(asked.values()) <= MOST_ITEMS:
        raise NothingWanted(maximum=MOST_ITEMS)
    days = dict(Kind.objects.filter(id__in=asked).values_list("id", "longest_days"))
    if len(days) < len(asked):
        raise NotFound
    refuse_unless_period(starts_at, ends_at, now=now, longest_days=min(days.values()))


def _refuse_unless_welcome(person: Person, now: datetime) -> None:
    if late_reservations(person.id, now):
        raise BringBackFirst
    if person.reservations.filter(over_at=None).count() >= MOST_OPEN:
        raise TooManyReservations(maximum=MOST_OPEN)


def _picked(
    box: Klusbox, asked: Mapping[int, int], starts_at: datetime, ends_at: datetime, now: datetime
) -> list[Item]:
    free: dict[int, list[Item]] = {}
    for item in free_items(
        box_id=box.id, kinds=asked.keys(), starts_at=starts_at, ends_at=ends_at, now=now
    ):
        free.setdefault(item.kind_id, []).append(item)
    for kind, count in asked.items():
        if len(free.get(kind, [])) < count:
            raise NotEnoughFree(kind=kind, free=len(free.get(kind, [])), asked=count)
    return [item for kind, count in asked.items() for item in free[kind][:count]]


def _promise(made: Reservation, items: list[Item]) -> None:
    """The database is the last to say that nothing is promised twice."""
    try:
        with transaction.atomic():
            Loan.objects.bulk_create(
                Loan(reservation=made, item=item, starts_at=made.starts_at, ends_at=made.ends_at)
                for item in items
            )
    except IntegrityError as error:
        raise NotEnoughFree from error
