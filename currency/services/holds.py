"""Holds: set coins aside, set more aside, give back what is not used. A posting captures."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from currency.errors import AmountNotPositive, InsufficientBalance, KeyReused
from currency.models import Account, Hold


@transaction.atomic
def place_hold(
    *, key: UUID, account_id: int, amount: int, at: datetime, lapses_at: datetime | None = None
) -> Hold:
    """Set `amount` minor units aside. The same key answers the same hold.

    Raises AmountNotPositive, KeyReused, InsufficientBalance.
    """
    if amount < 1:
        raise AmountNotPositive(amount=amount)
    hold, is_new = Hold.objects.get_or_create(
        key=key,
        defaults={
            "account_id": account_id, "amount": amount, "placed_at": at, "lapses_at": lapses_at,
        },
    )  # fmt: skip
    if not is_new:
        if (hold.account_id, hold.amount) != (account_id, amount):
            raise KeyReused
        return hold
    try:
        with transaction.atomic():
            Account.objects.filter(id=account_id).update(held=F("held") + amount)
    except IntegrityError as error:
        raise InsufficientBalance(amount=amount) from error
    return hold


@transaction.atomic
def raise_hold(*, hold_id: int, amount: int) -> Hold:
    """Set `amount` minor units more aside with a hold, open or closed; the caller locks what asks.

    Raises AmountNotPositive, InsufficientBalance.
    """
    if amount < 1:
        raise AmountNotPositive(amount=amount)
    hold = Hold.objects.select_for_update().get(id=hold_id)
    hold.amount += amount
    hold.state = Hold.State.OPEN
    hold.save(update_fields=["amount", "state"])
    try:
        with transaction.atomic():
            Account.objects.filter(id=hold.account_id).update(held=F("held") + amount)
    except IntegrityError as error:
        raise InsufficientBalance(amount=amount) from error
    return hold


@transaction.atomic
def release_hold(*, hold_id: int, amount: int | None = None) -> Hold:
    """Give back `amount` of a hold (None: all that is left). Releasing a closed hold does nothing.

    Raises AmountNotPositive, InsufficientBalance when more is asked than is left.
    """
    hold = Hold.objects.select_for_update().get(id=hold_id)
    freed = hold.remaining if amount is None else amount
    if hold.state == Hold.State.CLOSED:
        return hold
    if freed < 1:
        raise AmountNotPositive(amount=freed)
    if freed > hold.remaining:
        raise InsufficientBalance(amount=freed, available=hold.remaining)
    hold.released += freed
    if hold.remaining == 0:
        hold.state = Hold.State.CLOSED
    hold.save(update_fields=["released", "state"])
    Account.objects.filter(id=hold.account_id).update(held=F("held") - freed)
    return hold


def lapse_holds(*, now: datetime, limit: int = 500) -> int:
    """Give back up to `limit` holds whose term is over; returns how many."""
    lapsed = list(
        Hold.objects.filter(state=Hold.State.OPEN, lapses_at__lte=now)
        .order_by("id")
        .values_list("id", flat=True)[:limit]
    )
    for hold_id in lapsed:
        release_hold(hold_id=hold_id)
    return len(lapsed)
